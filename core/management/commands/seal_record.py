"""manage.py seal_record: what was recorded since gets its numbers and digests."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from core.record.heads import export_head, heads_file
from core.record.sealing import seal


class Command(BaseCommand):
    """Does nothing where there is nothing to do; safe to call at any time and twice at once."""

    help = "Seals the new entries of the record; with --export sends the day's head away, once a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "--export",
            action="store_true",
            help="append the head to record-heads.jsonl in DATA_DIR and mail it to RECORD_HEAD_RECIPIENTS",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal, then export where that was asked for."""
        self.stdout.write(f"{seal()} sealed")
        if not options["export"]:
            return
        head = export_head(timezone.localdate(), heads_file(), settings.RECORD_HEAD_RECIPIENTS)
        self.stdout.write(f"head {head.sequence} {head.digest}" if head else "nothing to export")
