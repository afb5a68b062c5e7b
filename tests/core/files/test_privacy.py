"""Files of private pages and collections: for those who pass the restriction."""

import pytest
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from core.guard import carrying_out
from home.demo.approval import submit_and_approve
from home.models import SectionPage
from tests.factories import draft_page, make_user

from .things import MAKERS, draft_with, fetch, make_document, published_with, statuses

pytestmark = pytest.mark.django_db


class TestPrivacy:
    """Restrictions on the page, above it, and on the collection."""

    @pytest.fixture
    def section(self, department):
        section = draft_page(department.author, model=SectionPage)
        PageViewRestriction.objects.create(page=section, restriction_type="login")
        submit_and_approve(section, department.author)
        return SectionPage.objects.get(pk=section.pk)

    def test_below_a_private_section(self, department, client, item, section):
        published_with(department, item, section)
        assert statuses(client, item) == {404}
        client.force_login(make_user())
        assert statuses(client, item) == {200}
        assert fetch(client, item.file.url).headers["Cache-Control"] == "private, no-store"

    def test_shown_on_a_public_page_as_well(self, department, client, item, section):
        published_with(department, item, section)
        published_with(department, item)
        assert statuses(client, item) == {200}

    def test_only_for_a_group(self, department, client, item, section):
        restriction = section.view_restrictions.get()
        restriction.restriction_type = "groups"
        restriction.save()
        member = make_user("staff", department.unit)
        restriction.groups.set(member.groups.all())
        published_with(department, item, section)
        client.force_login(make_user())
        assert statuses(client, item) == {404}
        client.force_login(member)
        assert statuses(client, item) == {200}

    def test_with_a_password(self, department, client, item, section):
        restriction = section.view_restrictions.get()
        restriction.restriction_type, restriction.password = "password", "bi mat"
        restriction.save()
        published_with(department, item, section)
        assert statuses(client, item) == {404}
        url = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, section.pk])
        client.post(url, {"password": "bi mat", "return_url": "/"})
        assert statuses(client, item) == {200}

    def test_a_restriction_that_comes_later_is_seen_at_once(
        self, department, client, item, django_capture_on_commit_callbacks
    ):
        page = published_with(department, item)
        assert statuses(client, item) == {200}
        with django_capture_on_commit_callbacks(execute=True):
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        assert statuses(client, item) == {404}

    def test_moved_below_a_private_section(self, department, client, item, section):
        page = published_with(department, item)
        assert statuses(client, item) == {200}
        with carrying_out(page.pk):
            page.move(section, pos="last-child")
        assert statuses(client, item) == {404}

    @pytest.mark.parametrize("kind", ["image", "document"])
    def test_in_a_private_collection(self, department, client, kind):
        collection = Collection.get_first_root_node().add_child(name="Kín")
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        item = MAKERS[kind](collection=collection.add_child(name="Trong"))
        draft_with(department, item)
        assert statuses(client, item) == {404}
        published_with(department, item)
        assert fetch(client, item.file.url).status_code == 404
        client.force_login(make_user())
        assert statuses(client, item) == {200}

    def test_a_document_in_a_private_collection_asks_to_sign_in(self, department, client):
        collection = Collection.get_first_root_node().add_child(name="Kín")
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        document = make_document(collection=collection)
        published_with(department, document)
        response = client.get(document.url)
        assert response.status_code == 302
        assert "login" in response.headers["Location"]
