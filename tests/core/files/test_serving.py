"""Who gets the bytes of an image or document: every role and nobody in particular, at every address."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex
from wagtail.users.models import UserProfile

from core.guard import carrying_out
from home.demo.approval import submit_and_approve
from home.models import StandardPage
from tests.factories import draft_page, make_user, published_page, published_section

from .things import (
    ROLES,
    Document,
    Image,
    draft_with,
    fetch,
    make_document,
    make_image,
    media_urls,
    published_with,
    statuses,
    values_with,
)

pytestmark = pytest.mark.django_db
TOMORROW = datetime.timedelta(days=1)


def take_offline(page):
    """As a withdrawal does."""
    page = page.specific_class.objects.get(pk=page.pk)
    with carrying_out(page.pk):
        page.unpublish()


class TestAnonymous:
    """Visitors get what is live, and nothing else."""

    def test_what_no_page_uses(self, client, item):
        assert statuses(client, item) == {404}

    def test_what_a_draft_uses(self, department, client, item):
        draft_with(department, item)
        assert statuses(client, item) == {404}

    def test_from_draft_to_live_to_withdrawn(
        self, department, client, item, django_capture_on_commit_callbacks
    ):
        page = draft_with(department, item)
        assert statuses(client, item) == {404}
        submit_and_approve(page, department.author)
        assert statuses(client, item) == {200}
        with django_capture_on_commit_callbacks(execute=True):
            take_offline(page)
        assert statuses(client, item) == {404}

    def test_what_a_scheduled_page_uses_waits_with_it(self, department, client, item):
        now = timezone.now()
        published_with(department, item, go_live_at=now + TOMORROW, expire_at=now + 3 * TOMORROW)
        assert statuses(client, item) == {404}
        with time_machine.travel(now + 2 * TOMORROW, tick=False):
            call_command("publish_scheduled")
            assert statuses(client, item) == {200}
        with time_machine.travel(now + 4 * TOMORROW, tick=False):
            call_command("publish_scheduled")
            assert statuses(client, item) == {404}

    def test_what_a_newer_draft_of_a_live_page_uses(self, department, client, item):
        page = published_page(department)
        page.body = values_with(item)["body"]
        page.save_revision(user=department.author)
        assert statuses(client, item) == {404}

    def test_what_only_an_earlier_revision_used(self, department, client, item):
        page = published_with(department, item)
        page.body = []
        submit_and_approve(page, department.author)
        assert statuses(client, item) == {404}

    def test_what_was_forced_into_a_live_row(self, department, client, item):
        page = published_page(department)
        StandardPage.objects.filter(pk=page.pk).update(body=StandardPage(title="x", **values_with(item)).body)
        assert statuses(client, item) == {404}

    def test_what_two_pages_use_while_one_is_live(self, department, client, item):
        first = published_with(department, item)
        published_with(department, item)
        take_offline(first)
        assert statuses(client, item) == {200}

    @pytest.mark.parametrize(
        "path",
        [
            "original_images/khac.png",
            "images/khac.png",
            "documents/khac.pdf",
            "avatar_images/khac.png",
            "imports/khac.xlsx",
            "db.sqlite3",
            "../db.sqlite3",
            "documents/../../db.sqlite3",
            "documents/a%00b.pdf",
            "%FF",
            "x" * 600,
            "",
        ],
    )
    def test_names_that_are_nothing(self, client, path):
        assert fetch(client, f"/media/{path}").status_code == 404

    def test_a_file_in_the_store_that_no_row_knows(self, department, client, item):
        published_with(department, item)
        storage = item.file.storage
        for name in ("documents/bi-mat.txt", "images/bi-mat.png", "imports/bi-mat.xlsx", "bi-mat.txt"):
            stored = storage.save(name, ContentFile(b"x"))
            assert fetch(client, f"/media/{stored}").status_code == 404

    def test_only_reading(self, department, client, item):
        published_with(department, item)
        assert client.post(item.file.url).status_code == 405
        response = client.head(item.file.url)
        assert response.status_code == 200
        assert b"".join(response.streaming_content) == b""

    def test_a_document_needs_its_own_name(self, department, client):
        document = make_document()
        published_with(department, document)
        assert fetch(client, reverse("wagtaildocs_serve", args=[document.pk, "khac.pdf"])).status_code == 404


class TestEditors:
    """Those who work with files see them before they are approved."""

    @pytest.mark.parametrize("role", ROLES)
    def test_see_what_a_draft_uses(self, department, client, item, role):
        draft_with(department, item)
        client.force_login(getattr(department, role))
        assert statuses(client, item) == {200}
        assert fetch(client, item.file.url).headers["Cache-Control"] == "private, no-store"

    def test_not_somebody_who_is_just_signed_in(self, department, client, item):
        draft_with(department, item)
        client.force_login(make_user())
        assert statuses(client, item) == {404}

    def test_not_one_whose_account_was_closed(self, department, client, item):
        department.author.is_active = False
        department.author.save()
        client.force_login(department.author)
        assert statuses(client, item) == {404}

    def test_one_who_edits_a_page_that_uses_it(self, department, client, item):
        """Without any right on the collection; the worker writes down for Wagtail what a draft's row uses."""
        page = draft_with(department, item)
        ReferenceIndex.create_or_update_for_object(page)
        for group in department.author.groups.all():
            group.collection_permissions.all().delete()
        client.force_login(department.author)
        assert statuses(client, item) == {200}
        ReferenceIndex.remove_for_object(page)
        assert statuses(client, item) == {404}

    def test_preview_of_a_draft_makes_and_shows_renditions(self, department, client):
        image = make_image()
        page = draft_page(department.author, picture=image, picture_alt="Ảnh")
        client.force_login(department.author)
        response = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
        address = image.get_rendition("width-1200").url
        assert address in response.content.decode()
        assert fetch(client, address).status_code == 200
        client.logout()
        assert fetch(client, address).status_code == 404

    def test_pictures_of_accounts_are_seen_in_the_admin_alone(self, department, client):
        profile = UserProfile.get_for_user(department.author)
        profile.avatar.save("toi.png", ContentFile(b"x"))
        assert fetch(client, profile.avatar.url).status_code == 404
        client.force_login(make_user())
        assert fetch(client, profile.avatar.url).status_code == 404
        client.force_login(department.head)
        assert fetch(client, profile.avatar.url).status_code == 200


class TestCost:
    """A page of twenty pictures is twenty more requests."""

    def test_four_queries_at_most_and_none_when_kept(self, department, client, item):
        published_with(department, item)
        for url in media_urls(item):
            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                assert fetch(client, url).status_code == 200
            assert len(queries) <= 4
        for url in (url for url in media_urls(item) if url.startswith("/media/")):
            fetch(client, url)
            with CaptureQueriesContext(connection) as queries:
                assert fetch(client, url).status_code == 200
            assert not queries.captured_queries

    def test_what_is_hidden_costs_no_more(self, department, client):
        image = make_image()
        draft_with(department, image)
        for url in media_urls(image):
            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                assert fetch(client, url).status_code == 404
            assert len(queries) <= 4

    def test_it_does_not_grow_with_the_pages_that_use_it(self, department, client):
        image, section = make_image(), published_section(department)

        def cost():
            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                fetch(client, image.file.url)
            return len(queries)

        published_with(department, image, section)
        one = cost()
        for _ in range(3):
            published_with(department, image, section)
        assert cost() == one

    @pytest.mark.parametrize("model", [Image, Image.get_rendition_model(), Document])
    def test_names_are_looked_up_in_an_index(self, model):
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, model._meta.db_table)
        assert ["file"] in [entry["columns"] for entry in found.values() if entry["index"]]


def test_the_home_pages_own_picture_is_public(department, client):
    from tests.factories import home_page

    home, image = home_page(), make_image()
    home.picture = image
    submit_and_approve(home, department.author)
    address = image.get_rendition("fill-960x640").url
    assert address in client.get("/").content.decode()
    assert fetch(client, address).status_code == 200
    assert Page.objects.get(pk=home.pk).live
