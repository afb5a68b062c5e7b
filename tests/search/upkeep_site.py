"""A source whose changes are noted and an engine in memory that follows it, to be interrupted anywhere."""

from collections.abc import Callable

from search import outbox, upkeep
from search.models import IndexBuild, IndexState, OutboxEntry
from search.records import digest_of

from .corpus import MemorySource, record
from .memory_engine import MemoryEngine


class Killed(BaseException):
    """The process ends here."""


class Site:
    """A source whose changes are noted, and the engine that follows it."""

    def __init__(self, source: MemorySource, engine: MemoryEngine) -> None:
        self.source, self.engine = source, engine
        self.writes = 0

    def put(self, key: str) -> None:
        self.writes += 1
        self.source.put(record(key, f"lần {self.writes}"))
        outbox.record_change("regulations", key)

    def remove(self, key: str) -> None:
        self.source.held.pop(key, None)
        outbox.record_change("regulations", key)

    def drain(self) -> None:
        IndexState.objects.update(retry_at=None)
        OutboxEntry.objects.update(retry_at=None)
        outbox.drain_engine(self.engine)

    def expire(self) -> None:
        """Whoever held a lease stood still for too long."""
        IndexState.objects.update(leased_until=None)
        IndexBuild.objects.update(leased_until=None)

    def rebuild(self) -> None:
        upkeep.rebuild(self.engine)

    def in_step(self) -> bool:
        return self.engine.content() == {
            ("regulations", key): digest_of(held) for key, held in self.source.held.items()
        }


def start(source: MemorySource, engine: MemoryEngine) -> Site:
    engine.happen = lambda step: None
    engine.indexes.clear()
    engine.live = None
    source.held.clear()
    IndexBuild.objects.all().delete()
    IndexState.objects.all().delete()
    OutboxEntry.objects.all().delete()
    site = Site(source, engine)
    for key in "bdfhjln":
        site.put(key)
    site.rebuild()
    return site


def when(step: str, number: int, act: Callable[[], object]) -> Callable[[str], None]:
    """Act once, at the so-many-th time that the engine does this."""
    seen = 0

    def happen(now: str) -> None:
        nonlocal seen
        seen += now == step
        if now == step and seen == number:
            act()

    return happen


def killed() -> None:
    raise Killed
