"""What an engine is, and what can go wrong with one."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Protocol

from search.plan import Plan
from search.records import Record
from search.results import RankedPassage, Results

Progress = Callable[[int], object]


class EngineUnavailable(Exception):
    """The engine cannot be reached, did not answer in time, or has no index yet."""


class RecordsRefused(Exception):
    """The engine took a batch but for these records, (source, key) → reason."""

    def __init__(self, reasons: dict[tuple[str, str], str]) -> None:
        super().__init__(f"{len(reasons)} refused, first: {next(iter(reasons.values()), '')}")
        self.reasons = reasons


class Engine(Protocol):
    """An index and the way to ask it. Every method may raise `EngineUnavailable`."""

    name: str

    def index(self, records: Sequence[Record]) -> None:
        """Put records in, each in place of what was there under its source and key.

        Raises `RecordsRefused` where some could not be put in; the others are in.
        """

    def delete(self, source: str, keys: Collection[str]) -> None:
        """Take records out; keys that are not there don't matter."""

    def settle(self) -> None:
        """Make what was put in or taken out visible to searches."""

    def rebuild(self, records: Iterable[Record], progress: Progress | None = None) -> int:
        """Make the index hold exactly these records and return their number; searches go on meanwhile.

        `progress` is called with the number of records just done.
        """

    def search(self, plan: Plan) -> Results:
        """Return the page of documents that the plan asks for."""

    def passages(self, plan: Plan, limit: int) -> list[RankedPassage]:
        """Return the best provisions over all documents, best first."""

    def ready(self) -> bool:
        """Tell whether the engine can answer."""
