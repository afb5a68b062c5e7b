"""Rebuilding an index beside the live one."""

from collections.abc import Callable, Iterator

from . import sources
from .engines.base import Engine
from .leases import Lease, lease
from .outbox import drain
from .records import Record


class IndexBusy(Exception):
    """Somebody else is writing to the index."""


def count_records() -> int:
    """Return how many records all sources offer."""
    return sum(source.count() for source in sources.all_sources())


def _all_records(held: Lease) -> Iterator[Record]:
    for source in sources.all_sources():
        for number, record in enumerate(source.records()):
            if number % 100 == 0 and not held.renew():
                raise IndexBusy("the lease of the index was lost to another writer")
            yield record


def rebuild(engine: Engine, progress: Callable[[int], object] | None = None) -> int:
    """Rebuild an engine's index from all sources; return the number of records.

    Searches go on with what was there. Changes that come meanwhile wait in the outbox, because the
    lease keeps others from draining it, and are replayed onto the new index at the end.
    Raises `IndexBusy` while another rebuild or drain runs, `EngineUnavailable`.
    """
    with lease(engine.name) as held:
        if held is None:
            raise IndexBusy(f"somebody else is writing to the {engine.name} index")
        done = engine.rebuild(_all_records(held), progress)
    drain()
    return done
