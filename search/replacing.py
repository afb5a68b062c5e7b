"""Building an index beside the live one and letting it take over.

The new index is filled from the sources while changes go on reaching the live one. Then everything that
was acknowledged meanwhile, and what still waits, is looked at again for the new one; the last of it while
nobody else writes, so that nothing falls between the two. Then the new one takes over in one step.
"""

import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db.models import Q

from . import sources
from .backoff import engine_rests
from .builds import Build
from .carrying import BATCH, Key, carry
from .engines.base import Builder, Engine, EngineUnavailable, Progress, RecordsRefused
from .leases import LASTS, Lease, lease
from .loading import load
from .models import OutboxEntry
from .outbox import acknowledge, note_refused_records
from .records import Record

# Batches that are under way at once: the cluster takes them in while the next is read.
AT_ONCE = 2
# Seconds to wait for whoever writes to the live index: the lease of one that died ends within them.
PATIENCE = LASTS.total_seconds() + 30
# How often a batch is offered.
TRIES = 3
# So many changes are left for the time in which nobody else may write.
FEW = 50


class IndexBusy(Exception):
    """Somebody else is rebuilding or writing to the index."""


@contextmanager
def writing(engine: Engine) -> Iterator[Lease]:
    """Yield the lease of the live index, waiting for it. Raises `IndexBusy`."""
    with lease(engine.name, PATIENCE) as held:
        if held is None:
            raise IndexBusy(f"somebody else is writing to the {engine.name} index")
        yield held


def next_batches(build: Build) -> Iterator[tuple[str, list[str]]]:
    """Yield the source and the next keys, from where the build stands to the end of the last source."""
    for source in sources.all_sources():
        last = build.last_key if source.name == build.source else ""
        while source.name >= build.source and (keys := source.keys(last, BATCH)):
            last = keys[-1]
            yield source.name, keys


def replace_live(
    engine: Engine, builder: Builder, build: Build, progress: Progress | None
) -> tuple[int, dict[Key, str]]:
    """Fill the new index, catch up with what changed and switch; return the records put in and refused.

    Where the switch was already made, only what belongs after it is done.
    """
    done, refused = build.done, dict[Key, str]()
    replay = _Replay(engine, build)
    if not builder.is_live(build.index):
        if not builder.is_usable(build.index):
            builder.create(build.index)
        done, refused = _fill(engine, build, progress)
        while replay.catch_up(build.held) > FEW:
            pass
        builder.prepare(build.index)
    with writing(engine) as held:
        replay.catch_up(held)
        held.renew()
        builder.switch(build.index)
    # Had the lease ended before the switch, another writer could have told the old index alone of a change.
    with writing(engine) as held:
        replay.catch_up(held)
        acknowledge(replay.carried)
    note_refused_records(engine.name, replay.refused)
    return done, {**refused, **replay.refused}


def _fill(engine: Engine, build: Build, progress: Progress | None) -> tuple[int, dict[Key, str]]:
    done, refused = build.done, dict[Key, str]()
    under_way: deque[tuple[Future[dict[Key, str]], int, str, str]] = deque()

    def finish_first() -> None:
        nonlocal done
        sent, number, source, last_key = under_way.popleft()
        unfit = sent.result()
        done += number - len(unfit)
        build.note(source=source, last_key=last_key, done=done)
        note_refused_records(engine.name, unfit)
        refused.update(unfit)
        if progress:
            progress(number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for source, keys in next_batches(build):
            records, unread = load(source, keys)
            unfit = {(source, key): reason for key, reason in unread.items()}
            sent = pool.submit(_put, engine, records, build, unfit)
            under_way.append((sent, len(records) + len(unfit), source, keys[-1]))
            if len(under_way) > AT_ONCE:
                finish_first()
        while under_way:
            finish_first()
    return done, refused


def _put(engine: Engine, records: list[Record], build: Build, unfit: dict[Key, str]) -> dict[Key, str]:
    """Send records; runs in a thread, so it must not use the database.

    A cluster under load may not answer in time: the same batch is offered again a few times.
    """
    for failures in range(1, TRIES + 1):
        try:
            if records:
                engine.index(records, build.held, build.index)
            break
        except RecordsRefused as error:
            return {**unfit, **error.reasons}
        except EngineUnavailable:
            if failures == TRIES:
                raise
            time.sleep(engine_rests(failures).total_seconds())
    return unfit


@dataclass
class _Replay:
    """What the new index has to follow: changes that were acknowledged since the build began, or wait."""

    engine: Engine
    build: Build
    seen: set[int] = field(default_factory=set)
    carried: list[int] = field(default_factory=list)
    refused: dict[Key, str] = field(default_factory=dict)

    def catch_up(self, held: Lease) -> int:
        """Carry what was not seen yet into the new index; return the number of entries."""
        number, last = 0, 0
        since = Q(acknowledged_at=None) | Q(acknowledged_at__gte=self.build.began)
        entries = OutboxEntry.objects.filter(since, engine=self.engine.name).order_by("pk")
        while rows := list(entries.filter(pk__gt=last).values_list("pk", "source", "key")[:BATCH]):
            last = rows[-1][0]
            # Numbers are not in order of commits: one below those seen may have come since.
            new = {pk: (source, key) for pk, source, key in rows if pk not in self.seen}
            self._carry(new, held)
            number += len(new)
        return number

    def _carry(self, new: dict[int, Key], held: Lease) -> None:
        if not new:
            return
        self.build.note()
        if held is not self.build.held:
            held.renew()
        refused = carry(self.engine, new.values(), held, self.build.index)
        self.refused |= refused
        self.seen.update(new)
        self.carried += [pk for pk, key in new.items() if key not in refused]
