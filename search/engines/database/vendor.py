"""What differs between SQLite and PostgreSQL: the term index and lists as parameters.

SQLite: an FTS5 table without content or positions, one row a provision, its terms as tokens.
PostgreSQL: a table of integer arrays, one row a provision, its terms hashed, under a GIN index.
Migration 0002 makes the table.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from .terms import hashed


def is_postgresql() -> bool:
    """Tell whether the database is PostgreSQL."""
    return connection.vendor == "postgresql"


def matching(terms: Sequence[str], weight: float) -> tuple[str, list[Any]]:
    """Return SQL and its parameters: r, the ids of provisions with all of these terms; w, the weight."""
    if is_postgresql():
        return (
            "SELECT id AS r, %s::float AS w FROM search_passage_terms WHERE terms @> %s::integer[]",
            [weight, [hashed(term) for term in terms]],
        )
    return (
        "SELECT rowid AS r, %s AS w FROM search_passage_terms WHERE search_passage_terms MATCH %s",
        [weight, " AND ".join(f'"{term}"' for term in terms)],
    )


def holding(groups: Sequence[Sequence[str]]) -> set[int]:
    """Return the ids of provisions with all terms of any of these groups. One SQL query."""
    if is_postgresql():
        where = " OR ".join(["terms @> %s::integer[]"] * len(groups))
        sql = f"SELECT id FROM search_passage_terms WHERE {where}"  # noqa: S608 - constants
        params: list[Any] = [[hashed(term) for term in terms] for terms in groups]
    else:
        sql = "SELECT rowid FROM search_passage_terms WHERE search_passage_terms MATCH %s"
        ways = (" AND ".join(f'"{term}"' for term in terms) for terms in groups)
        params = [" OR ".join(f"({way})" for way in ways)]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return {row for (row,) in cursor.fetchall()}


def listed(ids: Iterable[int]) -> RawSQL:
    """Return the ids as a subquery for `__in`: a list of any length is one parameter."""
    if is_postgresql():
        return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])


def prepare_writing() -> None:
    """Let PostgreSQL sort many new terms in at a time, for this transaction."""
    if is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL work_mem = '128MB'")


def finish_writing() -> None:
    """Sort in what still waits, because every search reads through the list of it."""
    if is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('search_passage_terms_gin'::regclass)")


def take_statistics() -> None:
    """Tell PostgreSQL how large the tables have become: its own look may be minutes late.

    Until then it takes a table that was just filled for an empty one, and a search takes many seconds.
    """
    if is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute(
                "ANALYZE search_indexeddocument, search_indexedfacet, search_indexedpassage,"
                " search_passage_terms"
            )


def add_terms(rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Put provisions' terms into the index, by their ids."""
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.executemany(
                "INSERT INTO search_passage_terms (id, terms) VALUES (%s, %s)",
                [(row, [hashed(term) for term in terms]) for row, terms in rows],
            )
        else:
            cursor.executemany(
                "INSERT INTO search_passage_terms (rowid, terms) VALUES (%s, %s)",
                [(row, " ".join(terms)) for row, terms in rows],
            )


def remove_terms(rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Take provisions out of the term index; `rows` must carry the very terms that were put in."""
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.execute(
                "DELETE FROM search_passage_terms WHERE id = ANY(%s)", [[row for row, _terms in rows]]
            )
        else:
            # A contentless FTS5 table forgets a row only when told what it held.
            cursor.executemany(
                "INSERT INTO search_passage_terms (search_passage_terms, rowid, terms)"
                " VALUES ('delete', %s, %s)",
                [(row, " ".join(terms)) for row, terms in rows],
            )


def clear_terms() -> None:
    """Empty the term index."""
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.execute("DELETE FROM search_passage_terms")
        else:
            cursor.execute("INSERT INTO search_passage_terms (search_passage_terms) VALUES ('delete-all')")
