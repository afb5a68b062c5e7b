"""Models of the base: pages, decisions with their files, the record, names per language."""

from .decisions import Decision
from .files import DecidedFile
from .held import HeldFile
from .named import NamedModel, TranslatedName, localized
from .pages import BasePage
from .record import RecordEntry, RecordHead

__all__ = [
    "BasePage",
    "DecidedFile",
    "Decision",
    "HeldFile",
    "NamedModel",
    "RecordEntry",
    "RecordHead",
    "TranslatedName",
    "localized",
]
