"""What changed and an index doesn't know yet: written in the change's own transaction, carried afterwards.

An entry says that a record has to be looked at again, not what became of it: read after the entry, the
record is at least as new. So entries for the same record stand for each other, and carrying one twice
does no harm. A carried entry is acknowledged and kept for a while: an index that is being built beside
the live one has to follow as well.
"""

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Coalesce, Now

from . import health
from .backoff import record_rests
from .batches import in_batches
from .builds import building_since
from .carrying import Key, carry
from .engines.base import Engine, EngineUnavailable, Progress
from .leases import Lease, LeaseLost, lease
from .models import IndexState, OutboxEntry
from .registry import configured_engines, get_engine
from .tasks import request_drain

logger = logging.getLogger(__name__)
BATCH = 100
INSERTED = 500
KEPT = timedelta(hours=1)
LONGEST_ERROR = 500


def record_change(source: str, key: str) -> None:
    """Note in the caller's transaction that a record changed, came or went."""
    record_changes(source, [key])


def record_changes(source: str, keys: Collection[str], engines: Collection[str] | None = None) -> None:
    """Note several changes, for every engine in use or for these.

    A worker is asked once a transaction to carry them.
    """
    OutboxEntry.objects.bulk_create(
        (
            OutboxEntry(engine=engine, source=source, key=key)
            for engine in (configured_engines() if engines is None else engines)
            for key in keys
        ),
        batch_size=INSERTED,
    )
    if all(entry[1] is not request_drain for entry in connection.run_on_commit):
        transaction.on_commit(request_drain, robust=True)


def pending(engine: str) -> "QuerySet[OutboxEntry]":
    """Return the entries that the engine's live index doesn't know yet."""
    return OutboxEntry.objects.filter(engine=engine, acknowledged_at=None)


def due(engine: str) -> "QuerySet[OutboxEntry]":
    """Return the pending entries that may be tried now, oldest first."""
    return pending(engine).filter(Q(retry_at=None) | Q(retry_at__lte=Now())).order_by("pk")


def drain(limit: int | None = None, progress: Progress | None = None) -> int:
    """Carry pending changes to every engine in use and return how many entries were acknowledged.

    `limit` bounds the entries taken for an engine; `progress` is called with the entries just done. An
    engine that is away, or to which somebody else is writing, keeps its entries for the next time.
    """
    return sum(drain_engine(get_engine(name), limit, progress) for name in configured_engines())


def drain_engine(
    engine: Engine, limit: int | None = None, progress: Progress | None = None, patience: float = 0.0
) -> int:
    """Carry pending changes to one engine, as `drain` does. While it is away, it is asked now and then.

    `patience`: seconds to wait for somebody else who is writing to the index.
    """
    done = 0
    if health.is_resting(engine.name):
        return done
    try:
        engine.probe()
        for acknowledged in _carry_due(engine, limit, patience):
            done += acknowledged
            if progress:
                progress(acknowledged)
        if done:
            engine.settle()
    except LeaseLost as error:
        logger.warning("%s", error)
    except EngineUnavailable as error:
        health.note_failure(engine.name, error)
    else:
        health.note_success(engine.name)
    if done:
        purge(engine.name)
    return done


def _carry_due(engine: Engine, limit: int | None, patience: float) -> Iterator[int]:
    done = 0
    if not due(engine.name).exists():
        return
    with lease(engine.name, patience) as held:
        while held and (limit is None or done < limit):
            held.renew()
            size = BATCH if limit is None else min(BATCH, limit - done)
            entries = list(due(engine.name)[:size])
            if not entries:
                break
            acknowledged = _carry_entries(engine, entries, held)
            done += acknowledged
            yield acknowledged


def _carry_entries(engine: Engine, entries: Sequence[OutboxEntry], held: Lease) -> int:
    """Carry the records of these entries; return how many entries were acknowledged.

    The newest entry of a refused record stands for all of them, so that a new change is tried at once.
    """
    waiting = _waiting(engine.name, {(entry.source, entry.key) for entry in entries})
    refused = carry(engine, waiting, held)
    standing = {waiting[key][-1]: reason for key, reason in refused.items()}
    carried = [pk for pks in waiting.values() for pk in pks if pk not in standing]
    acknowledge(carried)
    note_refusals(standing)
    return len(carried)


def _waiting(engine: str, changed: Collection[Key]) -> dict[Key, list[int]]:
    """Return every pending entry of these records, oldest first."""
    waiting: dict[Key, list[int]] = {}
    for name in sorted({source for source, _key in changed}):
        keys = [key for source, key in changed if source == name]
        rows = pending(engine).filter(source=name, key__in=keys).order_by("pk")
        for pk, key in rows.values_list("pk", "key"):
            waiting.setdefault((name, key), []).append(pk)
    return waiting


def acknowledge(entries: Collection[int]) -> None:
    """Note that the live index knows these entries."""
    for some in in_batches(entries, INSERTED):
        OutboxEntry.objects.filter(pk__in=some, acknowledged_at=None).update(acknowledged_at=Now())


def note_refusals(reasons: dict[int, str]) -> None:
    """Note why entries were refused; each is left alone for longer every time, the others go on."""
    for entry in OutboxEntry.objects.filter(pk__in=reasons):
        logger.error("%s refused %s %s: %s", entry.engine, entry.source, entry.key, reasons[entry.pk])
        attempts = entry.attempts + 1
        OutboxEntry.objects.filter(pk=entry.pk).update(
            attempts=attempts,
            retry_at=Now() + record_rests(attempts),
            last_error=reasons[entry.pk][:LONGEST_ERROR],
        )


def note_refused_records(engine: str, reasons: Mapping[Key, str]) -> None:
    """Note what a rebuild could not put in: it is tried again like a change."""
    known = _waiting(engine, reasons)
    OutboxEntry.objects.bulk_create(
        OutboxEntry(engine=engine, source=source, key=key)
        for source, key in reasons
        if (source, key) not in known
    )
    waiting = _waiting(engine, reasons)
    note_refusals({pks[-1]: reasons[key] for key, pks in waiting.items()})


def next_try() -> datetime | None:
    """Return when what is pending may be tried next; None if nothing is."""
    moments = []
    for engine in configured_engines():
        first = pending(engine).aggregate(first=Min(Coalesce("retry_at", "created_at")))["first"]
        state = IndexState.objects.filter(engine=engine).first()
        if first:
            moments.append(max(first, state.retry_at) if state and state.retry_at else first)
    return min(moments, default=None)


def purge(engine: str) -> None:
    """Forget what was acknowledged long ago and no index that is being built has to catch up with."""
    old = OutboxEntry.objects.filter(engine=engine, acknowledged_at__lt=Now() - KEPT)
    if began := building_since(engine):
        old = old.filter(acknowledged_at__lt=began)
    old.delete()
