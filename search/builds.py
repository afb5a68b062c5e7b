"""The record of a rebuild: who is at it, how far it is, and whether an interrupted one can go on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models.functions import Now

from .leases import LASTS, Lease, LeaseLost, locked_state, next_token
from .models import IndexBuild

# A rebuild that nobody was at for so long is not continued: too much would have to be replayed.
GIVEN_UP_AFTER = timedelta(days=1)
# What is replayed begins a little before the rebuild.
MARGIN = timedelta(seconds=1)


@dataclass(frozen=True)
class Build:
    """The right to continue a rebuild, and where it stands.

    `began` is when its first record was read, at the earliest; `discarded` the name of an index that an
    earlier rebuild left behind.
    """

    held: Lease
    index: str
    began: datetime
    source: str
    last_key: str
    done: int
    discarded: str = ""

    def note(self, **progress: str | int) -> None:
        """Write down how far it is, and hold on. Raises `LeaseLost` if another process continues it."""
        mine = IndexBuild.objects.filter(engine=self.held.engine, writer=self.held.writer)
        if not mine.update(leased_until=Now() + LASTS, **progress):
            raise LeaseLost(f"another process continues the rebuild of {self.held.engine}")

    def release(self) -> None:
        """Let it be continued at once."""
        IndexBuild.objects.filter(engine=self.held.engine, writer=self.held.writer).update(leased_until=None)

    def finish(self) -> None:
        """Note that it is done."""
        IndexBuild.objects.filter(engine=self.held.engine, writer=self.held.writer).delete()


def interrupted(engine: str) -> str | None:
    """Return the name of the index of a rebuild that was interrupted; None if there is none."""
    return IndexBuild.objects.filter(engine=engine).values_list("index", flat=True).first()


@transaction.atomic
def claim(engine: str, form: str, name: Callable[[datetime], str] | None, usable: str | None) -> Build | None:
    """Return the engine's rebuild to continue or to begin; None while another process is at it.

    It is continued if its index is `usable` and of the same form; else one is begun, with an index of the
    `name` for this moment, or in place.
    """
    state, now = locked_state(engine)
    build, _made = IndexBuild.objects.get_or_create(engine=engine)
    if build.leased_until and build.leased_until >= now:
        return None
    discarded = ""
    if build.index != usable or build.form != form or _is_old(build, now):
        discarded, build.index = build.index, name(now) if name else ""
        build.form, build.started_at = form, now
        build.source, build.last_key, build.done = "", "", 0
    state.token = build.token = next_token(state, now)
    state.save(update_fields=["token"])
    build.writer, build.leased_until = str(uuid4()), now + LASTS
    build.save()
    began = (build.started_at or now) - MARGIN
    held = Lease(engine, build.writer, build.token)
    return Build(held, build.index, began, build.source, build.last_key, build.done, discarded)


def _is_old(build: IndexBuild, now: datetime) -> bool:
    return build.started_at is None or now - build.started_at > GIVEN_UP_AFTER


def building_since(engine: str) -> datetime | None:
    """Return since when what was acknowledged must be kept for a rebuild that may go on; None if there is none."""
    builds = IndexBuild.objects.filter(engine=engine, started_at__gt=Now() - GIVEN_UP_AFTER)
    began = builds.values_list("started_at", flat=True).first()
    return began - MARGIN if began else None
