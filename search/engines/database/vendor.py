"""What differs between SQLite and PostgreSQL: the term index and lists as parameters.

SQLite: an FTS5 table without content or positions, one row a provision, its terms as tokens.
PostgreSQL: a table of integer arrays, one row a provision, its terms hashed, under a GIN index.
Migration 0002 makes the table.
"""

import json
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models.expressions import RawSQL

from .terms import hashed

TABLE = "search_passage_terms"


def is_postgresql() -> bool:
    """Tell whether the database is PostgreSQL."""
    return connection.vendor == "postgresql"


def matching(terms: Sequence[str], weight: float) -> tuple[str, list[object]]:
    """Return SQL and its parameters: r, the ids of provisions with all of these terms; w, the weight."""
    if is_postgresql():
        hashes: list[object] = [[hashed(term) for term in terms]]
        return f"SELECT id AS r, {weight:.4f} AS w FROM {TABLE} WHERE terms @> %s::integer[]", hashes
    quoted = " AND ".join(f'"{term}"' for term in terms)
    return f"SELECT rowid AS r, {weight:.4f} AS w FROM {TABLE} WHERE {TABLE} MATCH %s", [quoted]


def listed(ids: Iterable[int]) -> RawSQL:
    """Return the ids as a subquery for `__in`: a list of any length is one parameter."""
    if is_postgresql():
        return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])


def add_terms(rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Put provisions' terms into the index, by their ids."""
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.executemany(
                f"INSERT INTO {TABLE} (id, terms) VALUES (%s, %s)",
                [(row, [hashed(term) for term in terms]) for row, terms in rows],
            )
        else:
            cursor.executemany(
                f"INSERT INTO {TABLE} (rowid, terms) VALUES (%s, %s)",
                [(row, " ".join(terms)) for row, terms in rows],
            )


def remove_terms(rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Take provisions out of the term index; `rows` must carry the very terms that were put in."""
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.execute(f"DELETE FROM {TABLE} WHERE id = ANY(%s)", [[row for row, _terms in rows]])
        else:
            # A contentless FTS5 table forgets a row only when told what it held.
            cursor.executemany(
                f"INSERT INTO {TABLE} ({TABLE}, rowid, terms) VALUES ('delete', %s, %s)",
                [(row, " ".join(terms)) for row, terms in rows],
            )


def clear_terms() -> None:
    """Empty the term index."""
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.execute(f"DELETE FROM {TABLE}")
        else:
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('delete-all')")
