"""One writer an index at a time: a lease in the database, which ends by itself if its holder dies."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.db.models import Q
from django.utils import timezone

from .models import IndexState

LASTS = timedelta(seconds=120)


@dataclass(frozen=True)
class Lease:
    """The right to write to an engine's index."""

    engine: str
    writer: str

    def renew(self) -> bool:
        """Hold on for another two minutes; False if the lease was lost."""
        until = timezone.now() + LASTS
        return bool(
            IndexState.objects.filter(engine=self.engine, writer=self.writer).update(leased_until=until)
        )


def _take(engine: str) -> Lease | None:
    now = timezone.now()
    IndexState.objects.get_or_create(engine=engine)
    free = IndexState.objects.filter(Q(leased_until=None) | Q(leased_until__lt=now), engine=engine)
    writer = str(uuid4())
    taken = free.update(writer=writer, leased_until=now + LASTS)
    return Lease(engine, writer) if taken else None


@contextmanager
def lease(engine: str) -> Iterator[Lease | None]:
    """Yield the lease of an engine's index, or None while somebody else holds it."""
    held = _take(engine)
    try:
        yield held
    finally:
        if held:
            IndexState.objects.filter(engine=engine, writer=held.writer).update(writer="", leased_until=None)
