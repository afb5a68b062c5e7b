import json
import sys
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from regulations.importing.readers import count_rows
from regulations.importing.rows import RowError
from regulations.importing.runner import Import, Report, dry_run
from search.outbox import drain


class Command(BaseCommand):
    """Imports legal documents from .jsonl, .jsonl.gz or .xlsx; interrupted and started again it goes on.

    Without `--takeover` documents come in as drafts. Last line: JSON with `created, updated, unchanged,
    merged, rejected`, which sum to the rows, and `incomplete`; exit status 1 where a row was rejected.
    """

    help = "Imports legal documents from a file (.jsonl, .jsonl.gz, .xlsx)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The stable interface of `design.md`."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen; write nothing.")
        parser.add_argument(
            "--takeover",
            metavar="REASON",
            default=None,
            help="Publish at once, as the one recorded takeover of an old site, for this reason.",
        )
        parser.add_argument("--user", default="", help="User name of the person who imports.")

    def handle(
        self, *args: Any, file: Path, dry_run: bool, takeover: str | None, user: str, **options: Any
    ) -> None:
        """Import, index for search, report."""
        if takeover is not None and not takeover.strip():
            raise CommandError("Give the reason of the takeover: it is recorded with every document.")
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            report = self._import(file, dry_run, (takeover or "").strip(), self._user(user))
        except RowError as error:
            raise CommandError(str(error)) from error
        for place, message in report.warnings:
            self.stderr.write(f"{place}: warning: {message}")
        for place, message in report.rejections:
            self.stderr.write(f"{place}: rejected: {message}")
        self.stdout.write(json.dumps(report.summary()))
        if report.rejections:
            sys.exit(1)

    def _import(self, file: Path, rehearse: bool, takeover: str, user: Any) -> Report:
        if rehearse:
            return dry_run(file)
        with tqdm(total=count_rows(file), unit="row", desc="import", file=sys.stderr) as bar:
            report = Import(file, user=user, takeover_reason=takeover).run(bar.update)
        with tqdm(unit="document", desc="index", file=sys.stderr) as bar:
            drain(progress=bar.update)
        return report

    def _user(self, name: str) -> Any:
        if not name:
            return None
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no user {name}.")
        return user
