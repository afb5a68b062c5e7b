"""The import of an uploaded file, outside of the request."""

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django_tasks import task

from core.files.copying import local_copy
from core.tasks import WAITED_FOR
from regulations.models import ImportBatch

from .preview import preview
from .readers import ending_of
from .rows import RowError
from .runner import Import


@task(priority=WAITED_FOR)
def check_uploaded_import(batch_id: int) -> None:
    """Look through the batch's file, so that the person sees what it would bring; nothing is imported."""
    batch = ImportBatch.objects.get(pk=batch_id)
    with TemporaryDirectory() as folder:
        try:
            values: dict[str, Any] = {"preview": asdict(preview(uploaded(batch, folder)))}
        except RowError as error:
            values = {"problem": str(error)}
    ImportBatch.objects.filter(pk=batch_id).update(**values)


@task(priority=WAITED_FOR)
def run_uploaded_import(batch_id: int) -> dict[str, int]:
    """Import the batch's file as drafts of the person who uploaded it; run twice it changes nothing."""
    batch = ImportBatch.objects.select_related("started_by").get(pk=batch_id)
    with TemporaryDirectory() as folder:
        path = uploaded(batch, folder)
        return Import(path, user=batch.started_by, batch=batch).run().summary()


def uploaded(batch: ImportBatch, folder: str) -> Path:
    """The uploaded file as a local one."""
    return local_copy(batch.file, Path(folder) / f"file{ending_of(batch.file_name)}")
