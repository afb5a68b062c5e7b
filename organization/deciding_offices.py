"""Forms of the registers from which approvers follow: what would make or unmake one is not everybody's to write."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from .rules import DECIDING_ROLES, may_change_deciders

LEADING_ROLES = ("director", "board_head")


def leaders_today() -> frozenset[int]:
    """Accounts of the Directors and Heads of the board in office today."""
    from .models import Appointment

    held = Appointment.objects.today().filter(office__role__in=LEADING_ROLES, person__user__is_active=True)
    return frozenset(held.values_list("person__user_id", flat=True))


def roles_of(person_id: int | None) -> set[str]:
    """Roles that a person holds, held or will hold."""
    from .models import Appointment

    if person_id is None:
        return set()
    return set(Appointment.objects.filter(person_id=person_id).values_list("office__role", flat=True))


def require_right(user: Any, roles: set[str], concerned: set[int]) -> None:
    """Raise `ValidationError` unless `may_change_deciders`."""
    if not may_change_deciders(user.pk, roles, concerned, leaders_today()):
        raise ValidationError(
            _(
                "Who decides about publication is recorded by the Director or the Head of the board, "
                "and never by the person concerned. Ask one of them to make this change."
            )
        )


class DecidingForm(WagtailAdminModelForm):
    """Refuses a change of who decides to those who may not make it; what was typed stays."""

    def clean(self) -> dict[str, Any]:
        """Look at the row as it is stored and as it would be."""
        values = super().clean() or {}
        stored = type(self.instance).objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        if self.for_user is not None and self.changed_data:
            roles, concerned = self.change(stored, values)
            require_right(self.for_user, roles, concerned)
        return values

    def change(self, stored: Any, values: dict[str, Any]) -> tuple[set[str], set[int]]:
        """Roles that somebody would get or lose, and the accounts concerned."""
        raise NotImplementedError


class AppointmentForm(DecidingForm):
    """Both the appointment that was and the one that would be."""

    def change(self, stored: Any, values: dict[str, Any]) -> tuple[set[str], set[int]]:
        """The offices' roles and the people's accounts."""
        offices = [stored.office if stored else None, values.get("office")]
        people = [stored.person if stored else None, values.get("person")]
        accounts = {person.user_id for person in people if person and person.user_id}
        return {office.role for office in offices if office}, accounts


class OfficeForm(DecidingForm):
    """A role that changes makes all holders something else."""

    def change(self, stored: Any, values: dict[str, Any]) -> tuple[set[str], set[int]]:
        """The role before and after, where it changes."""
        before, after = stored.role if stored else None, values.get("role")
        if stored is None or before == after:
            return set(), set()
        accounts = stored.appointments.values_list("person__user_id", flat=True)
        return {str(before), str(after)}, {pk for pk in accounts if pk}


class PersonForm(DecidingForm):
    """Whose account acts for a person who decides."""

    def change(self, stored: Any, values: dict[str, Any]) -> tuple[set[str], set[int]]:
        """The person's roles, where the account changes."""
        before, after = stored.user_id if stored else None, getattr(values.get("user"), "pk", None)
        if stored is None or before == after:
            return set(), set()
        return roles_of(stored.pk), {pk for pk in (before, after) if pk}


class UnitForm(DecidingForm):
    """Who answers for a unit besides its head."""

    def change(self, stored: Any, values: dict[str, Any]) -> tuple[set[str], set[int]]:
        """The supervising Deputy Director, before and after, and the unit above."""
        before = (stored.supervisor_id, stored.parent_id) if stored else (None, None)
        supervisor, parent = values.get("supervisor"), values.get("parent")
        if stored is None or before == (getattr(supervisor, "pk", None), getattr(parent, "pk", None)):
            return set(), set()
        people = [stored.supervisor, supervisor]
        return {"deputy_director"}, {person.user_id for person in people if person and person.user_id}


def concerned_by_removal(instance: Any) -> tuple[set[str], set[int]]:
    """Roles and accounts that the deletion of a register's row would touch."""
    from .models import Appointment, Person

    if isinstance(instance, Appointment):
        return {instance.office.role}, {pk for pk in [instance.person.user_id] if pk}
    if isinstance(instance, Person):
        return roles_of(instance.pk), {pk for pk in [instance.user_id] if pk}
    return set(), set()


def decides(user: Any) -> bool:
    """Whether the account is that of a person who holds an office that decides, now or later."""
    person = getattr(user, "person", None)
    return bool(person and DECIDING_ROLES & roles_of(person.pk))
