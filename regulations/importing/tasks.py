"""The import of an uploaded file, outside of the request."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django_tasks import task

from core.files.copying import local_copy
from regulations.models import ImportBatch

from .runner import Import


@task()
def run_uploaded_import(batch_id: int) -> dict[str, int]:
    """Import the batch's file as drafts of the person who uploaded it; run twice it changes nothing."""
    batch = ImportBatch.objects.select_related("started_by").get(pk=batch_id)
    with TemporaryDirectory() as folder:
        path = uploaded(batch, folder)
        return Import(path, user=batch.started_by, batch=batch).run().summary()


def uploaded(batch: ImportBatch, folder: str) -> Path:
    """The uploaded file as a local one of the same name."""
    return local_copy(batch.file, Path(folder) / batch.file_name)
