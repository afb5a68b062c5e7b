"""The queue of documents to be reviewed: opened, kept up and emptied by what is known of each today (R3)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from regulations.models import DocumentReview, DocumentType, LegalDocumentPage, Relation, Verb
from regulations.relations.acts import Dates, Knowledge, begin_of, events_of
from regulations.relations.knowing import load
from regulations.validity import Status, validity_at
from search.batches import in_batches

from .reasons import (
    Facts,
    Reason,
    as_detail,
    code,
    codes_of,
    end_within,
    ends_by_others,
    reasons_for,
)

AT_ONCE = 500
LOST = (Status.EXPIRED, Status.NOT_SUITABLE)
# 80/2015/QH13 Điều 154.4, 64/2025/QH15 Điều 57: what details a document ends with it.
RESTS_ON = (Verb.BASED_ON, Verb.DETAILS)


def expiring_days() -> int:
    """How long before its end a document is about to expire: setting `REVIEW_EXPIRING_DAYS`, else 60 days."""
    return int(settings.REVIEW_EXPIRING_DAYS)


def update_queue(
    ids: Collection[int] | None = None, step: Callable[[int], None] | None = None, today: date | None = None
) -> int:
    """Bring the queue of these documents, or of all, up to the day; returns how many reviews were opened.

    Chunk by chunk, each in a transaction of its own: stopped, it is run again; run twice, it changes nothing.
    """
    today, opened = today or timezone.localdate(), 0
    for chunk in _all() if ids is None else in_batches(sorted(ids), AT_ONCE):
        opened += _update(chunk, today)
        if step:
            step(len(chunk))
    if ids is None:
        DocumentReview.objects.filter(page__live=False, answer="").delete()
    return opened


def _all() -> Iterator[list[int]]:
    """Ids of all published documents, found from the last one on."""
    live = LegalDocumentPage.objects.filter(live=True).order_by("pk").values_list("pk", flat=True)
    last = 0
    while chunk := list(live.filter(pk__gt=last)[:AT_ONCE]):
        yield chunk
        last = chunk[-1]


@dataclass
class Asked:
    """What a document was asked about: open rows by reason, answered codes by reason, the last answer's day."""

    open: dict[str, DocumentReview] = field(default_factory=dict)
    answered: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    last: date | None = None


@transaction.atomic
def _update(ids: list[int], today: date) -> int:
    rows = LegalDocumentPage.objects.filter(pk__in=ids, live=True).order_by("pk")
    columns = ("pk", "issued_on", "document_type__review_months", "document_type__category", "owning_unit_id")
    documents = list(rows.values_list(*columns))
    known, lost, asked = load([row[0] for row in documents]), _lost_bases(ids, today), _asked(ids)
    fresh: list[DocumentReview] = []
    changed: list[DocumentReview] = []
    for pk, issued_on, months, category, unit in documents:
        facts = _facts(pk, known, today, issued_on)
        facts = replace(
            facts,
            dated=facts.dated or category != DocumentType.Category.LEGAL,
            lost_bases=lost.get(pk, ()),
            review_months=months,
            reviewed_on=asked[pk].last,
        )
        for reason, codes in reasons_for(facts, today, expiring_days()).items():
            detail = as_detail(one for one in codes if one not in asked[pk].answered[reason])
            if not detail:
                continue
            row = asked[pk].open.pop(reason, None)
            if row is None:
                row = DocumentReview(page_id=pk, reason=reason, unit_id=unit, opened_on=today)
                fresh.append(row)
            elif row.detail != detail:
                changed.append(row)
            if row.detail != detail:
                row.detail = detail
                row.due_on = facts.ends_on if reason == Reason.EXPIRING else row.due_on
    _write(fresh, changed, [row.pk for one in asked.values() for row in one.open.values()])
    return len(fresh)


def _facts(pk: int, known: Knowledge, today: date, issued_on: date | None) -> Facts:
    """What follows from the document's own dates and from what others did to it."""
    dates, events = known.dates.get(pk, Dates()), events_of(pk, known)
    begin = begin_of(dates, "")
    return Facts(
        status=validity_at(today, dates.effective_on, events).status,
        dated=begin is not None,
        since=begin or issued_on,
        ends_on=end_within(dates.effective_on, events, today, expiring_days()),
        ended_by=ends_by_others(events, today),
    )


def _write(fresh: list[DocumentReview], changed: list[DocumentReview], passed: list[int]) -> None:
    """What has passed unanswered goes: nobody said anything that could be lost."""
    DocumentReview.objects.filter(pk__in=passed).delete()
    DocumentReview.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=AT_ONCE)
    DocumentReview.objects.bulk_update(changed, ["detail", "due_on"], batch_size=AT_ONCE)


def _asked(ids: list[int]) -> dict[int, Asked]:
    found: dict[int, Asked] = defaultdict(Asked)
    # Nobody answers what is being changed.
    unanswered = DocumentReview.objects.select_for_update().filter(page_id__in=ids, answer="")
    for row in unanswered.order_by("pk"):
        found[row.page_id].open[row.reason] = row
    answered = DocumentReview.objects.filter(page_id__in=ids).exclude(answer="").order_by("answered_at")
    for page, reason, detail, at in answered.values_list("page_id", "reason", "detail", "answered_at"):
        found[page].answered[reason] |= codes_of(detail)
        found[page].last = timezone.localdate(at)
    return found


def _lost_bases(ids: list[int], today: date) -> dict[int, tuple[str, ...]]:
    """By document the codes of those that it rests on, or of their provisions, that are in force no longer."""
    rows = Relation.objects.filter(page_id__in=ids, verb__in=RESTS_ON, target__live=True)
    # Most bases are wholly in force: what is stored of them says so at once.
    doubtful = rows.exclude(target__validity__status__in=[Status.IN_FORCE, Status.NOT_YET])
    based = list(doubtful.order_by().values_list("page_id", "target_id", "target_path"))
    known = load({target for _page, target, _path in based})
    lost_on: dict[tuple[int, str], date | None] = {}
    found: dict[int, set[tuple[date, int]]] = defaultdict(set)
    for page, target, path in based:
        if (target, path) not in lost_on:
            effective_on, events = known.dates[target].effective_on, events_of(target, known)
            validity = validity_at(today, effective_on, events, path)
            because = [event.on for event in validity.because]
            lost_on[target, path] = max(because) if validity.status in LOST else None
        if day := lost_on[target, path]:
            found[page].add((day, target))
    return {
        page: tuple(code(target, day) for day, target in sorted(lost, reverse=True))
        for page, lost in found.items()
    }
