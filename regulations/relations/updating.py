"""The stored validity: always what the pure function says of today, recomputed by event and at midnight."""

from collections.abc import Callable, Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from regulations.models import DocumentValidity, LegalDocumentPage, Relation
from regulations.review.cascade import check
from regulations.validity import validity_at
from search.batches import in_batches
from search.outbox import record_changes

from .acts import KINDS, Dates, Knowledge, boundaries, events_of
from .knowing import load

SOURCE_NAME = "regulations"
AT_ONCE = 500
# How many links of acts on acts are followed at once; what is further away follows at midnight.
FURTHEST = 8


def computed(document: int, known: Knowledge, day: date) -> DocumentValidity:
    """The row of a document as of a day, not saved."""
    dates = known.dates.get(document, Dates())
    events = events_of(document, known)
    status = validity_at(day, dates.effective_on, events).status
    later = [on for on in boundaries(dates, events) if on > day]
    return DocumentValidity(page_id=document, status=status.value, changes_on=min(later, default=None))


def refresh(ids: Iterable[int], day: date | None = None) -> set[int]:
    """Recompute these documents and those on which they act; returns the ids of those that changed.

    Documents that are not published lose their row.
    """
    day = day or timezone.localdate()
    changed = set[int]()
    wanted, seen = set(ids), set[int]()
    for _link in range(FURTHEST):
        if not wanted:
            break
        seen |= wanted
        for chunk in in_batches(sorted(wanted), AT_ONCE):
            changed |= _refresh(chunk, day)
        acted_on = Relation.objects.filter(page_id__in=wanted & changed, verb__in=list(KINDS))
        wanted = set(acted_on.exclude(target=None).values_list("target_id", flat=True)) - seen
    return changed


@transaction.atomic
def _refresh(ids: Collection[int], day: date) -> set[int]:
    live = set(
        LegalDocumentPage.objects.filter(pk__in=ids, live=True).order_by().values_list("pk", flat=True)
    )
    before = dict(DocumentValidity.objects.filter(page_id__in=ids).values_list("page_id", "status"))
    DocumentValidity.objects.filter(page_id__in=before.keys() - live).delete()
    known = load(live)
    rows = [computed(document, known, day) for document in sorted(live)]
    DocumentValidity.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["page"], update_fields=["status", "changes_on"]
    )
    check(sorted(live), known, day)
    changed = {row.page_id for row in rows if before.get(row.page_id) != row.status}
    record_changes(SOURCE_NAME, set(map(str, changed)))
    return changed


def due(day: date | None = None) -> list[int]:
    """Published documents whose validity may have changed by this day, and those that have none stored yet."""
    day = day or timezone.localdate()
    documents = LegalDocumentPage.objects.filter(live=True).order_by("pk").values_list("pk", flat=True)
    return [*documents.filter(validity=None), *documents.filter(validity__changes_on__lte=day)]


def refresh_many(ids: list[int], step: Callable[[int], None], day: date | None = None) -> int:
    """Recompute many, chunk by chunk, each in a transaction of its own; how many changed. Stopped, it goes on anew."""
    changed = 0
    for chunk in in_batches(ids, AT_ONCE):
        changed += len(refresh(chunk, day))
        step(len(chunk))
    return changed
