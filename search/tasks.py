"""Work for the queue: carrying changes to the engines, and the upkeep that somebody asked for."""

import logging
from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from .models import UpkeepJob

logger = logging.getLogger(__name__)
# Not sooner than this, because whoever writes just now may well carry it all.
SOONEST = timedelta(seconds=5)
_AGAIN_KEY = "search-drain-again"


@task()
def drain_outbox() -> int:
    """Carry what waits; while something still waits afterwards, look again when it may be tried.

    The command `carry_changes` looks after it as well, should this chain ever break.
    """
    from .outbox import drain, next_try

    done = drain()
    if moment := next_try():
        now = timezone.now()
        moment = max(moment, now + SOONEST)
        asked = cache.get(_AGAIN_KEY)
        if asked is None or asked > moment:
            cache.set(_AGAIN_KEY, moment, (moment - now).total_seconds() - 1)
            drain_outbox.using(run_after=moment).enqueue()
    return done


@task()
def run_upkeep_job(job_id: int) -> None:
    """Compare, repair or rebuild an index."""
    from .jobs import run

    if job := UpkeepJob.objects.filter(pk=job_id).first():
        run(job)


def request_drain() -> None:
    """Ask a worker to carry changes; a queue that cannot be written to must not fail the change itself."""
    try:
        drain_outbox.enqueue()
    except Exception:
        logger.exception("the search index will follow with the next change")
