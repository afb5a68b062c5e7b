"""Work for the queue: carrying changes to the engines."""

import logging
from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from .models import OutboxEntry

logger = logging.getLogger(__name__)
RETRY_AFTER = timedelta(seconds=60)
_RETRY_KEY = "search-drain-retry"


@task()
def drain_outbox() -> int:
    """Carry what waits; while something still waits afterwards, look again in a minute."""
    from .outbox import drain

    done = drain()
    if OutboxEntry.objects.exists() and cache.add(_RETRY_KEY, True, RETRY_AFTER.total_seconds() / 2):
        drain_outbox.using(run_after=timezone.now() + RETRY_AFTER).enqueue()
    return done


def request_drain() -> None:
    """Ask a worker to carry changes; a queue that cannot be written to must not fail the change itself."""
    try:
        drain_outbox.enqueue()
    except Exception:
        logger.exception("the search index will follow with the next change")
