"""Wagtail's own search, for the admin: explorer, listings, choosers. Finds Vietnamese without accents.

Wagtail's database backend leaves the folding of letters to the database, and neither SQLite nor
PostgreSQL folds đ or decomposed letters, nor do both cut "15/2023/QĐ-UBND" alike. Here texts and queries
are cut and folded before the database sees them; storing and matching stay Wagtail's.
"""

from typing import Any

from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:
    """Return the backend for the site's database."""
    if connection.vendor == "postgresql":
        from .postgresql import PostgresqlBackend

        return PostgresqlBackend(params)
    from .sqlite import SqliteBackend

    return SqliteBackend(params)
