"""Each refusal of a change has its entry and says to the user why."""

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from core.models import RecordEntry
from core.permissions import GuardedPermissionTester
from core.record.middleware import RefusalMiddleware
from core.refusals import Refused, collecting, note
from home.models import StandardPage
from tests.core.test_guard import form_data
from tests.factories import (
    draft_page,
    grant,
    home_page,
    make_department,
    make_unit,
    make_user,
    published_page,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return make_department()


def refusals():
    return list(RecordEntry.objects.filter(action="refused").order_by("id"))


def said(response) -> list[str]:
    """What the user is told; looking does not use it up."""
    storage = get_messages(response.wsgi_request)
    texts = [str(message).strip() for message in storage]
    storage.used = False
    return texts


class TestNotes:
    """Reasons on their way to the middleware."""

    def test_nothing_is_kept_outside_of_a_request(self):
        note("verloren")
        with collecting() as noted:
            pass
        assert noted == []

    def test_a_refusal_notes_itself(self):
        with collecting() as outer:
            with collecting() as inner, pytest.raises(PermissionDenied, match="darum"):
                raise Refused("darum", page_id=5)
            assert outer == []
        assert [(refusal.reason, refusal.page_id) for refusal in inner] == [("darum", 5)]


class TestInTheAdmin:
    """Direct posts, as an attacker or an old tab sends them."""

    def test_denied_by_wagtail(self, department, client):
        page = published_page(department)
        client.force_login(department.author)
        response = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]) + "?next=/secret/")
        assert response.url == reverse("wagtailadmin_home")
        (entry,) = refusals()
        assert (entry.page_id, entry.title, entry.object_type) == (page.pk, page.title, "home.standardpage")
        assert (entry.actor_id, entry.actor_name) == (department.author.pk, department.author.username)
        assert entry.details == {
            "view": "wagtailadmin_pages:delete",
            "method": "POST",
            "status": 302,
            "reason": "",
        }
        assert len(said(response)) == 1

    def test_denied_by_the_guard_says_why_and_survives_the_rollback(self, department, client, monkeypatch):
        """As if the permission tester had a hole: the guard behind it refuses, and its reason comes through."""
        monkeypatch.setattr(GuardedPermissionTester, "_is_removable", lambda self: True)
        page = published_page(department)
        client.force_login(department.superuser)
        response = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert Page.objects.filter(pk=page.pk).exists()
        (entry,) = refusals()
        assert page.title in entry.details["reason"]
        assert entry.page_id == page.pk
        assert said(response)[-1] == entry.details["reason"]
        assert len(said(response)) == 2

    def test_the_messages_are_on_the_next_page(self, department, client, monkeypatch):
        monkeypatch.setattr(GuardedPermissionTester, "_is_removable", lambda self: True)
        page = published_page(department)
        client.force_login(department.superuser)
        html = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True).content.decode()
        assert f"“{page.title}”" in html

    def test_by_script_the_answer_is_403(self, department, client):
        page = published_page(department)
        client.force_login(department.author)
        url = reverse("wagtailadmin_pages:delete", args=[page.pk])
        assert client.post(url, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403
        assert refusals()[0].details["status"] == 403

    @pytest.mark.parametrize("name", ["move_confirm", "set_page_position", "copy"])
    def test_the_page_is_named_whatever_the_address_calls_it(self, department, client, name):
        page = published_page(department)
        nobody = make_user()
        grant(nobody, "access_admin")
        client.force_login(nobody)
        client.post(
            reverse(
                f"wagtailadmin_pages:{name}",
                args=[page.pk, home_page("en").pk] if name == "move_confirm" else [page.pk],
            )
        )
        assert [entry.page_id for entry in refusals()] == [page.pk]

    def test_what_is_no_page_and_no_page_any_more(self, department, client):
        client.force_login(department.author)
        client.post(reverse("wagtailusers_groups:add"), {"name": "Mật", "password": "secret-value"})
        (entry,) = refusals()
        assert entry.details["view"] == "wagtailusers_groups:add"
        assert "secret-value" not in str(entry.details)
        assert (entry.page_id, entry.title) == (None, "")

    def test_without_access_to_the_admin(self, client):
        user = make_user()
        client.force_login(user)
        response = client.post(reverse("wagtailadmin_pages:delete", args=[home_page().pk]))
        assert response.url.startswith(reverse("wagtailadmin_login"))
        assert [entry.actor_id for entry in refusals()] == [user.pk]

    def test_a_forged_form_is_refused_by_csrf(self, department):
        client = Client(enforce_csrf_checks=True)
        client.force_login(department.superuser)
        assert client.post(reverse("wagtailusers_groups:add"), {"name": "x"}).status_code == 403
        assert refusals()[0].details["view"] == "wagtailusers_groups:add"


class TestBulk:
    """What Wagtail leaves out without a word."""

    def test_what_is_left_out_is_named(self, department, client):
        page, draft = published_page(department), draft_page(department.superuser)
        client.force_login(department.superuser)
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        response = client.post(f"{url}?id={page.pk}&id={draft.pk}")
        assert [(entry.page_id, entry.details) for entry in refusals()] == [(page.pk, {"bulk": "delete"})]
        assert page.title in said(response)[0]
        assert not Page.objects.filter(pk=draft.pk).exists()

    def test_moves_that_are_refused(self, department, client):
        page = published_page(department)
        client.force_login(department.superuser)
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
        client.post(f"{url}?id={page.pk}", {"chooser": str(home_page("en").pk), "move_applicable": "on"})
        assert {(entry.page_id, entry.details["bulk"]) for entry in refusals()} == {(page.pk, "move")}


class TestNoRefusal:
    """What is none leaves no entry."""

    def test_a_wrong_form(self, department, client):
        page = draft_page(department.author)
        client.force_login(department.author)
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert client.post(url, form_data(page, slug="đường dẫn sai !")).status_code == 200
        assert refusals() == []

    def test_what_succeeds(self, department, client):
        page = draft_page(department.author)
        client.force_login(department.author)
        client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_data(page, title="Mới"))
        assert StandardPage.objects.get(pk=page.pk).latest_revision.content["title"] == "Mới"
        client.post(reverse("wagtailadmin_logout"))
        assert refusals() == []

    @pytest.mark.parametrize("method", ["post", "delete"])
    def test_visitors(self, client, method):
        page = home_page()
        getattr(client, method)(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        client.post("/", {})
        client.post(reverse("wagtailadmin_login"), {"username": "x", "password": "y"})
        assert refusals() == []

    def test_reading(self, department, client):
        client.force_login(department.author)
        response = client.get(reverse("wagtailusers_groups:add"))
        assert response.url == reverse("wagtailadmin_home")
        assert refusals() == []

    def test_an_error_that_waited_from_before(self, department, client):
        """The message of an earlier refusal is not taken for one of this request."""
        client.force_login(department.superuser)
        client.post(reverse("wagtail_bulk_action", args=["auth", "user", "delete"]) + "?id=1000000")
        client.force_login(department.author)
        client.get(reverse("wagtailusers_groups:add"))
        unit = make_unit()
        client.force_login(department.superuser)
        client.post(reverse(unit.snippet_viewset.get_url_name("delete"), args=[unit.pk]))
        assert refusals() == []


def test_every_noted_reason_counts_whatever_the_view_makes_of_it(rf, department):
    """Views that turn `PermissionDenied` into a page of their own have refused all the same."""
    from django.contrib.messages.storage.fallback import FallbackStorage
    from django.http import HttpResponse

    def view(request):
        note("Đã khóa.", page_id=home_page().pk)
        return HttpResponse("form again")

    request = rf.post("/admin/pages/1/edit/")
    request.user, request.session = department.author, {}
    request.resolver_match = None
    request._messages = FallbackStorage(request)
    assert RefusalMiddleware(view)(request).status_code == 200
    (entry,) = refusals()
    assert (entry.page_id, entry.details["reason"]) == (home_page().pk, "Đã khóa.")
