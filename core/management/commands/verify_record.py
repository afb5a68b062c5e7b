"""manage.py verify_record: whether the record is still what was sealed."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from core.models.record import RecordEntry
from core.record.chain import Head
from core.record.heads import heads_file, read_heads
from core.record.sealing import verify


class Command(BaseCommand):
    """Last line: JSON with `checked` (sealed entries) and `findings`; exit status 1 on a finding."""

    help = "Recomputes the digests of the record and compares them with the heads that were exported."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "--heads",
            type=Path,
            default=None,
            help="exported heads that were kept elsewhere; default record-heads.jsonl in DATA_DIR",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check every sealed entry and print each finding."""
        findings = 0
        exported: list[Head] = []
        try:
            exported = [head for _day, head in read_heads(options["heads"] or heads_file())]
        except ValueError as error:
            findings = 1
            self.stdout.write(str(error))
        for finding in verify(exported):
            findings += 1
            self.stdout.write(f"{finding.sequence}\t{finding.problem}")
        checked = RecordEntry.objects.exclude(sequence=None).count()
        self.stdout.write(json.dumps({"checked": checked, "findings": findings}))
        if findings:
            sys.exit(1)
