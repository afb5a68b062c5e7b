"""Reads an uploaded file outside of the request; stopped or broken off, it goes on where it was."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from core.files.copying import local_copy
from core.legal_text.extraction.document import FIELDS
from core.legal_text.paths import label
from core.tasks import WAITED_FOR
from regulations.extraction.errors import UnreadableFile
from regulations.extraction.output import evidence
from regulations.extraction.reading import read, read_text
from regulations.models import FileReading
from regulations.relations.proposing import known_laws

from .proposing import amendments_in, relations_in

TURN = 60
"""Seconds after which a long scan lets other tasks go first."""


class Stopped(Exception):
    """Somebody stopped the reading, or another run took it over."""


class TurnOver(Exception):
    """The rest is for the next turn."""


def queue(reading: FileReading) -> None:
    """Let the worker read the file, or go on with it; what is finished stays as it is."""
    waiting = FileReading.objects.filter(pk=reading.pk, finished_at=None)
    if waiting.update(queued_at=timezone.now()):
        transaction.on_commit(lambda: read_uploaded_file.enqueue(reading.pk))


def stop(reading: FileReading) -> None:
    """Stop after the pages that are being recognised now."""
    FileReading.objects.filter(pk=reading.pk, finished_at=None).update(queued_at=None)


@task(priority=WAITED_FOR)
def read_uploaded_file(reading_id: int) -> None:
    """Read the file; run twice it does no harm: the last run that began is the one that writes."""
    waiting = FileReading.objects.filter(pk=reading_id, queued_at__isnull=False, finished_at=None)
    if not waiting.update(started_at=timezone.now()):
        return
    reading = FileReading.objects.get(pk=reading_id)
    try:
        result, problem = _read(reading), ""
    except Stopped:
        return
    except TurnOver:
        read_uploaded_file.enqueue(reading_id)
        return
    except UnreadableFile as error:
        result, problem = {}, str(error)
    except Exception:
        problem = _("The file could not be read. Tell the administrator, and write the document by hand.")
        _own(reading).update(problem=problem, finished_at=timezone.now())
        raise
    _own(reading).update(result=result, problem=problem, finished_at=timezone.now(), recognised={})


def _own(reading: FileReading) -> "QuerySet[FileReading]":
    """The row, as long as this run may write it."""
    return FileReading.objects.filter(
        pk=reading.pk, started_at=reading.started_at, queued_at__isnull=False, finished_at=None
    )


def _read(reading: FileReading) -> dict[str, Any]:
    """What the editor's form is filled with: `values` and `evidence` by field; `text` with marks; `pages` by path of
    a provision; `relations`, `amendments` (see `proposing`); `warnings`."""

    started = time.monotonic()

    def note(done: dict[int, str], total: int) -> None:
        kept = {str(page): text for page, text in done.items()}
        if not _own(reading).update(recognised=kept, pages_done=len(done), pages_wanted=total):
            raise Stopped
        if len(done) > len(before) and len(done) < total and time.monotonic() - started > TURN:
            raise TurnOver

    before = {int(page): text for page, text in reading.recognised.items()}
    with TemporaryDirectory() as folder:
        text = read_text(local_copy(reading.file, Path(folder) / "file"), before, note)
    known = known_laws()
    found, warnings = read(text, reading.file_name, known)
    amendments, unread = amendments_in(found, known)
    if unread:
        warnings.append(
            _(
                "These seem to amend other documents and could not be read; enter what they do by hand: %(places)s"
            )
            % {"places": "; ".join(map(label, dict.fromkeys(unread)))}
        )
    provisions = zip(found.provisions, found.provision_pages, strict=True)
    return {
        "values": {name: found.fields[name].value for name in FIELDS if name in found.fields},
        "evidence": {name: evidence(value) for name, value in found.fields.items()},
        "text": found.text,
        "pages": {str(provision.path): page for provision, page in provisions},
        "relations": relations_in(found, known),
        "amendments": amendments,
        "warnings": warnings,
    }
