"""Upkeep that somebody asked for in the admin: done by a worker, one at a time for an engine."""

import time
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_noop

from .drift import verify
from .engines.base import Engine, EngineUnavailable, RecordsRefused
from .models import UpkeepJob
from .registry import get_engine
from .tasks import run_upkeep_job
from .upkeep import IndexBusy, count_records, rebuild

# Nobody is at a job any more that was not touched for so long: its worker died, or there is none.
STALLED = timedelta(minutes=10)
KEPT = timedelta(days=30)
# Shown translated.
NOBODY_AT_IT = gettext_noop("no worker was at it any more")
# Seconds between two notes of how far a job is.
NOTED_EVERY = 1.0


def ask(engine: str, kind: str, user: Any) -> bool:
    """Have a worker do this; False where one is already at work for this engine, or was asked to be."""
    unfinished(engine).filter(touched_at__lt=Now() - STALLED).update(finished_at=Now(), error=NOBODY_AT_IT)
    UpkeepJob.objects.filter(finished_at__lt=Now() - KEPT).delete()
    try:
        with transaction.atomic():
            job = UpkeepJob.objects.create(engine=engine, kind=kind, asked_by=user, touched_at=Now())
    except IntegrityError:
        return False
    transaction.on_commit(lambda: run_upkeep_job.enqueue(job.pk))
    return True


def unfinished(engine: str) -> "QuerySet[UpkeepJob]":
    """Return the job that waits or runs for this engine, if there is one."""
    return UpkeepJob.objects.filter(engine=engine, finished_at=None)


def run(job: UpkeepJob) -> None:
    """Do a job and write down what came of it; nothing happens if it was given up meanwhile."""
    if not _note(job, total=count_records()):
        return
    try:
        outcome, error = _do(job), ""
    except (EngineUnavailable, IndexBusy, RecordsRefused) as failure:
        outcome, error = None, str(failure)
    except Exception as failure:
        _note(job, finished_at=Now(), error=repr(failure))
        raise
    _note(job, finished_at=Now(), outcome=outcome, error=error)


def _do(job: UpkeepJob) -> dict[str, object]:
    engine: Engine = get_engine(job.engine)
    progress = _Noted(job)
    if job.kind == UpkeepJob.Kind.REBUILD:
        return {"done": rebuild(engine, progress)}
    return verify(engine, progress, repair=job.kind == UpkeepJob.Kind.REPAIR).as_dict()


def _note(job: UpkeepJob, **values: Any) -> bool:
    return bool(UpkeepJob.objects.filter(pk=job.pk, finished_at=None).update(touched_at=Now(), **values))


class _Noted:
    """Writes down how far a job is, now and then."""

    def __init__(self, job: UpkeepJob) -> None:
        self._job = job
        self._done = 0
        self._noted_at = 0.0

    def __call__(self, number: int) -> None:
        self._done += number
        if time.monotonic() - self._noted_at >= NOTED_EVERY:
            self._noted_at = time.monotonic()
            _note(self._job, done=self._done)
