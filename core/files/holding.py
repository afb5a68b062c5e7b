"""Holds the files of work under way: what later stages approve is what the earlier ones saw."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.dispatch import Signal
from wagtail.models import Revision

from core.models import HeldFile

from .uses import Kind, files_in, model_of

AT_ONCE = 500
asked_to_hold = Signal()
"""Sent by `record_file_uses`: who has work under way holds its files anew, and lets go of the rest."""


@transaction.atomic(savepoint=False)
def hold(owner: str, revisions: Iterable[Revision]) -> None:
    """Hold exactly the files that these revisions use, in place of what the owner held before.

    The rows of the files are locked before: a change at the same moment either comes first, and is what is
    seen, or is refused. One query where nothing changes, and those of `files_in`; constant memory but for the
    keys. A file that is gone is passed over.
    """
    wanted = _used(revisions)
    held = {(kind, file_id): pk for pk, kind, file_id in _rows_of(owner)}
    gone = [pk for use, pk in held.items() if use not in wanted]
    new = [
        HeldFile(owner=owner, kind=kind, file_id=file_id)
        for kind in Kind
        for file_id in _existing(kind, [key for of, key in wanted - held.keys() if of == kind])
    ]
    if new:
        HeldFile.objects.bulk_create(new, batch_size=AT_ONCE, ignore_conflicts=True)
    for start in range(0, len(gone), AT_ONCE):
        HeldFile.objects.filter(pk__in=gone[start : start + AT_ONCE]).delete()


def release(owner: str) -> None:
    """Let go of everything that the owner holds; one query."""
    HeldFile.objects.filter(owner=owner).delete()


def locked(kind: str, keys: Collection[int]) -> list[int]:
    """Those of these images or documents that are there; their rows stay locked to the transaction's end."""
    items = model_of(kind)._base_manager.filter(pk__in=keys).order_by("pk")
    return list(items.select_for_update().values_list("pk", flat=True))


def _used(revisions: Iterable[Revision]) -> set[tuple[str, int]]:
    return {
        (kind, key) for revision in revisions for kind, keys in files_in(revision).items() for key in keys
    }


def _rows_of(owner: str) -> list[tuple[int, str, int]]:
    return list(HeldFile.objects.filter(owner=owner).values_list("pk", "kind", "file_id"))


def _existing(kind: str, keys: list[int]) -> list[int]:
    """As `locked`, a part at a time; always in the order of the keys, so that no two wait for each other."""
    keys = sorted(keys)
    return [
        key for start in range(0, len(keys), AT_ONCE) for key in locked(kind, keys[start : start + AT_ONCE])
    ]
