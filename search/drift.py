"""Comparing an index with the database, record by record, and repairing what differs.

Both ways in batches: the index is asked for the digests of what the sources offer, the sources are asked
for what the index lists. What is on its way in the outbox is lag, not drift: a change writes its entry in
its own transaction, so whatever moved while we looked has one.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q
from django.db.models.functions import Now

from . import health, sources
from .batches import in_batches
from .carrying import BATCH, Key
from .engines.base import Engine, IndexReadOnly, NeedsRebuild, Progress
from .loading import load, not_offered
from .models import IndexState, OutboxEntry
from .outbox import drain_engine, record_changes
from .records import digest_of
from .replacing import PATIENCE

# Keys of each kind that a report names.
NAMED = 5
KINDS = ("missing", "surplus", "stale", "doubled", "refused")
# SQLite keeps the database's time in milliseconds.
PRECISION = timedelta(milliseconds=1)


@dataclass
class Drift:
    """What a comparison found: the records compared, those that differ by kind, and those on their way.

    `needs_rebuild` says why repairing cannot help, "" if it can.
    """

    checked: int = 0
    lag: int = 0
    repaired: int = 0
    needs_rebuild: str = ""
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    named: dict[str, list[str]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """The number of records that differ."""
        return sum(self.counts.values())

    def add(self, found: Mapping[Key, str]) -> None:
        """Count records by their kind of difference."""
        for (source, key), kind in found.items():
            self.counts[kind] += 1
            if len(named := self.named.setdefault(kind, [])) < NAMED:
                named.append(f"{source}:{key}")

    def as_dict(self) -> dict[str, object]:
        """Return it for JSON."""
        return {
            "checked": self.checked,
            **self.counts,
            "lag": self.lag,
            "repaired": self.repaired,
            "first": self.named,
            "needs_rebuild": self.needs_rebuild,
        }


def kind_of(wanted: str | None, held: Sequence[str]) -> str | None:
    """Return how a record differs, from its digest (None: visitors may not find it) and those in the index."""
    if wanted is None:
        return "surplus" if held else None
    if not held:
        return "missing"
    if len(held) > 1:
        return "doubled"
    return None if held[0] == wanted else "stale"


def verify(engine: Engine, progress: Progress | None = None, repair: bool = False) -> Drift:
    """Compare an engine's index with all sources; with `repair` bring it in step, then compare that again.

    `progress` is called with the number of records just compared. The result is kept for the admin. It may
    be stopped at any time and run again. Raises `EngineUnavailable`.
    """
    drift = Drift(needs_rebuild=_why_rebuild(engine))
    for batch in _batches(engine):
        since = _now(engine.name) - PRECISION
        found = _look(engine, batch)
        differing, lag = _settled(engine, found, since)
        if differing and repair and not drift.needs_rebuild:
            _carry(engine, differing)
            before = differing
            differing, lag = _settled(engine, _look(engine, found), _now(engine.name))
            drift.repaired += len(before.keys() - differing.keys() - lag)
        drift.add(differing)
        drift.lag += len(lag)
        drift.checked += len(batch)
        if progress:
            progress(len(batch))
    if drift.repaired:
        engine.settle()
    IndexState.objects.filter(engine=engine.name).update(verified_at=Now(), drift=drift.as_dict())
    return drift


def _why_rebuild(engine: Engine) -> str:
    try:
        engine.probe()
    except (NeedsRebuild, IndexReadOnly) as error:
        health.note_failure(engine.name, error)
        return str(error) if isinstance(error, NeedsRebuild) else ""
    health.note_success(engine.name)
    return ""


def _batches(engine: Engine) -> Iterator[list[Key]]:
    """Yield what the sources offer, then what the index alone holds."""
    for source in sources.all_sources():
        last = ""
        while keys := source.keys(last, BATCH):
            last = keys[-1]
            yield [(source.name, key) for key in keys]
    for listed in engine.listed():
        yield from in_batches(not_offered(listed), BATCH)


def _look(engine: Engine, batch: Collection[Key]) -> dict[Key, str]:
    """Return how records differ."""
    found: dict[Key, str] = {}
    for name in dict.fromkeys(source for source, _key in batch):
        keys = [key for source, key in batch if source == name]
        records, unread = load(name, keys)
        wanted = {record.key: digest_of(record) for record in records}
        held = engine.digests(name, keys)
        for key in keys:
            kind = "refused" if key in unread else kind_of(wanted.get(key), held.get(key, ()))
            if kind:
                found[name, key] = kind
    return found


def _settled(engine: Engine, found: Mapping[Key, str], since: datetime) -> tuple[dict[Key, str], set[Key]]:
    """Return what differs for good, and which records are on their way or moved while we looked."""
    settled = dict(found)
    moved = Q(acknowledged_at=None) | Q(acknowledged_at__gte=since)
    for name in {source for source, _key in found}:
        keys = [key for source, key in found if source == name]
        entries = OutboxEntry.objects.filter(moved, engine=engine.name, source=name, key__in=keys)
        for key, attempts in entries.order_by("pk").values_list("key", "attempts"):
            # The newest entry counts: a refused record that was changed since is on its way.
            if attempts:
                settled[name, key] = "refused"
            else:
                settled.pop((name, key), None)
    return settled, found.keys() - settled.keys()


def _carry(engine: Engine, found: Collection[Key]) -> None:
    """Carry these records as if they had changed."""
    for name in {source for source, _key in found}:
        record_changes(name, [key for source, key in found if source == name], [engine.name])
    drain_engine(engine, patience=PATIENCE)


def _now(engine: str) -> datetime:
    """Return the database's time."""
    now: datetime = IndexState.objects.filter(engine=engine).values_list(Now(), flat=True).get()
    return now
