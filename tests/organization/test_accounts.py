"""Accounts: a network administrator makes them, and gives nobody rights by hand."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from organization.rules import APPROVERS
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = make_user("network_administrator")
    client.force_login(user)
    return user


def post(client, url, user, **values):
    return client.post(
        url,
        {
            "username": user.username,
            "email": "moi@example.com",
            "first_name": "Văn",
            "last_name": "Nguyễn",
            "is_active": "on",
            **values,
        },
    )


def test_rights_posted_by_hand_are_ignored(client, administrator):
    other = make_user("staff")
    approvers = Group.objects.get(name=APPROVERS)
    for user in (administrator, other):
        groups = set(user.groups.values_list("name", flat=True))
        url = reverse("wagtailusers_users:edit", args=[user.pk])
        post(client, url, user, is_superuser="on", groups=[approvers.pk])
        user.refresh_from_db()
        assert not user.is_superuser
        assert set(user.groups.values_list("name", flat=True)) == groups
    other.refresh_from_db()
    assert other.email == "moi@example.com"


def test_a_new_account_has_no_rights(client, administrator):
    new = get_user_model()(username="moi")
    password = {"password1": "Mat-khau-dai-9", "password2": "Mat-khau-dai-9"}
    approvers = Group.objects.get(name=APPROVERS)
    url = reverse("wagtailusers_users:add")
    post(client, url, new, is_superuser="on", groups=[approvers.pk], **password)
    made = get_user_model().objects.get(username="moi")
    assert not made.is_superuser
    assert not made.groups.exists()
