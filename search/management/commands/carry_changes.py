"""manage.py carry_changes: what changed reaches the search indexes, whatever became of the queue."""

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from search.management.arguments import whole
from search.models import IndexState
from search.outbox import drain, pending
from search.registry import configured_engines

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """For cron each minute; a change usually arrived long before, carried by a worker."""

    help = "Carry pending changes to the search indexes and look whether each engine answers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--every", type=whole, metavar="SECONDS", help="go on, once in so many seconds")

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry once, or again and again."""
        if not options["every"]:
            self._carry()
        while options["every"]:
            try:
                self._carry()
            except DatabaseError:
                logger.exception("the changes wait for the next time")
            close_old_connections()
            time.sleep(options["every"])

    def _carry(self) -> None:
        carried = drain()
        if carried:
            self.stdout.write(f"{carried} carried")
        for name in configured_engines():
            state = IndexState.objects.filter(engine=name).first()
            if state and state.condition != IndexState.Condition.OK:
                waiting = pending(name).count()
                self.stdout.write(f"{name}: {state.condition}, {waiting} waiting: {state.last_error}")
