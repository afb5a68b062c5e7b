"""What changed and the index doesn't know yet: written in the change's own transaction, carried afterwards."""

import logging
from collections.abc import Callable, Collection, Sequence

from django.db import connection, transaction

from . import sources
from .batches import in_batches
from .engines.base import Engine, EngineUnavailable, RecordsRefused
from .leases import lease
from .models import OutboxEntry
from .registry import configured_engines, get_engine
from .tasks import request_drain

logger = logging.getLogger(__name__)
BATCH = 100
INSERTED = 500


def record_change(source: str, key: str) -> None:
    """Note in the caller's transaction that a record changed, came or went."""
    record_changes(source, [key])


def record_changes(source: str, keys: Collection[str]) -> None:
    """Note several changes; a worker is asked once a transaction to carry them to the engines."""
    OutboxEntry.objects.bulk_create(
        (
            OutboxEntry(engine=engine, source=source, key=key)
            for engine in configured_engines()
            for key in keys
        ),
        batch_size=INSERTED,
    )
    if all(entry[1] is not request_drain for entry in connection.run_on_commit):
        transaction.on_commit(request_drain, robust=True)


def drain(limit: int | None = None, progress: Callable[[int], object] | None = None) -> int:
    """Carry pending changes to every configured engine and return how many entries were acknowledged.

    `limit` bounds the entries taken for an engine; `progress` is called with the entries just done.
    An engine that is away, or to which somebody else is writing, keeps its entries for the next time.
    """
    return sum(_drain_engine(get_engine(name), limit, progress) for name in configured_engines())


def _drain_engine(engine: Engine, limit: int | None, progress: Callable[[int], object] | None) -> int:
    done = last = 0
    with lease(engine.name) as held:
        while held and held.renew() and (limit is None or done < limit):
            size = BATCH if limit is None else min(BATCH, limit - done)
            waiting = OutboxEntry.objects.filter(engine=engine.name, pk__gt=last).order_by("pk")
            entries = list(waiting[:size])
            if not entries:
                break
            last = entries[-1].pk
            try:
                acknowledged = _carry(engine, entries)
            except EngineUnavailable as error:
                logger.warning("%s is away, its changes wait: %s", engine.name, error)
                return done
            done += acknowledged
            if progress:
                progress(acknowledged)
        if done:
            _settle(engine)
    return done


def _settle(engine: Engine) -> None:
    try:
        engine.settle()
    except EngineUnavailable as error:
        logger.warning("%s took the changes, but shows them later: %s", engine.name, error)


def _carry(engine: Engine, entries: Sequence[OutboxEntry]) -> int:
    refused: set[tuple[str, str]] = set()
    for name in dict.fromkeys(entry.source for entry in entries):
        keys = list(dict.fromkeys(entry.key for entry in entries if entry.source == name))
        refused |= _carry_keys(engine, name, keys)
    done = [entry.pk for entry in entries if (entry.source, entry.key) not in refused]
    OutboxEntry.objects.filter(pk__in=done).delete()
    return len(done)


def _carry_keys(engine: Engine, name: str, keys: Sequence[str]) -> set[tuple[str, str]]:
    """Bring the engine up to date about these keys; return the records that it refused."""
    refused: set[tuple[str, str]] = set()
    gone = set(keys)
    for records in in_batches(sources.get(name).records(keys), BATCH):
        gone.difference_update(record.key for record in records)
        try:
            engine.index(records)
        except RecordsRefused as error:
            logger.error("%s refused records: %s", engine.name, error)
            refused.update(error.reasons)
    if gone:
        engine.delete(name, sorted(gone))
    return refused
