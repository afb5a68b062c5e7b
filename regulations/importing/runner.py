"""Runs an import: row by row, each whole or not at all; goes on where it was interrupted."""

import getpass
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.signal_handlers import disable_reference_index_auto_update

from core.decisions import decide_and_go_live, decide_and_publish
from core.models import Decision
from regulations.filing import document_index
from regulations.models import ImportBatch, ImportedRow, LegalDocumentPage

from .documents import apply, create_page, find_page, row_identity, save_revision
from .readers import file_digest, read_file
from .registers import Registers
from .rows import Row, RowError, read_row

NOTED_EVERY = 50
OUTCOMES = ("created", "updated", "unchanged", "merged", "rejected")


@dataclass
class Report:
    """What became of the rows; `rejections` and `warnings` are (place, message)."""

    counts: Counter[str] = field(default_factory=Counter)
    rejections: list[tuple[int, str]] = field(default_factory=list)
    warnings: list[tuple[int, str]] = field(default_factory=list)

    def summary(self) -> dict[str, int]:
        """The counts of the command's last line; the outcomes sum to the rows."""
        return {name: self.counts[name] for name in (*OUTCOMES, "incomplete")}


class Import:
    """One import of one file by one person."""

    def __init__(
        self, path: Path, *, user: Any = None, takeover_reason: str = "", batch: ImportBatch | None = None
    ) -> None:
        self.path = path
        self.user = user
        self.takeover_reason = takeover_reason
        self.registers = Registers()
        self.index = document_index()
        self.report = Report()
        self.batch = batch or self._resume_or_start()

    def _resume_or_start(self) -> ImportBatch:
        digest = file_digest(self.path)
        unfinished = ImportBatch.objects.filter(
            file_digest=digest, finished_at=None, takeover_reason=self.takeover_reason
        ).first()
        return unfinished or ImportBatch.objects.create(
            file_name=self.path.name,
            file_digest=digest,
            takeover_reason=self.takeover_reason,
            started_by=self.user,
            operator=getpass.getuser(),
        )

    def run(self, progress: Callable[[], Any] = lambda: None) -> Report:
        """Take every row in; raises `RowError` where the file as a whole cannot be read."""
        with disable_reference_index_auto_update():
            for place, data in read_file(self.path):
                self._take(place, data)
                self._note(place)
                progress()
        self.batch.counts = self.report.summary()
        self.batch.finished_at = timezone.now()
        self.batch.save()
        return self.report

    def _note(self, place: int) -> None:
        """Let those who wait for an uploaded file see how far it is."""
        if place % NOTED_EVERY == 0:
            ImportBatch.objects.filter(pk=self.batch.pk).update(counts=self.report.summary())

    def _take(self, place: int, data: Any) -> None:
        try:
            if isinstance(data, RowError):
                raise data
            row = read_row(data)
            with transaction.atomic():
                outcome, page = self._import(place, row)
        except RowError as error:
            self.report.counts["rejected"] += 1
            self.report.rejections.append((place, str(error)))
            return
        self.report.counts[outcome] += 1
        self.report.counts["incomplete"] += bool(page.gaps)
        self.report.warnings += [(place, warning) for warning in row.warnings()]

    def _import(self, place: int, row: Row) -> tuple[str, LegalDocumentPage]:
        known = ImportedRow.objects.filter(digest=row.digest).select_related("page").first()
        if known:
            goes_on = known.batch_id == self.batch.pk and known.place == place
            return (known.outcome if goes_on else "unchanged"), known.page
        page = find_page(row_identity(row, self.registers))
        if page is None:
            page = create_page(row, self.registers, self.index, self.user)
            outcome, changed = "created", True
        else:
            merging = ImportedRow.objects.filter(page_id=page.pk, batch=self.batch).exists()
            changed = apply(row, page, self.registers, newer_wins=not merging)
            outcome = "merged" if merging else "updated" if changed else "unchanged"
        if changed:
            self._save(page)
        ImportedRow.objects.create(
            batch=self.batch,
            digest=row.digest,
            page_id=page.pk,
            place=place,
            outcome=outcome,
            warnings="; ".join(row.warnings()),
        )
        return outcome, page

    def _save(self, page: LegalDocumentPage) -> None:
        is_new = page.latest_revision_id is None
        revision = save_revision(page, self.user)
        if not self.takeover_reason:
            return
        details = {"by": self.user, "reason": f"{self.takeover_reason} (import {self.batch.pk})"}
        if is_new:
            decide_and_go_live(Decision.Kind.TAKEOVER, page, revision, **details)
        else:
            decide_and_publish(Decision.Kind.TAKEOVER, revision, **details)


def dry_run(path: Path) -> Report:
    """What an import would do, with everything that it writes taken back."""
    with transaction.atomic():
        report = Import(path).run()
        transaction.set_rollback(True)
    return report
