"""Tables of search: the outbox, the database engine's index, suggestions, the query log, equivalents."""

from .indexed import IndexedDocument, IndexedFacet, IndexedPassage, TermFrequency
from .outbox import IndexState, OutboxEntry

__all__ = [
    "IndexState",
    "IndexedDocument",
    "IndexedFacet",
    "IndexedPassage",
    "OutboxEntry",
    "TermFrequency",
]
