"""The admin's search on SQLite."""

from modelsearch.backends.database.sqlite.sqlite import SQLiteIndex, SQLiteSearchBackend

from .folding import FoldingBackend, FoldingIndex


class FoldingSqliteIndex(FoldingIndex, SQLiteIndex):
    """Wagtail's index in FTS5, of folded words."""


class SqliteBackend(FoldingBackend, SQLiteSearchBackend):
    """Wagtail's backend on SQLite, asked in folded words."""

    index_class = FoldingSqliteIndex
