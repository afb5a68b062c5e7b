"""Keeps Django's groups equal to what appointments say."""

from collections import defaultdict
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import QuerySet

from .models import Appointment
from .rules import change_of_groups


def sync_groups(users: QuerySet[Any] | None = None) -> int:
    """Bring the users' derived groups (all users by default) in line with today's appointments.

    Returns the number of users changed. Runs on every change of an appointment, at sign-in, and daily by
    the command `sync_groups`, since an appointment begins or ends by date alone.
    """
    users = get_user_model().objects.all() if users is None else users
    roles: dict[int, set[str]] = defaultdict(set)
    held = Appointment.objects.today().filter(person__user__in=users)
    for user_id, role in held.values_list("person__user_id", "office__role"):
        roles[user_id].add(role)
    groups = {group.name: group for group in Group.objects.all()}
    changed = 0
    for user in users.prefetch_related("groups"):
        add, remove = change_of_groups({group.name for group in user.groups.all()}, roles[user.pk])
        user.groups.add(*(groups[name] for name in add if name in groups))
        user.groups.remove(*(groups[name] for name in remove if name in groups))
        changed += bool(add or remove)
    return changed
