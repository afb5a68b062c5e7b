"""Fills in which files decided revisions and work under way use, for those from before it was recorded."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from core.files.holding import asked_to_hold
from core.files.uses import record_files
from core.guard import PublicationRefused
from core.models import DecidedFile, Decision, HeldFile


class Command(BaseCommand):
    """Runs twice without harm: what is there stays. Stopped anywhere, it goes on when it is called again."""

    help = "Writes down which images and documents earlier decisions and work under way use."

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the decisions and the work one by one, each in a transaction of its own; constant memory.

        Goes on after a file that cannot be read; raises `CommandError` at the end.
        """
        before = DecidedFile.objects.count()
        decisions = Decision.objects.filter(revision__isnull=False).select_related("revision").order_by("pk")
        total, unread = decisions.count(), 0
        with tqdm(total=total, unit="decision", file=sys.stderr, disable=None) as bar:
            for decision in decisions.iterator(chunk_size=100):
                try:
                    record_files(decision)
                except PublicationRefused as error:
                    unread += 1
                    self.stderr.write(f"decision {decision.pk}, page {decision.page_id}: {error}")
                bar.update()
        self.stdout.write(f"{total} decisions looked at, {DecidedFile.objects.count() - before} uses added.")
        asked_to_hold.send(sender=type(self))
        self.stdout.write(f"{HeldFile.objects.count()} uses by work under way held.")
        if unread:
            raise CommandError(f"{unread} decisions have files that cannot be read.")
