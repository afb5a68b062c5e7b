"""What waits for a person, what they sent and where it is, and what they were asked to do."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language
from wagtail.models import Page

from core.models.named import localized
from organization.models import Appointment

from .models import BoardTask, Delegation, Item, SectionAssignment, Step
from .people import current_offices
from .permissions import Offices, deciders
from .sections import section_path

SHOWN = 20
"""Lines of a list on the home; the rest is one click away."""


@dataclass(frozen=True)
class Line:
    """One piece of work as lists show it."""

    item: Item
    late: bool


@dataclass
class MyWork:
    """All that concerns a person today; `waiting` and `sent` have the first lines, the numbers count all."""

    waiting: list[Line] = field(default_factory=list)
    waiting_number: int = 0
    sent: list[Line] = field(default_factory=list)
    sent_number: int = 0
    late_number: int = 0
    late_everywhere: int = 0
    assignments: list[SectionAssignment] = field(default_factory=list)
    tasks: list[BoardTask] = field(default_factory=list)
    given_tasks: list[BoardTask] = field(default_factory=list)
    delegations: list[Delegation] = field(default_factory=list)


def is_late(item: Item, now: datetime) -> bool:
    """Whether the stage that it is in should have decided; who got it back has no deadline."""
    return item.status == Item.Status.UNDER_WAY and item.due_at < now


def open_items() -> list[Item]:
    """Everything under way or returned, with what the rules ask, in one query."""
    fields = ("page__path", "stage", "status", "unit_id", "authors", "saved_by_id", "urgent", "due_at")
    return list(
        Item.objects.filter(status__in=Item.OPEN)
        .select_related("page")
        .only(*fields)
        .order_by("due_at", "pk")
    )


def waiting_ids(user: int, items: list[Item], offices: Offices) -> list[int]:
    """Ids of those that the user may decide now, most urgent first."""
    if not offices.roles_of(user):
        return []
    under_way = (item for item in items if item.status == Item.Status.UNDER_WAY)
    return [item.pk for item in under_way if user in deciders(item.case(), offices)]


def with_details(items: QuerySet[Item]) -> QuerySet[Item]:
    """The items with all that a line shows, in the same query; `shown_name` is the unit's name."""
    returns = Step.objects.filter(item=OuterRef("pk"), action=Step.Action.RETURN).order_by("-pk")
    sections = Page.objects.alias(place=section_path(OuterRef("page__path"))).filter(path=F("place"))
    detailed = items.select_related("workflow_state__requested_by__person")
    return localized(detailed, get_language(), "unit__").annotate(
        reasons=Subquery(returns.values("comment")[:1]), section_title=Subquery(sections.values("title")[:1])
    )


def my_work(user: Any, now: datetime) -> MyWork:
    """What the person's home shows; the number of queries does not grow with what is under way."""
    offices, items = current_offices(), open_items()
    waiting = waiting_ids(user.pk, items, offices)
    own = [item for item in items if user.pk in item.authors]
    sent = sorted(own, key=lambda item: item.status != Item.Status.RETURNED)
    concerned = {*waiting, *(item.pk for item in own)}
    shown = _lines([*waiting[:SHOWN], *(item.pk for item in sent[:SHOWN])], now)
    late = [item.pk for item in items if is_late(item, now)]
    return MyWork(
        waiting=[shown[pk] for pk in waiting[:SHOWN] if pk in shown],
        waiting_number=len(waiting),
        sent=[shown[item.pk] for item in sent[:SHOWN] if item.pk in shown],
        sent_number=len(sent),
        late_number=len(concerned & set(late)),
        late_everywhere=len(late) if offices.roles_of(user.pk) else 0,
        **_asked_of(user, now),
    )


def _lines(ids: list[int], now: datetime) -> dict[int, Line]:
    """Lines by id; `reasons` are those of the last return."""
    return {item.pk: Line(item, is_late(item, now)) for item in with_details(Item.objects.filter(pk__in=ids))}


def _asked_of(user: Any, now: datetime) -> dict[str, list[Any]]:
    """Standing assignments of the person's units, tasks of the Head, delegations now or to come."""
    units = Appointment.objects.today().filter(person__user=user).order_by().values("unit_id")
    assignments = SectionAssignment.objects.filter(Q(unit__in=units) | Q(officer__user=user))
    tasks = BoardTask.objects.filter(Q(person__user=user) | Q(given_by=user), done_at=None)
    found = list(tasks.select_related("person", "section"))
    delegations = Delegation.objects.filter(Q(head=user) | Q(delegate=user), ends_at__gt=now, ended_at=None)
    return {
        "assignments": list(
            localized(assignments.select_related("page", "officer"), get_language(), "unit__")
        ),
        "tasks": [task for task in found if task.person.user_id == user.pk],
        "given_tasks": [task for task in found if task.given_by_id == user.pk],
        "delegations": list(delegations.select_related("head__person", "delegate__person")),
    }
