"""Reminders, lateness and escalation of real work, once each."""

import datetime

import pytest
from django.core.management import call_command

from editorial.models import Item, Notification
from editorial.reminding import remind
from editorial.submission import submit
from tests.editorial.chains import FULL, set_chain
from tests.factories import draft_page, home_page, make_department, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return make_department()


@pytest.fixture
def item(department):
    set_chain(home_page(), **FULL)
    return submit(draft_page(department.author, owning_unit=department.unit), department.author)


def at(item, hours):
    """A moment so many hours after the stage began; it has eight."""
    return item.entered_at + datetime.timedelta(hours=hours)


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("user_id", flat=True))


def test_nothing_before_three_quarters_of_the_time(item):
    assert not remind(at(item, 5.9))


def test_a_reminder_to_those_who_decide_once(item, department):
    assert remind(at(item, 6)) == {"reminder": 1}
    assert not remind(at(item, 7))
    assert told("reminder") == {department.unit_head.pk}


def test_lateness_to_those_who_decide_and_the_author(item, department):
    remind(at(item, 6))
    assert remind(at(item, 8)) == {"overdue": 1}
    assert not remind(at(item, 15))
    assert told("overdue") == {department.unit_head.pk, department.author.pk}


def test_escalation_to_the_next_stage_once(item):
    member = make_user("board_member")
    remind(at(item, 8))
    assert remind(at(item, 16)) == {"escalated": 1}
    assert not remind(at(item, 100))
    assert told("escalated") == {member.pk}


def test_escalation_of_the_last_stage_to_the_leaders(department):
    item = submit(draft_page(department.author), department.author)
    assert remind(at(item, 48)) == {"overdue": 1, "escalated": 1}
    assert told("escalated") == {department.director.pk, department.deputy.pk}


def test_what_was_returned_or_ended_reminds_nobody(item):
    for status in (Item.Status.RETURNED, Item.Status.APPROVED, Item.Status.RECALLED):
        Item.objects.update(status=status)
        assert not remind(at(item, 1000))


def test_the_command(item, capsys):
    Item.objects.update(due_at=item.entered_at - datetime.timedelta(hours=1))
    call_command("remind")
    assert "overdue: 1" in capsys.readouterr().out
    call_command("remind")
    assert capsys.readouterr().out == ""
