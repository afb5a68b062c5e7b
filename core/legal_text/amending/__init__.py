"""What amending documents do to provisions of others, read as data and applied to texts."""

from core.legal_text.amending.applying import apply
from core.legal_text.amending.operations import Kind, Operation, Source, Why
from core.legal_text.amending.reading import read_operations
from core.legal_text.amending.results import Annotation, Applied, Reason, Refused

__all__ = [
    "Annotation",
    "Applied",
    "Kind",
    "Operation",
    "Reason",
    "Refused",
    "Source",
    "Why",
    "apply",
    "read_operations",
]
