"""Models of the base: pages, decisions, names per language."""

from .decisions import Decision
from .named import NamedModel, TranslatedName, localized
from .pages import BasePage

__all__ = ["BasePage", "Decision", "NamedModel", "TranslatedName", "localized"]
