"""The import of an uploaded file, outside of the request."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from django_tasks import task

from regulations.models import ImportBatch

from .runner import Import


@task()
def run_uploaded_import(batch_id: int) -> dict[str, int]:
    """Import the batch's file as drafts of the person who uploaded it; run twice it changes nothing."""
    batch = ImportBatch.objects.select_related("started_by").get(pk=batch_id)
    with TemporaryDirectory() as folder:
        path = copy_of(batch, Path(folder))
        return Import(path, user=batch.started_by, batch=batch).run().summary()


def copy_of(batch: ImportBatch, folder: Path) -> Path:
    """The uploaded file as a local one, wherever media are kept."""
    path = folder / batch.file_name
    with batch.file.open("rb") as uploaded, path.open("wb") as local:
        shutil.copyfileobj(uploaded, local)
    return path
