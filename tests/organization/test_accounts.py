"""Accounts: a network administrator makes them, and gives nobody rights by hand."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from hypothesis import given
from hypothesis import strategies as st

from core.models import RecordEntry
from organization.models import Appointment
from organization.rules import APPROVERS, may_change_sign_in
from organization.users import closed_text
from tests.core.test_record_refusals import said
from tests.factories import appoint, make_department, make_user

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


@given(st.integers(1, 2), st.integers(1, 2), st.booleans(), st.booleans(), st.booleans())
def test_who_may_act_as_another(editor, account, decides, root, of_root):
    allowed = may_change_sign_in(
        editor, account, decides=decides, editor_is_superuser=root, account_is_superuser=of_root
    )
    assert allowed == (editor == account or (not decides and (root or not of_root)))


@pytest.fixture
def department():
    return make_department()


def state(user):
    stored = get_user_model().objects.get(pk=user.pk)
    return (stored.username, stored.email, stored.password)


def reasons():
    entries = RecordEntry.objects.filter(action="refused").order_by("id")
    return [entry.details["reason"] for entry in entries]


PASSWORD = {"password1": "Mat-khau-dai-9", "password2": "Mat-khau-dai-9"}
ATTEMPTS = [{"username": "cuop"}, {"email": "cuop@example.com"}, PASSWORD]


class TestSignIn:
    """Who sets how another signs in can act as that person."""

    WHO = ("network_administrator", "superuser", "head", "director")

    def edit(self, client, user, **values):
        url = reverse("wagtailusers_users:edit", args=[user.pk])
        return post(client, url, user, **{"email": user.email, **values})

    @pytest.mark.parametrize("values", ATTEMPTS)
    @pytest.mark.parametrize("of", ["head", "director", "deputy", "unit_head"])
    @pytest.mark.parametrize("who", WHO)
    def test_of_one_who_decides_it_is_the_person_s_alone(self, department, client, who, of, values):
        user, editor = getattr(department, of), getattr(department, who)
        if user == editor:
            return
        if not editor.is_superuser:
            appoint(editor, "network_administrator")
        client.force_login(editor)
        before = state(user)
        response = self.edit(client, user, **values)
        assert state(user) == before
        assert reasons()[-1] == closed_text()
        assert reasons()[-1] in said(response)[-1]

    def test_of_one_who_will_decide(self, department, client):
        later = make_user("staff")
        appoint(later, "unit_head", starts_on="2099-01-01")
        client.force_login(department.network_administrator)
        before = state(later)
        self.edit(client, later, **PASSWORD)
        assert state(later) == before

    def test_of_one_who_decided_once_it_is_the_administrator_s_again(self, department, client):
        former = make_user("staff")
        appoint(former, "unit_head", ends_on="2021-01-01")
        client.force_login(department.network_administrator)
        self.edit(client, former, email="moi@example.com")
        assert state(former)[1] == "moi@example.com"

    @pytest.mark.parametrize("values", ATTEMPTS)
    def test_of_a_superuser_it_is_superusers_alone(self, department, client, values):
        root = get_user_model().objects.create_superuser("goc", "goc@example.com", "secret")
        client.force_login(department.network_administrator)
        before = state(root)
        self.edit(client, root, **values)
        assert state(root) == before
        client.force_login(department.superuser)
        self.edit(client, root, **values)
        assert state(root) != before

    def test_one_s_own(self, department, client):
        appoint(department.head, "network_administrator")
        client.force_login(department.head)
        self.edit(client, department.head, email="moi@example.com")
        assert state(department.head)[1] == "moi@example.com"

    @pytest.mark.parametrize("of", ["head", "director", "superuser", "author"])
    def test_a_stolen_account_is_locked_at_once(self, department, client, of):
        client.force_login(department.network_administrator)
        user = getattr(department, of)
        if not user.email:
            user.email = "goc@example.com"
            user.save()
        before = state(user)
        self.edit(client, user, is_active="")
        assert not get_user_model().objects.get(pk=user.pk).is_active
        assert state(user) == before
        assert reasons() == []

    def test_an_account_is_not_copied(self):
        """A post there would go into the account that is copied."""
        with pytest.raises(NoReverseMatch):
            reverse("wagtailusers_users:copy", args=[1])


class TestDeletion:
    """What somebody in office did must stay theirs."""

    def delete(self, client, *users, bulk):
        if not bulk:
            return client.post(reverse("wagtailusers_users:delete", args=[users[0].pk]))
        url = reverse("wagtail_bulk_action", args=["auth", "user", "delete"])
        return client.post(f"{url}?{'&'.join(f'id={user.pk}' for user in users)}")

    @pytest.mark.parametrize("bulk", [False, True])
    @pytest.mark.parametrize("of", ["head", "director", "author", "network_administrator", "former"])
    def test_who_holds_or_held_an_office_keeps_the_account(self, department, client, of, bulk):
        department.former = make_user("staff")
        Appointment.objects.filter(person__user=department.former).update(ends_on="2021-01-01")
        user, other = getattr(department, of), make_user()
        client.force_login(department.superuser)
        response = self.delete(client, user, other, bulk=bulk)
        assert get_user_model().objects.filter(pk__in=[user.pk, other.pk]).count() == 2
        assert user.username in reasons()[-1]
        assert "“Active”" in said(response)[-1]

    def test_the_page_that_asks_says_so_already(self, department, client):
        client.force_login(department.superuser)
        url = reverse("wagtailusers_users:delete", args=[department.author.pk])
        response = client.get(url)
        assert response.url == reverse("wagtailusers_users:edit", args=[department.author.pk])
        assert "“Active”" in said(response)[-1]
        client.delete(url)
        assert get_user_model().objects.filter(pk=department.author.pk).exists()

    @pytest.mark.parametrize("bulk", [False, True])
    def test_who_never_held_one_does_not(self, department, client, bulk):
        user = make_user()
        client.force_login(department.superuser)
        self.delete(client, user, bulk=bulk)
        assert not get_user_model().objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize("who", ["network_administrator", "superuser", "head"])
@pytest.mark.parametrize("group", ["Approvers", "Administrators", "Editors"])
def test_nobody_is_put_into_a_group_by_hand(department, client, who, group):
    user, editor = make_user(), getattr(department, who)
    client.force_login(editor)
    url = reverse("wagtail_bulk_action", args=["auth", "user", "assign_role"])
    role = Group.objects.get(name=group).pk
    response = client.post(f"{url}?id={user.pk}&id={editor.pk}", {"role": role})
    assert not user.groups.exists()
    reason = gettext("Groups follow from appointments: record an appointment instead.")
    assert reasons()[-1] == reason
    assert said(response)[-1] == reason
    assert client.get(f"{url}?id={user.pk}").status_code == 302


def test_the_action_is_not_shown(department, client):
    client.force_login(department.superuser)
    shown = client.get(reverse("wagtailusers_users:index")).content.decode()
    url = reverse("wagtail_bulk_action", args=["auth", "user", "assign_role"])
    (button,) = [part for part in shown.split("<a ") if f'href="{url}"' in part]
    assert "!w-hidden" in button.split(">")[0]
