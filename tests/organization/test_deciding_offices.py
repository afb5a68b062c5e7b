"""Who decides is recorded by the Director or the Head, never by the person concerned."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from hypothesis import given
from hypothesis import strategies as st

from core.models import RecordEntry
from organization.models import Appointment, Office, Person
from organization.rules import DECIDING_ROLES, GROUPS_BY_ROLE, may_change_offices
from tests.factories import make_department, make_user

OWN = gettext_noop(
    "Nobody records, changes or deletes their own appointments, nor links their own account. Ask the "
    "Director or the Head of the board; where publication is not decided, another administrator will do."
)
ids = st.sets(st.integers(1, 5))
roles = st.sets(st.sampled_from(sorted(GROUPS_BY_ROLE)))


@given(st.integers(1, 5), roles, ids, ids)
def test_two_persons_always_once_there_was_a_leader(user, roles, concerned, leaders):
    allowed = may_change_offices(user, roles, concerned, leaders, ever_led=True)
    assert allowed == (user not in concerned and (user in leaders or not roles & DECIDING_ROLES))
    assert may_change_offices(user, roles, concerned, (), ever_led=False)
    assert may_change_offices(None, roles, concerned, leaders, ever_led=True) == (not roles & DECIDING_ROLES)


@pytest.fixture
def department(db):
    return make_department()


def appointment_data(person, role, unit):
    office, _made = Office.objects.get_or_create(code=role, defaults={"name": role, "role": role})
    return {
        "person": person.pk,
        "office": office.pk,
        "unit": unit.pk,
        "starts_on": "2026-01-01",
        "ends_on": "",
    }


def person_of(user):
    return Person.objects.get_or_create(user=user, defaults={"name": user.username, "code": f"p-{user.pk}"})[
        0
    ]


def add(client, person, role, unit):
    data = appointment_data(person, role, unit)
    return client.post(reverse("wagtailsnippets_organization_appointment:add"), data)


def link(client, person, user):
    return client.post(
        reverse("wagtailsnippets_organization_person:edit", args=[person.pk]),
        {"name": person.name, "code": person.code, "user": user.pk if user else "", "email": "", "phone": ""},
    )


def set_role(client, office, role):
    return client.post(
        reverse("wagtailsnippets_organization_office:edit", args=[office.pk]),
        {
            "name": office.name,
            "code": office.code,
            "role": role,
            "rank": 1,
            "translated_names-TOTAL_FORMS": 0,
            "translated_names-INITIAL_FORMS": 0,
        },
    )


def reasons():
    entries = RecordEntry.objects.filter(action="refused").order_by("id")
    return [entry.details["reason"] for entry in entries]


@pytest.mark.parametrize("role", ["superuser", "network_administrator"])
@pytest.mark.parametrize("office", sorted(DECIDING_ROLES))
def test_no_administrator_appoints_themselves_or_a_friend(department, client, role, office):
    attacker, friend = getattr(department, role), make_user()
    client.force_login(attacker)
    before = Appointment.objects.count()
    for user in (attacker, friend):
        assert add(client, person_of(user), office, department.unit).status_code == 200
    assert Appointment.objects.count() == before
    assert len(reasons()) == 2


def test_other_offices_are_the_administrator_s_to_record(department, client):
    client.force_login(department.network_administrator)
    add(client, person_of(make_user()), "staff", department.unit)
    assert Appointment.objects.filter(office__role="staff").count() == 2


def test_the_head_s_appointment_role_account_and_deletion(department, client):
    client.force_login(department.superuser)
    head = department.head.person
    appointment, office = head.appointments.get(), Office.objects.get(code="staff")
    client.post(
        reverse("wagtailsnippets_organization_appointment:edit", args=[appointment.pk]),
        appointment_data(person_of(department.superuser), "board_head", appointment.unit),
    )
    set_role(client, office, "board_head")
    link(client, head, department.superuser)
    client.post(reverse("wagtailsnippets_organization_appointment:delete", args=[appointment.pk]))
    url = reverse("wagtail_bulk_action", args=["organization", "appointment", "delete"])
    client.post(f"{url}?id={appointment.pk}")
    head.refresh_from_db()
    assert head.user == department.head
    assert Office.objects.get(code="staff").role == "staff"
    assert Appointment.objects.get(pk=appointment.pk).person == head
    assert len(reasons()) == 5
    assert all(reasons())


def test_the_director_records_it(department, client):
    client.force_login(department.director)
    response = add(client, person_of(make_user()), "board_deputy", department.unit)
    assert response.status_code in (302, 403)


class TestNobodyLeft:
    """That nobody leads any more opens nothing: only on a new site does whoever has the permission record."""

    def lose(self, department, how):
        """The Head and the Director go."""
        for user in (department.head, department.director):
            if how == "locked":
                user.is_active = False
                user.save()
            elif how == "account gone":
                user.delete()
            else:
                yesterday = timezone.localdate() - datetime.timedelta(days=1)
                Appointment.objects.filter(person__user=user).update(ends_on=yesterday)

    @pytest.mark.parametrize("how", ["locked", "account gone", "ended"])
    @pytest.mark.parametrize("role", ["superuser", "network_administrator", "deputy"])
    @pytest.mark.parametrize("office", ["director", "board_head", "unit_head"])
    def test_nobody_appoints_themselves_or_a_friend(self, department, client, how, role, office):
        self.lose(department, how)
        attacker = getattr(department, role)
        client.force_login(attacker)
        before = Appointment.objects.count()
        for user in (attacker, make_user()):
            response = add(client, person_of(user), office, department.unit)
            assert "manage.py appoint" in response.content.decode()
        assert Appointment.objects.count() == before

    def test_locked_in_the_admin_by_the_one_who_wants_the_office(self, department, client):
        attacker = department.network_administrator
        client.force_login(attacker)
        url = reverse("wagtail_bulk_action", args=["auth", "user", "set_active_state"])
        client.post(f"{url}?id={department.head.pk}&id={department.director.pk}", {"mark_as_active": "False"})
        assert not get_user_model().objects.get(pk=department.head.pk).is_active
        add(client, attacker.person, "board_head", department.unit)
        assert Appointment.objects.filter(person__user=attacker).count() == 1

    def test_on_a_new_site_the_first_is_recorded_by_whoever_may(self, db, client):
        administrator, friend = make_user("network_administrator"), make_user("staff")
        unit = administrator.person.appointments.get().unit
        client.force_login(administrator)
        add(client, administrator.person, "unit_head", unit)
        add(client, friend.person, "director", unit)
        assert Appointment.objects.filter(office__role__in=DECIDING_ROLES).count() == 2
        add(client, administrator.person, "board_head", unit)
        assert not Appointment.objects.filter(office__role="board_head").exists()

    @pytest.mark.parametrize("day", ["2031-01-01", "2011-01-01"])
    def test_a_first_leader_of_another_time_closes_it_too(self, db, client, day):
        administrator, friend = make_user("network_administrator"), make_user("staff")
        unit = administrator.person.appointments.get().unit
        data = appointment_data(friend.person, "director", unit)
        first = {**data, "starts_on": day, "ends_on": day}
        client.force_login(administrator)
        client.post(reverse("wagtailsnippets_organization_appointment:add"), first)
        assert Appointment.objects.filter(office__role="director").count() == 1
        add(client, administrator.person, "board_head", unit)
        assert not Appointment.objects.filter(office__role="board_head").exists()


class TestOneself:
    """What concerns one's own account is another's to record, whatever the role and whoever one is."""

    WHO = ("network_administrator", "superuser", "head", "director", "deputy")

    @pytest.mark.parametrize("who", WHO)
    @pytest.mark.parametrize("role", sorted(GROUPS_BY_ROLE))
    def test_no_appointment_of_one_s_own(self, department, client, who, role):
        user = getattr(department, who)
        client.force_login(user)
        before = Appointment.objects.count()
        response = add(client, person_of(user), role, department.unit)
        assert Appointment.objects.count() == before
        assert response.status_code in (200, 302)
        assert len(reasons()) == 1

    def test_it_is_neither_changed_nor_deleted(self, department, client):
        user = department.network_administrator
        client.force_login(user)
        appointment = user.person.appointments.get()
        data = appointment_data(user.person, "network_administrator", appointment.unit)
        for values in (
            {"starts_on": "2019-01-01"},
            {"ends_on": "2099-01-01"},
            {"person": department.author.person.pk},
        ):
            url = reverse("wagtailsnippets_organization_appointment:edit", args=[appointment.pk])
            client.post(url, {**data, "starts_on": "2020-01-01", **values})
        user.is_superuser = True
        user.save()
        client.post(reverse("wagtailsnippets_organization_appointment:delete", args=[appointment.pk]))
        client.post(reverse("wagtailsnippets_organization_person:delete", args=[user.person.pk]))
        stored = Appointment.objects.get(pk=appointment.pk)
        assert (stored.person_id, stored.starts_on, stored.ends_on) == (
            appointment.person_id,
            appointment.starts_on,
            None,
        )
        assert len(reasons()) == 5

    def test_another_s_is_not_turned_into_one_s_own(self, department, client):
        user = department.network_administrator
        client.force_login(user)
        appointment = department.author.person.appointments.get()
        url = reverse("wagtailsnippets_organization_appointment:edit", args=[appointment.pk])
        client.post(url, appointment_data(user.person, "staff", appointment.unit))
        assert Appointment.objects.get(pk=appointment.pk).person == department.author.person

    def test_the_role_of_one_s_own_office(self, department, client):
        client.force_login(department.network_administrator)
        office = Office.objects.get(role="network_administrator")
        set_role(client, office, "staff")
        assert Office.objects.get(pk=office.pk).role == "network_administrator"
        other = Office.objects.create(code="x", name="x", role="staff")
        set_role(client, other, "unit_deputy")
        assert Office.objects.get(pk=other.pk).role == "unit_deputy"

    def test_the_link_of_one_s_own_account(self, department, client):
        user = department.network_administrator
        client.force_login(user)
        own, free = user.person, Person.objects.create(name="Trống", code="trong")
        link(client, own, None)
        assert Person.objects.get(pk=own.pk).user == user
        client.force_login(department.superuser)
        link(client, free, department.superuser)
        assert Person.objects.get(pk=free.pk).user is None
        data = {"name": "Mới", "code": "moi", "user": department.superuser.pk, "email": "", "phone": ""}
        client.post(reverse("wagtailsnippets_organization_person:add"), data)
        assert not Person.objects.filter(code="moi").exists()
        client.post(reverse("wagtailsnippets_organization_person:add"), {**data, "user": make_user().pk})
        assert Person.objects.filter(code="moi").exists()

    def test_the_message_says_whom_to_ask(self, department, client):
        client.force_login(department.network_administrator)
        response = add(client, department.network_administrator.person, "staff", department.unit)
        assert gettext(OWN) in response.content.decode()

    def test_the_page_that_asks_for_a_deletion_says_so_already(self, department, client):
        user = department.network_administrator
        user.is_superuser = True
        user.save()
        client.force_login(user)
        appointment = user.person.appointments.get()
        url = reverse("wagtailsnippets_organization_appointment:delete", args=[appointment.pk])
        response = client.get(url, follow=True)
        assert gettext(OWN) in response.content.decode()
        client.delete(url)
        assert Appointment.objects.filter(pk=appointment.pk).exists()
