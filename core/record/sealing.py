"""Sealing the record and checking the seals; any number of entries in constant memory."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from core.models.record import RecordEntry, RecordHead

from .chain import FIELDS, Finding, Head, check_chain, digest_of

BATCH = 1000
SEAL = "UPDATE core_recordentry SET sequence = %s, digest = %s WHERE id = %s"
HEAD_ID = 1


def locked_head() -> RecordHead:
    """The head, locked until the end of the transaction: the next sealer waits for this one."""
    RecordHead.objects.get_or_create(pk=HEAD_ID)
    return RecordHead.objects.select_for_update().get(pk=HEAD_ID)


def seal() -> int:
    """Seal every entry that is not sealed yet, in the order in which they were written; how many.

    One whose transaction ends later than that of a younger one gets its number later.
    """
    total = 0
    while sealed := _seal_batch():
        total += sealed
    return total


@transaction.atomic
def _seal_batch() -> int:
    head = locked_head()
    seals = []
    for entry in RecordEntry.objects.filter(sequence=None).order_by("id").values(*FIELDS)[:BATCH]:
        head.sequence += 1
        head.digest = digest_of(head.digest, {**entry, "sequence": head.sequence})
        seals.append((head.sequence, head.digest, entry["id"]))
    if seals:
        # Not by the model, which changes nothing; the database lets these two columns be filled, once.
        with connection.cursor() as cursor:
            cursor.executemany(SEAL, seals)
        head.save()
    return len(seals)


def stored_head() -> Head:
    """The head as it is stored now."""
    head = RecordHead.objects.filter(pk=HEAD_ID).first()
    return Head(head.sequence, head.digest) if head else Head(0, "")


def verify(exported: Iterable[Head] = ()) -> Iterator[Finding]:
    """Recompute the chain up to now, while others go on writing and sealing."""
    last = RecordEntry.objects.aggregate(last=Max("sequence"))["last"] or 0
    head = stored_head()
    yield from check_chain(_sealed(max(last, head.sequence)), head, exported)


def _sealed(last: int) -> Iterator[dict[str, Any]]:
    """Sealed entries up to this number, read in batches by number: no cursor is held open meanwhile."""
    reached = 0
    entries = RecordEntry.objects.order_by("sequence").values(*FIELDS, "digest")
    while batch := list(entries.filter(sequence__gt=reached, sequence__lte=last)[:BATCH]):
        yield from batch
        reached = batch[-1]["sequence"]
