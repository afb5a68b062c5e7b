"""Tables of search: the outbox, the database engine's index, suggestions, the query log, equivalents."""

from .equivalent import Equivalent
from .indexed import IndexedDocument, IndexedFacet, IndexedPassage, TermFrequency
from .outbox import OutboxEntry
from .query_log import LoggedQuery
from .state import IndexState
from .suggestion import Suggestion, SuggestionStart
from .upkeep import IndexBuild, UpkeepJob

__all__ = [
    "Equivalent",
    "IndexBuild",
    "IndexState",
    "IndexedDocument",
    "IndexedFacet",
    "IndexedPassage",
    "LoggedQuery",
    "OutboxEntry",
    "Suggestion",
    "SuggestionStart",
    "TermFrequency",
    "UpkeepJob",
]
