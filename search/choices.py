"""The token with which a page of results reports what was chosen.

It holds the words and the results that the page shows, signed with the time, so that no report names a
result that wasn't shown. Whose search it is follows from who sends the report, in the same way as for
the search itself: sent by somebody else, a token finds no search but one of theirs for the same words.
"""

from dataclasses import dataclass
from datetime import date

from django.core import signing

from .results import Results

MAX_AGE_SECONDS = 60 * 60
_SALT = "search.choices"
_LONGEST_POSITION = 9


@dataclass(frozen=True)
class Choice:
    """A chosen result and where it stood, from 1 over all pages."""

    source: str
    key: str
    position: int


@dataclass(frozen=True)
class Shown:
    """What a page of results showed; `first` is the position of the first of `results`, (source, key) each."""

    words: str
    day: date
    first: int
    results: tuple[tuple[str, str], ...]

    def choice(self, position: str) -> Choice | None:
        """Return what stood at a position, None for "". Raises `ValueError` if nothing stood there."""
        if not position:
            return None
        if not (position.isascii() and position.isdecimal() and len(position) <= _LONGEST_POSITION):
            raise ValueError("no position")
        index = int(position) - self.first
        if not 0 <= index < len(self.results):
            raise ValueError("no position on this page")
        return Choice(*self.results[index], int(position))


def choice_token(words: str, day: date, results: Results) -> str:
    """Return the token of a page of results."""
    first = (results.page - 1) * results.page_size + 1
    shown = [[hit.source, hit.key] for hit in results.hits]
    return signing.dumps([words, day.isoformat(), first, shown], salt=_SALT, compress=True)


def read_token(token: str) -> Shown:
    """Return what a token of the last hour holds. Raises `django.core.signing.BadSignature`."""
    words, day, first, results = signing.loads(token, salt=_SALT, max_age=MAX_AGE_SECONDS)
    return Shown(words, date.fromisoformat(day), first, tuple((source, key) for source, key in results))
