"""One writer an index at a time: a lease in the database, which ends by itself if its holder dies.

A holder that stood still for longer than its lease may go on writing afterwards. So each lease carries a
token that is higher than every earlier one, and what was written under a lower token replaces nothing
(Kleppmann, "How to do distributed locking", 2016). Times are those of the database: it is one clock.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models.functions import Now

from .models import IndexState

# A dead writer holds others up for so long. Held on to after each batch.
LASTS = timedelta(seconds=30)
# Seconds between two looks whether a lease is free.
LOOK_EVERY = 0.1


class LeaseLost(Exception):
    """Somebody else took over; what was about to be written would be out of date."""


@dataclass(frozen=True)
class Lease:
    """The right to write to an engine's index."""

    engine: str
    writer: str
    token: int

    def renew(self) -> None:
        """Hold on. Raises `LeaseLost`."""
        held = IndexState.objects.filter(engine=self.engine, writer=self.writer)
        if not held.update(leased_until=Now() + LASTS):
            raise LeaseLost(f"another writer took over the {self.engine} index")

    def require(self) -> None:
        """Keep others from taking over until the caller's transaction ends. Raises `LeaseLost`."""
        held = IndexState.objects.select_for_update().filter(engine=self.engine, writer=self.writer)
        if held.values_list("pk", flat=True).first() is None:
            raise LeaseLost(f"another writer took over the {self.engine} index")


def next_token(state: IndexState, now: datetime) -> int:
    """Return a token above all that were given out; `state` is locked.

    It is at least the time in milliseconds, so that it rises as well after an older copy of the database
    was restored beside a newer index.
    """
    return max(state.token + 1, int(now.timestamp() * 1000))


def locked_state(engine: str) -> tuple[IndexState, datetime]:
    """Return the engine's state, locked until the caller's transaction ends, and the database's time."""
    IndexState.objects.get_or_create(engine=engine)
    state = IndexState.objects.select_for_update().annotate(now=Now()).get(engine=engine)
    return state, state.now


@transaction.atomic
def _take(engine: str) -> Lease | None:
    state, now = locked_state(engine)
    if state.leased_until and state.leased_until >= now:
        return None
    state.writer, state.token, state.leased_until = str(uuid4()), next_token(state, now), now + LASTS
    state.save(update_fields=["writer", "token", "leased_until"])
    return Lease(engine, state.writer, state.token)


@contextmanager
def lease(engine: str, patience: float = 0.0) -> Iterator[Lease | None]:
    """Yield the lease of an engine's index, or None while somebody else holds it for `patience` seconds."""
    until = time.monotonic() + patience
    while not (held := _take(engine)) and time.monotonic() < until:
        time.sleep(LOOK_EVERY)
    try:
        yield held
    finally:
        if held:
            IndexState.objects.filter(engine=engine, writer=held.writer).update(writer="", leased_until=None)
