"""Groups follow appointments, and nothing else."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from organization.models import Appointment, Unit
from organization.rules import (
    ADMINISTRATORS,
    APPROVERS,
    DERIVED_GROUPS,
    EDITORS,
    GROUPS_BY_ROLE,
    change_of_groups,
    groups_for_roles,
)
from tests.factories import appoint, make_unit, make_user

roles = st.sets(st.sampled_from(sorted(GROUPS_BY_ROLE)))
names = st.sets(st.sampled_from([*sorted(DERIVED_GROUPS), "Bạn đọc"]))


@given(names, roles)
def test_after_the_change_derived_groups_are_what_the_roles_give(current, held):
    add, remove = change_of_groups(current, held)
    after = (current | add) - remove
    assert after & DERIVED_GROUPS == groups_for_roles(held)
    assert after - DERIVED_GROUPS == current - DERIVED_GROUPS


def group_names(user):
    return set(user.groups.values_list("name", flat=True))


@pytest.mark.django_db
class TestSync:
    def test_an_appointment_gives_its_groups(self):
        assert group_names(make_user("staff")) == {EDITORS}
        assert group_names(make_user("board_head")) == {EDITORS, APPROVERS}
        assert group_names(make_user("network_administrator")) == {ADMINISTRATORS}
        assert group_names(make_user()) == set()

    def test_the_end_of_an_appointment_takes_them(self):
        user = make_user("board_head")
        Appointment.objects.filter(person__user=user).get().delete()
        assert group_names(user) == set()

    def test_groups_added_by_hand_do_not_stay(self):
        user = make_user("staff")
        user.groups.add(Group.objects.get(name=APPROVERS))
        call_command("sync_groups")
        assert group_names(user) == {EDITORS}

    def test_appointments_begin_and_end_by_date(self):
        today = timezone.localdate()
        user = make_user()
        appoint(
            user,
            "staff",
            starts_on=today + datetime.timedelta(days=2),
            ends_on=today + datetime.timedelta(days=3),
        )
        seen = []
        for days in range(5):
            with time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False):
                call_command("sync_groups")
                seen.append(group_names(user))
        assert seen == [set(), set(), {EDITORS}, {EDITORS}, set()]

    def test_an_account_linked_later_gets_them(self):
        user = make_user("staff")
        person, other = user.person, make_user()
        person.user = other
        person.save()
        assert group_names(other) == {EDITORS}
        assert group_names(user) == set()


@pytest.mark.django_db
def test_a_unit_does_not_stand_below_itself():
    above = make_unit()
    below = make_unit(parent=above)
    above.parent = below
    with pytest.raises(ValidationError):
        above.full_clean()
    assert Unit.objects.get(pk=above.pk).parent is None


@pytest.mark.django_db
def test_an_appointment_does_not_end_before_it_begins():
    appointment = appoint(make_user(), "staff")
    appointment.ends_on = appointment.starts_on - datetime.timedelta(days=1)
    with pytest.raises(ValidationError):
        appointment.full_clean()
