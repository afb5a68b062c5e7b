"""What the admin shows of each engine's index: health, lag, drift, and upkeep that is under way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q

from . import health
from .engines.base import EngineUnavailable
from .jobs import STALLED
from .models import IndexBuild, IndexState, OutboxEntry, UpkeepJob
from .registry import configured_engines, get_engine

# So many refused records are named.
NAMED = 20
Condition = IndexState.Condition


@dataclass(frozen=True)
class EngineReport:
    """One engine: `documents` is None while it does not say; `oldest` is when the longest-waiting change came."""

    name: str
    condition: Condition
    error: str
    state: IndexState | None
    documents: int | None
    pending: int
    refused: int
    oldest: datetime | None
    refusals: tuple[OutboxEntry, ...]
    build: IndexBuild | None
    job: UpkeepJob | None
    stalled: bool

    @property
    def running(self) -> bool:
        """Tell whether somebody is at its upkeep, so that nothing more is to be asked for."""
        return self.job is not None and self.job.finished_at is None and not self.stalled


def engine_reports(now: datetime) -> list[EngineReport]:
    """Return a report of each engine in use; a handful of SQL queries, and two requests to a cluster."""
    names = configured_engines()
    states = {state.engine: state for state in IndexState.objects.filter(engine__in=names)}
    builds = {build.engine: build for build in IndexBuild.objects.filter(engine__in=names)}
    waiting = _waiting()
    return [_report(name, states.get(name), builds.get(name), waiting.get(name, {}), now) for name in names]


def _waiting() -> dict[str, Mapping[str, Any]]:
    counted = (
        OutboxEntry.objects.filter(acknowledged_at=None)
        .order_by()
        .values("engine")
        .annotate(
            pending=Count("pk"), refused=Count("pk", filter=Q(attempts__gt=0)), oldest=Min("created_at")
        )
    )
    return {row["engine"]: row for row in counted}


def _report(
    name: str,
    state: IndexState | None,
    build: IndexBuild | None,
    waiting: Mapping[str, Any],
    now: datetime,
) -> EngineReport:
    condition, error, documents = _look(name, state)
    refused = waiting.get("refused", 0)
    entries = OutboxEntry.objects.filter(engine=name, acknowledged_at=None, attempts__gt=0).order_by("pk")
    job = UpkeepJob.objects.filter(engine=name).select_related("asked_by").first()
    return EngineReport(
        name=name,
        condition=condition,
        error=error,
        state=state,
        documents=documents,
        pending=waiting.get("pending", 0),
        refused=refused,
        oldest=waiting.get("oldest"),
        refusals=tuple(entries[:NAMED]) if refused else (),
        build=build,
        job=job,
        stalled=bool(job and job.finished_at is None and now - job.touched_at > STALLED),
    )


def _look(name: str, state: IndexState | None) -> tuple[Condition, str, int | None]:
    """Ask the engine how it is, unless it failed so lately that it would only be waited for."""
    if state and health.is_resting(name):
        return Condition(state.condition), state.last_error, None
    engine = get_engine(name)
    try:
        engine.probe()
        return Condition.OK, "", engine.count()
    except EngineUnavailable as error:
        return Condition(error.condition), str(error), None
