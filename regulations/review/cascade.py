"""From a document's changed validity to the pages that name it: they are flagged to their units (R3, HY 11.2)."""

import hashlib
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, Value, When

from regulations.models import AffectedPage, Citation
from regulations.relations.acts import Dates, Knowledge, events_of
from regulations.review.telling import tell_of_pages
from regulations.validity import WHOLE, Event, Status, covers, validity_at
from search.batches import in_batches

# Provisions that one statement writes of.
AT_ONCE = 200


def check(ids: Collection[int], known: Knowledge, day: date) -> int:
    """Flag pages that name one of these documents, or its provision, and whose ground changed; returns how many.

    What is looked at for the first time is only noted. Four queries for up to `AT_ONCE` provisions that changed, and
    five to tell the units.
    """
    rows = Citation.objects.filter(target_id__in=ids, page__live=True).order_by("pk")
    cited = list(rows.values_list("page_id", "target_id", "path", "state"))
    events = {target: events_of(target, known) for target in {row[1] for row in cited}}
    now = {
        (target, path): state_of(known.dates.get(target, Dates()), events[target], path, day)
        for target, path in {row[1:3] for row in cited}
    }
    changed = {row[1:3] for row in cited if row[3] != now[row[1:3]][1]}
    flagged = [
        AffectedPage(page_id=page, target_id=target, path=path, status=now[target, path][0], opened_on=day)
        for page, target, path, state in cited
        if state and state != now[target, path][1]
    ]
    if flagged:
        AffectedPage.objects.bulk_create(flagged, ignore_conflicts=True)
        tell_of_pages(flagged)
    for group in in_batches(sorted(changed), AT_ONCE):
        if flagged:
            told = AffectedPage.objects.filter(Q(closed_at=None) | Q(shows_notice=True))
            told = told.filter(target_id__in={one[0] for one in group})
            told.update(status=_case("status", {one: now[one][0] for one in group}))
        citations = Citation.objects.filter(target_id__in={one[0] for one in group})
        citations.update(state=_case("state", {one: now[one][1] for one in group}))
    return len(flagged)


def state_of(dates: Dates, events: Collection[Event], path: str, day: date) -> tuple[Status, str]:
    """Status of a provision, and SHA-256 (hex) of it with all that has happened to the provision until the day."""
    begun = [event for event in events if event.on <= day and _concerns(event, path)]
    status = validity_at(day, dates.effective_on, events, path).status
    lines = sorted({f"{event.kind} {event.by} {event.on} {event.scope} {event.until}" for event in begun})
    return status, hashlib.sha256("\n".join([status, *lines]).encode()).hexdigest()


def _concerns(event: Event, path: str) -> bool:
    return covers(event.scope, path) or path == WHOLE or event.scope.startswith(f"{path}/")


def _case(column: str, values: dict[tuple[int, str], Any]) -> Case:
    """The new value of each provision's rows; the others keep theirs."""
    whens = [
        When(target_id=target, path=path, then=Value(str(value))) for (target, path), value in values.items()
    ]
    return Case(*whens, default=F(column))
