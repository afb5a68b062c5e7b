"""The admin's search on PostgreSQL."""

from typing import Any

from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend

from .folding import FoldingBackend, FoldingIndex


class FoldingPostgresqlIndex(FoldingIndex, PostgresIndex):
    """Wagtail's index in text search vectors, of folded words."""


class PostgresqlBackend(FoldingBackend, PostgresSearchBackend):
    """Wagtail's backend on PostgreSQL, asked in folded words.

    The configuration is "simple": any other takes folded syllables such as "an" or "do" for English stop
    words, or cuts off their ends.
    """

    index_class = FoldingPostgresqlIndex

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({**params, "SEARCH_CONFIG": "simple"})
