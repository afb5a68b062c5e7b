"""Units, people, appointments and one account per role."""

from typing import Any

from django.contrib.auth import get_user_model

from organization.groups import sync_groups
from organization.models import Appointment, Office, OfficeName, Person, Unit, UnitName

from .content import read

DEMO_PASSWORD = "trang-so-demo"  # noqa: S105


def load_organization() -> None:
    """Make or update what `organization.toml` says; runs twice without harm."""
    content = read("organization.toml")
    for entry in content["offices"]:
        load_office(entry)
    for entry in content["people"]:
        Person.objects.update_or_create(
            code=entry["code"],
            defaults={"name": entry["name"], "email": entry["email"], "phone": entry["phone"]},
        )
    for entry in content["units"]:
        load_unit(entry)
    for entry in content["appointments"]:
        load_appointment(entry)
    for entry in content["accounts"]:
        load_account(entry)
    sync_groups()


def load_office(entry: dict[str, Any]) -> None:
    """One office; its code is its role."""
    office, _created = Office.objects.update_or_create(
        code=entry["code"],
        defaults={"name": entry["name"], "role": entry["code"], "rank": entry["rank"]},
    )
    OfficeName.objects.update_or_create(owner=office, language="en", defaults={"name": entry["name_en"]})


def load_unit(entry: dict[str, Any]) -> None:
    """One unit; its parent stands before it in the file."""
    parent = Unit.objects.filter(code=entry.get("parent", "")).first()
    supervisor = Person.objects.filter(code=entry.get("supervisor", "")).first()
    unit, _created = Unit.objects.update_or_create(
        code=entry["code"],
        defaults={
            "name": entry["name"],
            "kind": entry["kind"],
            "parent": parent,
            "supervisor": supervisor,
            "position": entry.get("order", 0),
            "functions": entry.get("functions", ""),
        },
    )
    UnitName.objects.update_or_create(
        owner=unit,
        language="en",
        defaults={"name": entry["name_en"], "functions": entry.get("functions_en", "")},
    )


def load_appointment(entry: dict[str, Any]) -> None:
    """One appointment, past or present."""
    Appointment.objects.update_or_create(
        person=Person.objects.get(code=entry["person"]),
        office=Office.objects.get(code=entry["office"]),
        unit=Unit.objects.get(code=entry["unit"]),
        starts_on=entry["start"],
        defaults={"ends_on": entry.get("end")},
    )


def load_account(entry: dict[str, Any]) -> None:
    """One account with the demo's password, linked to its person."""
    user, created = get_user_model().objects.get_or_create(username=entry["username"])
    if created:
        user.set_password(DEMO_PASSWORD)
        user.save()
    person = Person.objects.get(code=entry["person"])
    if person.user_id != user.pk:
        person.user = user
        person.save()
