"""Appointing a Director or Head of the board from the server, where nobody in office is left to do it (R20, R21)."""

import datetime
from itertools import chain, count
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from core.record import write

from .models import Appointment, Office, Person, Unit

APPOINTED = "organization.appoint"
UNIT_KINDS = {"director": Unit.Kind.DEPARTMENT, "board_head": Unit.Kind.BOARD}
"""Roles that are recorded in this way, and the kind of unit that the office belongs to."""


class NotAppointed(Exception):
    """Says what is missing, and what to do about it."""


@transaction.atomic
def appoint(
    username: str, role: str, *, unit: str = "", starts_on: datetime.date | None = None, reason: str
) -> tuple[Appointment, bool]:
    """The appointment, and whether it is new: who holds it already, without an end, is not appointed again.

    `unit`: a code, by default the only unit of the kind that the role belongs to. `starts_on`: by default today.
    Makes the office where there is none of the role, and writes to the record. Raises `NotAppointed` where
    reason, account, person or unit is missing.
    """
    if not reason.strip():
        raise NotAppointed("Give the reason: the record keeps it.")
    day = starts_on or timezone.localdate()
    person, place = person_of(username), unit_of(role, unit)
    office = office_of(role)
    held = Appointment.objects.filter(
        person=person, office__role=role, unit=place, starts_on__lte=day, ends_on=None
    ).first()
    if held is not None:
        return held, False
    appointment = Appointment.objects.create(person=person, office=office, unit=place, starts_on=day)
    details = {"role": role, "unit": place.name, "from": day.isoformat(), "reason": reason.strip()}
    write(APPOINTED, subject=appointment, details=details)
    return appointment, True


def person_of(username: str) -> Person:
    """Whose account this is; a person is never made here, since one without an account may be there already."""
    user: Any = get_user_model().objects.filter(username=username).first()
    if user is None:
        raise NotAppointed(f"There is no account {username}.")
    if not user.is_active:
        raise NotAppointed(f"The account {username} is locked. Unlock it first, under Settings › Users.")
    person = Person.objects.filter(user=user).first()
    if person is None:
        raise NotAppointed(
            f"The account {username} belongs to no person. Let somebody else than its owner record the person "
            "in the admin, under Organization › People, choose this account there, then call this again."
        )
    return person


def unit_of(role: str, code: str) -> Unit:
    """The unit with the code, else the only one of the kind that the role belongs to."""
    kind = UNIT_KINDS[role]
    found = list(Unit.objects.filter(code=code) if code else Unit.objects.filter(kind=kind))
    if len(found) == 1:
        return found[0]
    if code:
        raise NotAppointed(f"There is no unit with the code {code}.")
    raise NotAppointed(
        f"{len(found)} units are of the kind “{kind}”. Name one by --unit CODE; units are recorded in the admin, "
        "under Organization › Units."
    )


def office_of(role: str) -> Office:
    """The first office of the role by rank; made where there is none, named as the role is."""
    office = Office.objects.filter(role=role).first()
    if office is not None:
        return office
    codes = chain([role], (f"{role}-{number}" for number in count(2)))
    free = next(code for code in codes if not Office.objects.filter(code=code).exists())
    with override(settings.LANGUAGE_CODE):
        return Office.objects.create(code=free, name=str(Office.Role(role).label), role=role)
