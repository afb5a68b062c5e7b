"""The log of searches: written in one statement, and never at a search's cost.

A search is one visitor's words on one day; asking again raises its count.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from .choices import Choice
from .models import LoggedQuery

logger = logging.getLogger(__name__)
# Whoever asks a flood of different searches stops the log for the day, and fills no disk.
MAX_ROWS_A_DAY = 10_000

_WRITE = """
INSERT INTO search_loggedquery
    (day, visitor, words, language, searches, hits, reduced, watched, source, key, number)
SELECT %s, %s, %s, %s, 1, %s, %s, %s, '', '', today.number + 1
FROM (SELECT COALESCE(MAX(number), 0) AS number FROM search_loggedquery WHERE day = %s) AS today
WHERE today.number < %s
ON CONFLICT (day, visitor) DO UPDATE
SET searches = search_loggedquery.searches + 1, hits = excluded.hits, reduced = excluded.reduced
"""


@dataclass(frozen=True)
class Search:
    """A search to be logged; `words` as `kept_words` leaves them."""

    day: date
    visitor: str
    words: str
    language: str
    hits: int
    reduced: bool


def write_search(search: Search) -> None:
    """Add the search or raise its count; never raises, and beyond `MAX_ROWS_A_DAY` does nothing."""
    row = (search.day, search.visitor, search.words, search.language, search.hits, search.reduced, False)
    with failures_swallowed(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_WRITE, [*row, search.day, MAX_ROWS_A_DAY])


def write_choice(day: date, visitor: str, choice: Choice | None) -> None:
    """Note the first choice of a search, or without one that choices are watched; never raises."""
    with failures_swallowed(), transaction.atomic():
        searches = LoggedQuery.objects.filter(day=day, visitor=visitor)
        if choice is None:
            searches.filter(watched=False).update(watched=True)
        else:
            searches.filter(position=None).update(
                watched=True, source=choice.source, key=choice.key, position=choice.position
            )


@contextmanager
def failures_swallowed() -> Iterator[None]:
    """Log that something failed and go on: no search is worth less than its entry in a log."""
    try:
        yield
    except Exception as error:
        # Only the kind of error: its text may quote what was typed.
        logger.warning("A search was not logged: %s", type(error).__name__)
