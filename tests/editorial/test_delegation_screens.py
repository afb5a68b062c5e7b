"""Naming a delegate and ending it: by the Head alone, also by direct post."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from editorial.delegating import sections_overlap
from editorial.models import Delegation, Notification
from editorial.people import load_offices
from organization.models import Appointment
from tests.factories import home_page, make_department, make_user, published_section

pytestmark = pytest.mark.django_db
URL = "approval_delegations"


@pytest.fixture
def department():
    return make_department()


@pytest.fixture
def board_deputy():
    return make_user("board_deputy")


def text(moment):
    return timezone.localtime(moment, timezone.get_default_timezone()).strftime("%Y-%m-%d %H:%M")


def name(client, by, delegate, hours=(0, 48), **values):
    client.force_login(by)
    now = timezone.now()
    start, end = (text(now + datetime.timedelta(hours=number)) for number in hours)
    data = {"delegate": delegate.pk, "starts_at": start, "ends_at": end, "reason": "Đi công tác", **values}
    return client.post(reverse(URL), data)


def errors(response):
    return " ".join(" ".join(some) for some in response.context["form"].errors.values())


def test_the_head_names_a_deputy_who_acts_and_is_told(client, department, board_deputy):
    assert name(client, department.head, board_deputy).status_code == 302
    assert board_deputy.pk in load_offices().acting_heads(home_page().path)
    assert Notification.objects.get(user=board_deputy).kind == "delegated"
    page = client.get(reverse(URL)).content.decode()
    assert str(board_deputy.person) in page


@pytest.mark.parametrize(
    "role", ["superuser", "author", "unit_head", "director", "deputy", "network_administrator", "delegate"]
)
def test_nobody_else_names_one(client, department, board_deputy, role):
    if role == "delegate":
        name(client, department.head, board_deputy)
        before, who = 1, board_deputy
    else:
        before, who = 0, getattr(department, role)
    name(client, who, department.deputy, hours=(100, 200))
    assert Delegation.objects.count() == before


@pytest.mark.parametrize("role", ["author", "unit_head", "network_administrator", "superuser", "head"])
def test_only_a_deputy_or_a_leader_is_named(client, department, role):
    response = name(client, department.head, getattr(department, role))
    assert "delegate" in response.context["form"].errors
    assert not Delegation.objects.exists()


def test_a_past_end_and_an_end_before_the_beginning(client, department, board_deputy):
    assert errors(name(client, department.head, board_deputy, hours=(-5, -1)))
    assert errors(name(client, department.head, board_deputy, hours=(5, 4)))
    assert not Delegation.objects.exists()


def test_nothing_holds_before_it_was_named(client, department, board_deputy):
    name(client, department.head, board_deputy, hours=(-100, 10))
    delegation = Delegation.objects.get()
    assert timezone.now() - delegation.starts_at < datetime.timedelta(minutes=1)


def test_overlaps_of_the_same_sections_are_refused(client, department, board_deputy):
    section = published_section(department)
    inner = published_section(department)
    name(client, department.head, board_deputy, hours=(0, 48), sections=[section.pk])
    assert errors(name(client, department.head, department.deputy, hours=(24, 72)))
    assert errors(name(client, department.head, department.deputy, hours=(24, 72), sections=[section.pk]))
    assert name(client, department.head, department.deputy, (24, 72), sections=[inner.pk]).status_code == 302
    assert (
        name(client, department.head, department.deputy, (48.1, 72), sections=[section.pk]).status_code == 302
    )


def test_sections_below_one_another_overlap():
    assert sections_overlap(["00010001"], ["000100010002"])
    assert sections_overlap(None, ["0001"])
    assert not sections_overlap(["00010001"], ["00010002"])


def test_the_head_ends_it_and_may_name_again(client, department, board_deputy):
    name(client, department.head, board_deputy)
    client.post(reverse("approval_delegation_end", args=[Delegation.objects.get().pk]))
    assert board_deputy.pk not in load_offices().acting_heads(home_page().path)
    assert name(client, department.head, department.deputy).status_code == 302
    assert len(client.get(reverse(URL)).context["past"]) == 1


@pytest.mark.parametrize(
    "role", ["superuser", "author", "director", "deputy", "network_administrator", "delegate", "other_head"]
)
def test_nobody_else_ends_it(client, department, board_deputy, role):
    name(client, department.head, board_deputy)
    who = {"delegate": board_deputy, "other_head": make_user("board_head")}.get(role) or getattr(
        department, role
    )
    client.force_login(who)
    client.post(reverse("approval_delegation_end", args=[Delegation.objects.get().pk]))
    assert Delegation.objects.get().ended_at is None


def test_reading_the_button_ends_nothing(client, department, board_deputy):
    name(client, department.head, board_deputy)
    client.get(reverse("approval_delegation_end", args=[Delegation.objects.get().pk]))
    assert Delegation.objects.get().ended_at is None


def test_a_head_who_left_names_and_ends_nobody(client, department, board_deputy):
    name(client, department.head, board_deputy)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Appointment.objects.filter(person__user=department.head).update(ends_on=yesterday)
    assert board_deputy.pk not in load_offices().acting_heads(home_page().path)
    client.post(reverse("approval_delegation_end", args=[Delegation.objects.get().pk]))
    assert Delegation.objects.get().ended_at is None
    name(client, department.head, department.deputy, hours=(100, 200))
    assert Delegation.objects.count() == 1


def test_times_are_those_of_the_site_whatever_the_persons_own(client, department, board_deputy):
    UserProfile.objects.update_or_create(
        user=department.head, defaults={"current_time_zone": "America/New_York"}
    )
    with time_machine.travel("2026-11-23T01:00:00Z", tick=False):
        values = {"starts_at": "2026-11-23 10:00", "ends_at": "2026-11-23 18:00"}
        name(client, department.head, board_deputy, **values)
        page = client.get(reverse(URL)).content.decode()
    assert Delegation.objects.get().starts_at == datetime.datetime(2026, 11, 23, 3, tzinfo=datetime.UTC)
    assert "10:00 23/11/2026" in page


def test_without_an_office_nobody_sees_who_acts_for_whom(client, department):
    client.force_login(department.superuser)
    assert client.get(reverse(URL)).status_code in (302, 403)
