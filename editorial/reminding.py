"""Reminds those who decide, tells lateness, and escalates (R27, R32; HY Điều 12, 14.2, ĐN Điều 10.2, 11.5)."""

import datetime
from collections import Counter
from dataclasses import replace

from django.db import connection, transaction
from django.utils import timezone

from .deadlines import Clock, Due, dues, told
from .models import Item
from .notifying import Kind, next_stage, notify
from .people import load_offices
from .permissions import DEPUTY_DIRECTOR, DIRECTOR, Offices, deciders

FIELDS = ("entered_at", "due_at", "reminded_at", "escalated_at")


def remind(now: datetime.datetime | None = None) -> Counter[str]:
    """Tell what is due of all work under way; how often what was told. Runs twice, and beside itself, without harm."""
    now = now or timezone.now()
    rows = Item.objects.filter(status=Item.Status.UNDER_WAY).order_by("pk").values_list("pk", *FIELDS)
    waiting = [pk for pk, *times in rows if dues(Clock(*times), now)]
    offices, counts = load_offices() if waiting else Offices(), Counter[str]()
    for pk in waiting:
        counts.update(what.value for what in _remind_of(pk, now, offices))
    return counts


@transaction.atomic
def _remind_of(pk: int, now: datetime.datetime, offices: Offices) -> tuple[Due, ...]:
    """One piece of work, looked at again under its lock; what somebody else has locked is theirs."""
    locked = Item.objects.select_for_update(
        skip_locked=connection.features.has_select_for_update_skip_locked,
        of=("self",) if connection.features.has_select_for_update_of else (),
    )
    item = locked.select_related("page", "chain").filter(pk=pk, status=Item.Status.UNDER_WAY).first()
    if item is None:
        return ()
    clock = Clock(*(getattr(item, name) for name in FIELDS))
    what = dues(clock, now)
    for kind in what:
        details = {"stage": item.stage, "due": item.due_at.isoformat()}
        notify(recipients(item, kind, offices), Kind(kind.value), item, **details)
    after = told(clock, what, now)
    item.reminded_at, item.escalated_at = after.reminded, after.escalated
    item.save(update_fields=["reminded_at", "escalated_at"])
    return what


def recipients(item: Item, kind: Due, offices: Offices) -> frozenset[int]:
    """Who is told: those who decide; of lateness the authors too; in the end the next stage or the leaders."""
    case = item.case()
    if kind == Due.REMINDER:
        return deciders(case, offices)
    if kind == Due.OVERDUE:
        return deciders(case, offices) | case.authors
    following = next_stage(item)
    if following is None:
        return offices.of(DIRECTOR, DEPUTY_DIRECTOR)
    return deciders(replace(case, stage=following), offices)
