"""Forms of the registers from which approvers follow: what would make or unmake one is not everybody's to write."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.refusals import Refused

from .rules import DECIDING_ROLES, LEADING_ROLES, may_change_offices


def leaders_today() -> frozenset[int]:
    """Accounts of the Directors and Heads of the board in office today, of those that are not locked."""
    from .models import Appointment

    held = Appointment.objects.today().filter(office__role__in=LEADING_ROLES, person__user__is_active=True)
    return frozenset(held.values_list("person__user_id", flat=True))


def was_ever_led() -> bool:
    """Whether a Director or Head of the board was ever recorded: past, future and locked ones count.

    Read from what is there: only who is in office removes such an appointment, never their own, so the last
    one stays.
    """
    from .models import Appointment

    return Appointment.objects.filter(office__role__in=LEADING_ROLES).exists()


def roles_of(person_id: int | None) -> set[str]:
    """Roles that a person holds, held or will hold."""
    from .models import Appointment

    if person_id is None:
        return set()
    return set(Appointment.objects.filter(person_id=person_id).values_list("office__role", flat=True))


def require_right(user: Any, roles: set[str], concerned: set[int]) -> None:
    """Raise `PermissionDenied`, saying whom to ask, unless `may_change_offices`. `user` may be None: nobody."""
    leaders, account = leaders_today(), getattr(user, "pk", None)
    if may_change_offices(account, roles, concerned, leaders, ever_led=was_ever_led()):
        return
    if account in concerned:
        reason = _(
            "Nobody records, changes or deletes their own appointments, nor links their own account. Ask the "
            "Director or the Head of the board; where publication is not decided, another administrator will do."
        )
    else:
        reason = _(
            "Who decides about publication is recorded by the Director or the Head of the board, "
            "and never by the person concerned. Ask one of them to make this change."
        )
    if not leaders - {account}:
        reason += " " + _(
            "Nobody else is in office as one of them today: ask whoever operates the server to record somebody "
            "by the command “manage.py appoint”."
        )
    raise Refused(reason)


class DecidingForm(WagtailAdminModelForm):
    """Refuses a change of who decides to those who may not make it; what was typed stays, the record has it."""

    def clean(self) -> dict[str, Any]:
        """Look at the row as it is stored and as it would be."""
        values = super().clean() or {}
        stored = type(self.instance).objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        if stored is None or self.changed_data:
            try:
                require_right(self.for_user, *self.change(stored, values))
            except Refused as refusal:
                raise ValidationError(str(refusal)) from refusal
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
        """The person's roles, none for a new one, where the account changes."""
        before, after = stored.user_id if stored else None, getattr(values.get("user"), "pk", None)
        if before == after:
            return set(), set()
        return roles_of(stored.pk if stored else None), {pk for pk in (before, after) if pk}


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
    from .models import Appointment

    lasting = Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())
    held = Appointment.objects.filter(lasting, person__user=user, office__role__in=DECIDING_ROLES)
    return held.exists()


def office_holders(users: Any) -> list[Any]:
    """Those of these accounts whose person holds, held or will hold any office."""
    from .models import Appointment

    held = Appointment.objects.filter(person__user__in=users).values_list("person__user_id", flat=True)
    known = set(held)
    return [user for user in users if user.pk in known]
