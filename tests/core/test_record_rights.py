"""Rights in the record: by whichever form, command or bulk action they are given and taken."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.log_actions import LogContext
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupCollectionPermission,
    GroupPagePermission,
    PageViewRestriction,
    Workflow,
    WorkflowPage,
)

from core.models import RecordEntry
from editorial.chain_guard import configuring
from organization.groups import sync_groups
from organization.models import Appointment
from tests.factories import draft_page, home_page, make_department, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return make_department()


@pytest.fixture
def new():
    """The entries since the test began, as (action, title, details)."""
    start = RecordEntry.objects.order_by("id").last()

    def entries():
        rows = RecordEntry.objects.filter(id__gt=start.pk if start else 0).order_by("id")
        return list(rows.values_list("action", "title", "details"))

    return entries


@pytest.fixture
def group():
    return Group.objects.create(name="Thử")


def page_right(name: str = "change_page") -> Permission:
    return Permission.objects.get(content_type__app_label="wagtailcore", codename=name)


class TestLinks:
    """Permissions of groups and accounts, members of groups: both ends, each way."""

    def test_permissions_of_a_group(self, group, new):
        first, second = page_right("change_page"), page_right("lock_page")
        before = len(new())
        group.permissions.add(first, second)
        group.permissions.add(first)
        group.permissions.remove(second, page_right("unlock_page"))
        group.permissions.clear()
        assert new()[before:] == [
            (
                "rights.grant",
                "Thử",
                {"permission": ["wagtailcore.change_page", "wagtailcore.lock_page"]},
            ),
            ("rights.withdraw", "Thử", {"permission": ["wagtailcore.lock_page"]}),
            ("rights.withdraw", "Thử", {"permission": ["wagtailcore.change_page"]}),
        ]

    def test_members_from_both_sides_name_the_account(self, group, new):
        user = make_user()
        before = len(new())
        user.groups.add(group)
        group.user_set.remove(user)
        group.user_set.set([user])
        user.groups.set([])
        assert [entry[:2] for entry in new()[before:]] == [
            (action, user.username) for action in ("rights.grant", "rights.withdraw") * 2
        ]
        assert {str(entry[2]) for entry in new()[before:]} == {"{'group': ['Thử']}"}

    def test_own_permissions_of_an_account(self, new):
        user = make_user()
        before = len(new())
        user.user_permissions.add(page_right())
        assert new()[before:] == [
            ("rights.grant", user.username, {"permission": ["wagtailcore.change_page"]})
        ]

    def test_groups_that_follow_from_an_appointment(self, department, new):
        before = len(new())
        Appointment.objects.filter(person__user=department.head).delete()
        sync_groups()
        assert [entry[:2] for entry in new()[before:]].count(
            ("rights.withdraw", department.head.username)
        ) == 1


class TestAreas:
    """What a group may do below a page or in a collection."""

    def test_by_code(self, group, new):
        root = Collection.get_first_root_node()
        before = len(new())
        GroupPagePermission.objects.create(group=group, page=home_page(), permission=page_right())
        GroupCollectionPermission.objects.create(
            group=group, collection=root, permission=Permission.objects.get(codename="add_image")
        )
        GroupPagePermission.objects.filter(group=group).delete()
        group.delete()
        page = {"id": home_page().pk, "title": str(home_page())}
        assert new()[before:] == [
            ("rights.grant", "Thử", {"permission": ["wagtailcore.change_page"], "page": page}),
            (
                "rights.grant",
                "Thử",
                {"permission": ["wagtailimages.add_image"], "collection": {"id": root.pk, "title": "Root"}},
            ),
            ("rights.withdraw", "Thử", {"permission": ["wagtailcore.change_page"], "page": page}),
            (
                "rights.withdraw",
                "Thử",
                {"permission": ["wagtailimages.add_image"], "collection": {"id": root.pk, "title": "Root"}},
            ),
        ]

    def form(self, **values):
        """The group's form; no rights in collections."""
        data = {"name": "Thử"}
        for prefix in (
            "page_permissions",
            "image_permissions",
            "document_permissions",
            "collection_permissions",
        ):
            data.update({f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"})
            data.update({f"{prefix}-MIN_NUM_FORMS": "0", f"{prefix}-MAX_NUM_FORMS": "1000"})
        return {**data, **values}

    def test_by_the_form_of_the_group_which_inserts_in_bulk(self, department, client, new):
        client.force_login(department.superuser)
        rights = {
            "page_permissions-TOTAL_FORMS": "1",
            "page_permissions-0-page": str(home_page().pk),
            "page_permissions-0-permissions": ["change_page", "lock_page"],
        }
        before = len(new())
        client.post(reverse("wagtailusers_groups:add"), self.form(**rights))
        group = Group.objects.get(name="Thử")
        rights["page_permissions-0-permissions"] = ["lock_page", "publish_page"]
        client.post(
            reverse("wagtailusers_groups:edit", args=[group.pk]),
            self.form(**rights, **{"page_permissions-INITIAL_FORMS": "1"}),
        )
        found = [(action, str(details.get("permission"))) for action, _title, details in new()[before:]]
        assert sorted(found[1:3]) == [
            ("rights.grant", "['wagtailcore.change_page']"),
            ("rights.grant", "['wagtailcore.lock_page']"),
        ]
        assert sorted(found[4:]) == [
            ("rights.grant", "['wagtailcore.publish_page']"),
            ("rights.withdraw", "['wagtailcore.change_page']"),
        ]
        assert (found[0][0], found[3][0]) == ("wagtail.create", "wagtail.edit")
        last = RecordEntry.objects.filter(action__startswith="rights.").latest("id")
        assert last.actor_id == department.superuser.pk


class TestAccounts:
    """Full rights and the switch."""

    def test_full_rights_and_the_switch_by_code(self, new):
        user = make_user()
        before = len(new())
        user.is_superuser = True
        user.save()
        user.is_active = False
        user.save(update_fields=["is_active"])
        user.email = "khac@example.com"
        user.save()
        user.save(update_fields=["last_login"])
        assert new()[before:] == [
            ("rights.account", user.username, {"is_superuser": [False, True]}),
            ("rights.account", user.username, {"is_active": [True, False]}),
        ]

    def bulk(self, client, action, users, **values):
        url = reverse("wagtail_bulk_action", args=["auth", "user", action])
        keys = "&".join(f"id={user.pk}" for user in users)
        return client.post(f"{url}?{keys}", values)

    def test_bulk_actions_on_accounts(self, department, client, new):
        users = [make_user(), make_user()]
        client.force_login(department.superuser)
        before = len(new())
        self.bulk(client, "set_active_state", users, mark_as_active="False")
        self.bulk(client, "delete", users)
        names = [user.username for user in users]
        assert not get_user_model().objects.filter(username__in=names).exists()
        found = new()[before:]
        assert found[:2] == [("rights.account", name, {"is_active": [True, False]}) for name in names]
        assert [entry[:2] for entry in found[2:]] == [("wagtail.delete", name) for name in names]

    def test_an_account_cannot_switch_itself_off_in_bulk(self, department, client, new):
        client.force_login(department.superuser)
        before = len(new())
        self.bulk(client, "set_active_state", [department.superuser], mark_as_active="False")
        assert [entry[:2] for entry in new()[before:]] == [("refused", department.superuser.username)]

    def test_bulk_deletion_of_snippets(self, department, client, new):
        unit = make_unit(name="Phòng cũ")
        client.force_login(department.superuser)
        url = reverse("wagtail_bulk_action", args=["organization", "unit", "delete"])
        client.post(f"{url}?id={unit.pk}")
        assert new()[-1] == ("wagtail.delete", "Phòng cũ", {"bulk": "delete"})


class TestPrivacyAndWorkflow:
    """Who may read, and which workflow a section has."""

    def test_restrictions_of_pages_and_their_groups(self, department, new, group):
        page = draft_page(department.author)
        before = len(new())
        restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
        restriction.groups.add(group)
        restriction.delete()
        assert new()[before:] == [
            ("wagtail.view_restriction.create", page.title, {"restriction": {"type": "groups"}}),
            ("rights.grant", page.title, {"group": ["Thử"]}),
            ("wagtail.view_restriction.delete", page.title, {"restriction": {"type": "groups"}}),
        ]

    def test_restrictions_of_collections_keep_no_password(self, new):
        collection = Collection.get_first_root_node().add_child(name="Kín")
        before = len(new())
        restriction = CollectionViewRestriction.objects.create(
            collection=collection, restriction_type="password", password="mật khẩu"
        )
        restriction.restriction_type = "login"
        restriction.save()
        collection.delete()
        assert new()[before:] == [
            (f"wagtail.view_restriction.{done}", "Kín", {"restriction": {"type": kind}})
            for done, kind in (("create", "password"), ("edit", "login"), ("delete", "login"))
        ]

    def test_the_workflow_of_a_section(self, department, new):
        page = draft_page(department.author)
        with LogContext(user=department.superuser), configuring():
            workflow = Workflow.objects.create(name="Khác")
            before = len(new())
            WorkflowPage.objects.create(page=page, workflow=workflow).delete()
        details = {"workflow": {"id": workflow.pk, "title": "Khác"}}
        assert new()[before:] == [
            ("workflow.assign", page.title, details),
            ("workflow.unassign", page.title, details),
        ]
        assert RecordEntry.objects.filter(action="workflow.assign").latest("id").actor_id
