"""From the database to the pure rules: who holds what right now, and who may decide about a piece of work."""

from collections import defaultdict
from typing import Any

from asgiref.local import Local
from django.contrib.auth import get_user_model
from django.core.signals import request_finished, request_started
from django.db.models import QuerySet
from django.utils import timezone

from organization.models import Appointment, Unit
from organization.models.units import MAX_DEPTH

from .permissions import BOARD_HEAD, DELEGATE_ROLES, DEPUTY_DIRECTOR, DIRECTOR, Delegate, Offices

_request = Local()


def _remember(**kwargs: Any) -> None:
    _request.offices = None


def _forget(**kwargs: Any) -> None:
    if hasattr(_request, "offices"):
        del _request.offices


request_started.connect(_remember, dispatch_uid="editorial.people.started")
request_finished.connect(_forget, dispatch_uid="editorial.people.finished")


def current_offices() -> Offices:
    """Today's offices, read once a request; what decides reads them anew by `load_offices`."""
    if not hasattr(_request, "offices"):
        return load_offices()
    if _request.offices is None:
        _request.offices = load_offices()
    return _request.offices


def load_offices() -> Offices:
    """Who holds what at this moment, of people with an active account; three queries."""
    held = Appointment.objects.today().filter(person__user__is_active=True)
    holders: dict[str, set[int]] = defaultdict(set)
    heads: dict[int, set[int]] = defaultdict(set)
    for role, user, unit in held.values_list("office__role", "person__user_id", "unit_id"):
        holders[role].add(user)
        if role == "unit_head":
            heads[unit].add(user)
    frozen = {role: frozenset(users) for role, users in holders.items()}
    leaders = frozen.get(DIRECTOR, frozenset()) | frozen.get(DEPUTY_DIRECTOR, frozenset())
    return Offices(frozen, _lines(heads, leaders), _delegates(frozen))


def _lines(heads: dict[int, set[int]], leaders: frozenset[int]) -> dict[int, tuple[frozenset[int], ...]]:
    units = {
        pk: (parent, supervisor)
        for pk, parent, supervisor in Unit.objects.values_list("pk", "parent_id", "supervisor__user_id")
    }
    lines = {}
    for unit in units:
        line: list[frozenset[int]] = []
        above: int | None = unit
        for _step in range(MAX_DEPTH):
            if above is None:
                break
            parent, supervisor = units[above]
            line += [frozenset(heads.get(above, ())), frozenset({supervisor}) & leaders]
            above = parent
        lines[unit] = tuple(group for group in line if group)
    return lines


def _delegates(holders: dict[str, frozenset[int]]) -> tuple[Delegate, ...]:
    """Delegations in force whose Head is still the Head and whose delegate still a Deputy."""
    from .models import Delegation

    able = frozenset[int]().union(*(holders.get(role, frozenset()) for role in DELEGATE_ROLES))
    in_force = Delegation.objects.in_force(timezone.now()).filter(
        head_id__in=holders.get(BOARD_HEAD, ()), delegate_id__in=able
    )
    return tuple(
        Delegate(row.delegate_id, row.head_id, row.paths()) for row in in_force.prefetch_related("sections")
    )


def users(ids: frozenset[int]) -> QuerySet[Any]:
    """The accounts with these ids, with their people, in a stable order."""
    return get_user_model().objects.filter(pk__in=ids).select_related("person").order_by("pk")
