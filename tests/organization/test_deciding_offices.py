"""Who decides is recorded by the Director or the Head, never by the person concerned."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from organization.models import Appointment, Office, Person
from organization.rules import DECIDING_ROLES, may_change_deciders
from tests.factories import make_department, make_user

ids = st.sets(st.integers(1, 5))


@given(st.integers(1, 5), st.sampled_from(sorted(DECIDING_ROLES)), ids, ids)
def test_two_persons_always(user, role, concerned, leaders):
    allowed = may_change_deciders(user, [role], concerned, leaders)
    assert allowed == (not leaders or (user in leaders and user not in concerned))
    assert may_change_deciders(user, ["staff"], concerned, leaders)


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


@pytest.mark.parametrize("role", ["superuser", "network_administrator"])
@pytest.mark.parametrize("office", sorted(DECIDING_ROLES))
def test_no_administrator_appoints_themselves_or_a_friend(department, client, role, office):
    attacker, friend = getattr(department, role), make_user()
    client.force_login(attacker)
    before = Appointment.objects.count()
    for user in (attacker, friend):
        data = appointment_data(person_of(user), office, department.unit)
        response = client.post(reverse("wagtailsnippets_organization_appointment:add"), data)
        assert response.status_code == 200
    assert Appointment.objects.count() == before


def test_other_offices_are_the_administrator_s_to_record(department, client):
    client.force_login(department.network_administrator)
    data = appointment_data(person_of(make_user()), "staff", department.unit)
    client.post(reverse("wagtailsnippets_organization_appointment:add"), data)
    assert Appointment.objects.filter(office__role="staff").count() == 2


def test_the_head_s_appointment_role_account_and_deletion(department, client):
    client.force_login(department.superuser)
    head = department.head.person
    appointment, office = head.appointments.get(), Office.objects.get(code="staff")
    client.post(
        reverse("wagtailsnippets_organization_appointment:edit", args=[appointment.pk]),
        appointment_data(person_of(department.superuser), "board_head", appointment.unit),
    )
    client.post(
        reverse("wagtailsnippets_organization_office:edit", args=[office.pk]),
        {
            "name": "staff",
            "code": "staff",
            "role": "board_head",
            "rank": 1,
            "translated_names-TOTAL_FORMS": 0,
            "translated_names-INITIAL_FORMS": 0,
        },
    )
    client.post(
        reverse("wagtailsnippets_organization_person:edit", args=[head.pk]),
        {"name": head.name, "code": head.code, "user": department.superuser.pk, "email": "", "phone": ""},
    )
    client.post(reverse("wagtailsnippets_organization_appointment:delete", args=[appointment.pk]))
    url = reverse("wagtail_bulk_action", args=["organization", "appointment", "delete"])
    client.post(f"{url}?id={appointment.pk}")
    head.refresh_from_db()
    assert head.user == department.head
    assert Office.objects.get(code="staff").role == "staff"
    assert Appointment.objects.get(pk=appointment.pk).person == head


def test_the_director_records_it(department, client):
    client.force_login(department.director)
    Appointment.objects.filter(person__user=department.director)
    data = appointment_data(person_of(make_user()), "board_deputy", department.unit)
    response = client.post(reverse("wagtailsnippets_organization_appointment:add"), data)
    assert response.status_code in (302, 403)


@pytest.mark.parametrize("role", ["superuser", "network_administrator"])
def test_nobody_sets_the_password_or_address_of_one_who_decides(department, client, role):
    client.force_login(getattr(department, role))
    head = department.head
    before = head.password
    client.post(
        reverse("wagtailusers_users:edit", args=[head.pk]),
        {
            "username": "cuop",
            "email": "cuop@example.com",
            "first_name": "A",
            "last_name": "B",
            "is_active": "on",
            "password1": "Mat-khau-dai-9",
            "password2": "Mat-khau-dai-9",
        },
    )
    stored = get_user_model().objects.get(pk=head.pk)
    assert (stored.password, stored.email, stored.username) == (before, head.email, head.username)
