"""Checks that files are still what was approved: signals see neither `QuerySet.update` nor the store."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.models import DecidedFile

from .uses import data_digest, file_digest, model_of


@dataclass(frozen=True)
class FileFinding:
    """One image or document that is no more what a decision covers; `name` is that of its file then."""

    kind: str
    file_id: int
    name: str
    problem: str


def files_changed() -> Iterator[FileFinding]:
    """What differs from the decisions on pages that are still there; reads every such file, once.

    Takes constant memory. Renditions are not compared: they are made anew from the file
    (`wagtail_update_image_renditions`).
    """
    covered = (
        DecidedFile.objects.filter(decision__revision__isnull=False)
        .values_list("kind", "file_id", "name", "digest", "data_digest")
        .order_by("kind", "file_id")
        .distinct()
    )
    for kind, file_id, name, digest, data in covered.iterator(chunk_size=500):
        if problem := _problem(kind, file_id, name, digest, data):
            yield FileFinding(kind, file_id, name, problem)


def _problem(kind: str, file_id: int, name: str, digest: str, data: str) -> str | None:
    item = model_of(kind)._default_manager.filter(pk=file_id).first()
    if item is None:
        return "approved content uses it, but it is gone"
    if item.file.name != name:
        return f"its file was replaced by {item.file.name}"
    if data_digest(item) != data:
        return "its title, focal point, description or collection is not what was approved"
    try:
        same = file_digest(item.file) == digest
    except Exception as error:  # What is raised depends on the store.
        return f"its file cannot be read: {error}"
    return None if same else "the stored file is not the one that was approved"
