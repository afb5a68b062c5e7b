"""The command `appoint`: a leader from the server, where nobody in office is left to record one."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from core.models import RecordEntry
from organization.appointing import UNIT_KINDS
from organization.deciding_offices import leaders_today
from organization.models import Appointment, Office, Person, Unit
from organization.rules import LEADING_ROLES
from tests.factories import make_department, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    return {kind: make_unit(kind=kind, code=f"don-vi-{kind}") for kind in ("department", "board")}


@pytest.fixture
def user():
    user = make_user()
    Person.objects.create(name="Trần Thị Bình", code="binh", user=user)
    return user


def appoint(*arguments, reason="Nhiệm kỳ đã hết"):
    out = StringIO()
    call_command("appoint", *arguments, f"--reason={reason}", stdout=out)
    return out.getvalue()


def held():
    rows = Appointment.objects.values_list(
        "person__user__username", "office__role", "unit__code", "starts_on"
    )
    return list(rows.order_by("pk"))


def test_the_roles_are_those_that_lead():
    assert UNIT_KINDS.keys() == LEADING_ROLES


@pytest.mark.parametrize(("role", "kind"), sorted(UNIT_KINDS.items()))
def test_it_appoints_from_today_makes_the_office_and_is_recorded(units, user, role, kind):
    today = timezone.localdate()
    said = appoint(user.username, role)
    assert held() == [(user.username, role, f"don-vi-{kind}", today)]
    assert said.startswith("Appointed: Trần Thị Bình")
    assert leaders_today() == {user.pk}
    assert set(user.groups.values_list("name", flat=True)) == {"Editors", "Approvers"}
    entry = RecordEntry.objects.get(action="organization.appoint")
    assert (entry.actor_id, entry.object_type) == (None, "organization.appointment")
    assert entry.title.startswith("Trần Thị Bình")
    assert entry.details == {
        "role": role,
        "unit": units[kind].name,
        "from": today.isoformat(),
        "reason": "Nhiệm kỳ đã hết",
    }


@pytest.mark.parametrize("day", [[], ["--from=2020-02-03"], ["--from=2099-02-03"]])
def test_the_second_run_changes_nothing(units, user, day):
    appoint(user.username, "director", *day)
    before, entries = held(), RecordEntry.objects.count()
    said = appoint(user.username, "director", *day)
    assert said.startswith("Nothing to do")
    assert (held(), RecordEntry.objects.count(), Office.objects.count()) == (before, entries, 1)


def test_a_term_that_ended_is_followed_by_a_new_one(client, units):
    department = make_department()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Appointment.objects.filter(office__role__in=LEADING_ROLES).update(ends_on=yesterday)
    assert leaders_today() == set()
    appoint(department.director.username, "director")
    assert leaders_today() == {department.director.pk}
    client.force_login(department.director)
    data = {
        "person": department.head.person.pk,
        "office": Office.objects.get(role="board_head").pk,
        "unit": units["board"].pk,
        "starts_on": timezone.localdate().isoformat(),
        "ends_on": "",
    }
    client.post(reverse("wagtailsnippets_organization_appointment:add"), data)
    assert leaders_today() == {department.director.pk, department.head.pk}


def test_an_office_and_a_unit_that_are_there_are_taken(units, user):
    office = Office.objects.create(code="giam-doc", name="Giám đốc Sở", role="director", rank=1)
    Office.objects.create(code="quyen-giam-doc", name="Quyền Giám đốc", role="director", rank=2)
    unit = make_unit(code="chi-cuc")
    appoint(user.username, "director", "--unit=chi-cuc", "--from=2026-01-05")
    appointment = Appointment.objects.get()
    assert (appointment.office, appointment.unit) == (office, unit)
    assert appointment.starts_on == datetime.date(2026, 1, 5)


def test_a_code_that_is_taken_is_left_alone(units, user):
    Office.objects.create(code="director", name="Khác", role="staff")
    appoint(user.username, "director")
    assert Office.objects.get(role="director").code == "director-2"
    assert Office.objects.get(code="director").role == "staff"


@pytest.mark.parametrize(
    ("arguments", "reason", "text"),
    [
        (["khong-co", "director"], "x", "no account khong-co"),
        (["khoa", "director"], "x", "is locked"),
        (["khong-nguoi", "director"], "x", "Organization › People"),
        (["co", "director", "--unit=khong-co"], "x", "no unit with the code"),
        (["co", "director"], "  ", "reason"),
        (["co", "staff"], "x", "invalid choice"),
        (["co", "network_administrator"], "x", "invalid choice"),
        (["co", "director", "--from=hom-nay"], "x", "--from"),
    ],
)
def test_what_is_missing_is_said_and_nothing_changes(units, arguments, reason, text):
    for name, active in (("khoa", False), ("co", True)):
        account = make_user(username=name, is_active=active)
        Person.objects.create(name=name, code=name, user=account)
    make_user(username="khong-nguoi")
    with pytest.raises(CommandError, match=text):
        appoint(*arguments, reason=reason)
    assert (held(), Office.objects.count()) == ([], 0)


def test_the_reason_is_asked_for(units, user):
    with pytest.raises(CommandError, match="--reason"):
        call_command("appoint", user.username, "director")


@pytest.mark.parametrize("number", [0, 2])
def test_which_unit_is_asked_for_where_several_are_possible(user, number):
    for _time in range(number):
        make_unit(kind=Unit.Kind.BOARD)
    with pytest.raises(CommandError, match="--unit CODE"):
        appoint(user.username, "board_head")
    assert not Office.objects.exists()
