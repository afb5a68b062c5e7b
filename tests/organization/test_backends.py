"""Permissions come from groups alone; the account comes with what every page of the admin asks of it."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from organization.backends import OfficeBackend
from tests.factories import grant, make_user

pytestmark = pytest.mark.django_db


def test_what_is_given_by_hand_has_no_effect(client: Client) -> None:
    user = make_user()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert client.get(reverse("wagtailadmin_home")).status_code == 302
    grant(user, "access_admin")
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_nobody_who_may_not_sign_in() -> None:
    user = make_user(is_active=False)
    assert OfficeBackend().get_user(user.pk) is None
    assert OfficeBackend().get_user(0) is None
