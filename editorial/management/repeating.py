"""What cron does on a server and a process of its own does elsewhere: the same work, again and again."""

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from search.management.arguments import whole

logger = logging.getLogger(__name__)


class RepeatingCommand(BaseCommand):
    """Does its work once, or with `--every` once in so many seconds; a database that is away is tried again."""

    def work(self) -> None:
        """Do it once; subclasses say what."""
        raise NotImplementedError

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--every", type=whole, metavar="SECONDS", help="go on, once in so many seconds")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work once, or again and again."""
        if not options["every"]:
            self.work()
        while options["every"]:
            try:
                self.work()
            except DatabaseError:
                logger.exception("the work waits for the next time")
            close_old_connections()
            time.sleep(options["every"])
