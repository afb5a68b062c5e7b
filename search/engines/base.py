"""What an engine is, and what can go wrong with one."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from search.deadline import Deadline
from search.leases import Lease
from search.plan import Plan
from search.records import Record
from search.results import RankedPassage, Results

Progress = Callable[[int], object]


class EngineUnavailable(Exception):
    """The engine cannot be reached, did not answer in time, or has no index yet.

    `condition` is one of `IndexState.Condition`.
    """

    condition = "away"


class IndexReadOnly(EngineUnavailable):
    """The engine answers, but its index takes no changes for now."""

    condition = "read_only"


class NeedsRebuild(EngineUnavailable):
    """There is no live index, or it was made by another version: changes wait for a rebuild."""

    condition = "needs_rebuild"


class QueryRefused(EngineUnavailable):
    """The engine is there, but does not take this very query."""


class RecordsRefused(Exception):
    """The engine took a batch but for these records, (source, key) → reason."""

    def __init__(self, reasons: dict[tuple[str, str], str]) -> None:
        super().__init__(f"{len(reasons)} refused, first: {next(iter(reasons.values()), '')}")
        self.reasons = reasons


class Builder(Protocol):
    """Makes a new index beside the live one and lets it take over. Methods may raise `EngineUnavailable`."""

    def form(self) -> str:
        """Return what tells this version's fields and analysis from any other's."""

    def index_name(self, moment: datetime) -> str:
        """Return the name of an index that begins to be built then; later ones sort after it."""

    def create(self, name: str) -> None:
        """Make the index, empty."""

    def is_usable(self, name: str) -> bool:
        """Tell whether the index is there and of this version's form."""

    def is_live(self, name: str) -> bool:
        """Tell whether searches use this index, and it alone."""

    def prepare(self, name: str) -> None:
        """Make the filled index fit for searches, which may take a while."""

    def switch(self, name: str) -> None:
        """Let searches and changes use this index from now on, in one step, and drop those before it."""

    def drop(self, name: str) -> None:
        """Take an index away that is not to be finished; nothing happens if there is none."""


class Engine(Protocol):
    """An index and the way to ask it. Every method may raise `EngineUnavailable`.

    Writes say by which lease they are made: what a later lease has written stays. `into` names an index
    that is being built; "" is the live one.
    """

    name: str

    def probe(self) -> None:
        """Return soon if changes can be carried; raise `EngineUnavailable` or the kind of it if not."""

    def index(self, records: Sequence[Record], held: Lease | None = None, into: str = "") -> None:
        """Put records in, each in place of what was there under its source and key.

        Raises `RecordsRefused` where some could not be put in; the others are in. Raises `LeaseLost`.
        """

    def delete(self, source: str, keys: Collection[str], held: Lease | None = None, into: str = "") -> None:
        """Take records out; keys that are not there don't matter. Raises as `index` does."""

    def settle(self, rebuilt: bool = False) -> None:
        """Make what was put in or taken out visible to searches; `rebuilt`: that was everything."""

    def builder(self) -> Builder | None:
        """Return what makes a new index beside the live one; None where the index is rebuilt in place."""

    def count(self) -> int:
        """Return the number of records in the live index."""

    def listed(self) -> Iterator[list[tuple[str, str]]]:
        """Yield source and key of every record in the live index, in batches, in any order."""

    def digests(self, source: str, keys: Collection[str]) -> Mapping[str, list[str]]:
        """Return by key the digests of the records that the live index holds, what was just written too."""

    def search(self, plan: Plan, until: Deadline | None = None) -> Results:
        """Return the page of documents that the plan asks for.

        An engine that others run gives up at `until`, by default after SEARCH_TIMEOUT_SECONDS.
        """

    def passages(self, plan: Plan, limit: int) -> list[RankedPassage]:
        """Return the best provisions over all documents, best first."""

    def ready(self) -> bool:
        """Tell whether the engine can answer."""
