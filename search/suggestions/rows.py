"""The SQL of suggestions: at most two statements, each reading a bounded number of rows.

Of a beginning that few starts have, all are read. Where there are many, the best are looked for among the
first `SCANNED` in order of the starts and among the first `SCANNED` in order of rank that share the first
letter: a beginning that more starts have than the one reaches is frequent enough for the other.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from search.models import SuggestionStart

FEW = 150
SCANNED = 2_000
BEST = 100
Statement = tuple[str, list[str]]
# Sorts behind every text that begins alike.
_LAST = "\U0010ffff"
_TABLE = SuggestionStart._meta.db_table


@dataclass(frozen=True)
class Lookup:
    """Starts of a shelf that begin like this: folded, or where `spelt` as they are written."""

    kind: str
    shelf: str
    beginning: str
    spelt: bool = False

    @property
    def column(self) -> str:
        """The column that is looked in."""
        return "spelt" if self.spelt else "start"

    @property
    def values(self) -> list[str]:
        """Parameters of a search in order of the starts."""
        return [self.shelf, self.beginning, self.beginning + _LAST]


class Candidate(NamedTuple):
    """A start that was found, and by which lookup (position among those asked)."""

    lookup: int
    suggestion: int
    start: str
    spelt: str
    rank: int


def find_starts(lookups: Sequence[Lookup]) -> list[Candidate]:
    """Return the starts that fit, of each lookup all, or if there are many, the best."""
    found = _run([_all(number, lookup) for number, lookup in enumerate(lookups)])
    counts = Counter(candidate.lookup for candidate in found)
    many = sorted(number for number, count in counts.items() if count == FEW)
    if not many:
        return found
    best = [_best_of_first(number, lookups[number]) for number in many]
    best += [_best_of_head(number, lookups[number]) for number in many if not lookups[number].spelt]
    return [candidate for candidate in found if counts[candidate.lookup] < FEW] + _run(best)


def _all(number: int, lookup: Lookup) -> Statement:
    sql = (
        f"SELECT {number} AS lookup, suggestion_id, start, spelt, rank FROM {_TABLE}"  # noqa: S608 - constants
        f" WHERE shelf = %s AND {lookup.column} >= %s AND {lookup.column} < %s"
        f" ORDER BY {lookup.column} LIMIT {FEW}"
    )
    return sql, lookup.values


def _best_of_first(number: int, lookup: Lookup) -> Statement:
    scanned = (
        f"SELECT id, rank FROM {_TABLE}"  # noqa: S608 - constants
        f" WHERE shelf = %s AND {lookup.column} >= %s AND {lookup.column} < %s"
        f" ORDER BY {lookup.column} LIMIT {SCANNED}"
    )
    return _rows_of(number, f"({scanned}) AS scanned"), lookup.values


def _best_of_head(number: int, lookup: Lookup) -> Statement:
    scanned = (
        f"SELECT id, rank, start FROM {_TABLE}"  # noqa: S608 - constants
        f" WHERE shelf = %s AND head = %s ORDER BY rank LIMIT {SCANNED}"
    )
    head = lookup.beginning[0]
    sql = _rows_of(number, f"({scanned}) AS scanned WHERE start >= %s AND start < %s")
    return sql, [lookup.shelf, head, *lookup.values[1:]]


def _rows_of(number: int, scanned: str) -> str:
    # Up to here the indexes alone answer; only the best rows are fetched from the table.
    return (
        f"SELECT {number} AS lookup, suggestion_id, start, spelt, rank FROM {_TABLE}"  # noqa: S608 - constants
        f" WHERE id IN (SELECT id FROM {scanned} ORDER BY rank LIMIT {BEST})"
    )


def _run(statements: Sequence[Statement]) -> list[Candidate]:
    united = " UNION ALL ".join(
        f"SELECT * FROM ({sql}) AS found_{number}"  # noqa: S608 - made above
        for number, (sql, _values) in enumerate(statements)
    )
    with connection.cursor() as cursor:
        cursor.execute(united, [value for _sql, values in statements for value in values])
        return [Candidate._make(row) for row in cursor.fetchall()]
