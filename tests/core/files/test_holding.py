"""Attacks on files of work under way: what later stages approve is what the earlier ones saw."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Collection, CollectionViewRestriction, Page

from core.files.keeping import is_decided, is_kept, kept_message
from core.guard import PublicationRefused
from core.models import HeldFile
from editorial.deciding import approve, send_back
from editorial.models import Item
from editorial.submission import submit
from home.models import StandardPage
from tests.core.test_guard import form_data as page_data
from tests.core.test_guard import verify
from tests.editorial.chains import FULL, set_chain
from tests.factories import home_page, make_user

from .test_forms import CHANGES, form_data
from .things import (
    ADMIN_NAMES,
    MAKERS,
    Document,
    Image,
    draft_with,
    fetch,
    make_image,
    new_file,
    png,
    published_with,
    state_of,
    values_with,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(department, kind):
    """An image or document of the author's that a page under way uses."""
    item = MAKERS[kind](department.author)
    submit(draft_with(department, item), department.author)
    return item


@pytest.fixture
def work(department, item):
    """The work under way that uses it."""
    return Item.objects.get()


def asked(work):
    return Item.objects.get(pk=work.pk).task_state.revision_id


def replace(user, item, **values):
    """Another file in its place, by the edit form."""
    client, url = Client(), reverse(f"{ADMIN_NAMES[kind_name(item)]}:edit", args=[item.pk])
    client.force_login(user)
    upload = values or {"file": new_file(kind_name(item))}
    return client.post(url, form_data(type(item).objects.get(pk=item.pk), **upload))


def kind_name(item):
    return "image" if isinstance(item, Image) else "document"


class TestUnderWay:
    """By every way, in every role."""

    def test_it_is_not_replaced_after_earlier_stages_have_seen_it(
        self, department, kind, django_capture_on_commit_callbacks
    ):
        set_chain(home_page(), **FULL)
        item = MAKERS[kind](department.author)
        page = draft_with(department, item)
        work, before = submit(page, department.author), state_of(item)
        for user in (department.unit_head, make_user("board_member"), make_user("board_deputy")):
            approve(work.pk, user, revision_id=asked(work))
            with django_capture_on_commit_callbacks(execute=True):
                replace(department.author, item)
            assert state_of(item) == before
        approve(work.pk, department.head, revision_id=asked(work))
        assert Page.objects.get(pk=page.pk).live
        assert fetch(Client(), item.file.url).status_code == 200
        assert state_of(item) == before
        verify()

    @pytest.mark.parametrize("role", ["author", "head", "network_administrator", "superuser"])
    def test_nobody_replaces_or_deletes_it(self, department, item, role):
        before, user = state_of(item), getattr(department, role)
        replace(user, item)
        client, admin = Client(), ADMIN_NAMES[kind_name(item)]
        client.force_login(user)
        client.post(reverse(f"{admin}:delete", args=[item.pk]))
        url = reverse("wagtail_bulk_action", args=[admin, kind_name(item), "delete"])
        client.post(f"{url}?id={item.pk}")
        assert state_of(item) == before

    @pytest.mark.parametrize("change", CHANGES)
    @pytest.mark.parametrize("kind", ["image"])
    def test_nor_what_is_shown_of_an_image(self, department, item, change):
        before = state_of(item)
        response = replace(department.author, item, **CHANGES[change])
        assert state_of(item) == before
        assert kept_message(item) in response.content.decode()

    def test_nor_its_collection(self, department, item, client):
        other = Collection.get_first_root_node().add_child(name="Khác")
        before = state_of(item)
        replace(department.author, item, collection=other.pk)
        client.force_login(department.superuser)
        name = kind_name(item)
        url = reverse("wagtail_bulk_action", args=[ADMIN_NAMES[name], name, "add_to_collection"])
        client.post(f"{url}?id={item.pk}", {"collection": other.pk})
        assert state_of(item) == before

    def test_nor_the_privacy_of_its_collection(self, item):
        restriction = CollectionViewRestriction(collection=item.collection, restriction_type="login")
        with pytest.raises(PublicationRefused):
            restriction.save()

    def test_nor_in_code(self, item):
        item.title = "Khác"
        for attempt in (item.save, type(item).objects.all().delete):
            with pytest.raises(PublicationRefused), transaction.atomic():
                attempt()
        item.file = ContentFile(png("blue"), name="khac.png")
        with pytest.raises(PublicationRefused):
            item.save(update_fields=["file"])

    def test_the_form_is_locked_and_says_the_way_on(self, department, item, client):
        client.force_login(department.author)
        response = client.get(reverse(f"{ADMIN_NAMES[kind_name(item)]}:edit", args=[item.pk]))
        form, page = response.context["form"], response.content.decode()
        assert form.fields["file"].disabled
        assert not form.fields["tags"].disabled
        assert kept_message(item) in page
        assert "help-warning" not in page
        assert not response.context["can_delete"]

    def test_tags_are_free(self, department, item, client):
        client.force_login(department.author)
        client.post(reverse(f"{ADMIN_NAMES[kind_name(item)]}:edit", args=[item.pk]), {"tags": "lũ"})
        assert [tag.name for tag in type(item).objects.get(pk=item.pk).tags.all()] == ["lũ"]

    def test_the_reason_is_that_it_is_under_way_or_for_good(self, department, item):
        with translation.override("en"):
            assert "under way" in kept_message(item)
            published_with(department, item)
            assert "approved content" in kept_message(item)

    def test_a_file_that_is_gone_is_passed_over(self, department):
        submit(draft_with(department, Document(pk=999999)), department.author)
        assert not HeldFile.objects.exists()


class TestHowLong:
    """From the submission until the work ends."""

    def test_a_draft_holds_nothing(self, department, kind):
        item = MAKERS[kind]()
        draft_with(department, item)
        assert not is_kept(item)

    def test_returned_it_is_replaced_and_sent_again_with_the_page(self, department, item, work):
        before, page = state_of(item), StandardPage.objects.get(pk=work.page_id)
        send_back(work.pk, department.head, revision_id=asked(work), comment="Tệp sai")
        assert not HeldFile.objects.exists()
        replace(department.author, item)
        mended = state_of(item)
        assert mended != before
        submit(page, department.author)
        replace(department.author, item)
        assert state_of(item) == mended

    def test_a_returned_page_is_sent_again_with_another_file(self, department, item, work):
        other = make_image()
        send_back(work.pk, department.head, revision_id=asked(work), comment="Tệp sai")
        page = StandardPage.objects.get(pk=work.page_id)
        page.body = values_with(other)["body"]
        page.save_revision(user=department.author)
        submit(page, department.author)
        assert is_kept(other)
        assert not is_kept(item)

    def test_recalled(self, department, item, work):
        work.workflow_state.cancel(user=department.author)
        assert not is_kept(item)

    def test_approved_it_stays_for_good(self, department, item, work):
        approve(work.pk, department.head, revision_id=asked(work))
        assert not HeldFile.objects.exists()
        assert is_decided(item)

    def test_an_approval_that_is_undone_lets_go_of_nothing(self, department, item, work):
        item.file.storage.delete(item.file.name)
        with pytest.raises(PublicationRefused):
            approve(work.pk, department.head, revision_id=asked(work))
        assert is_kept(item)
        assert not is_decided(item)

    def test_gone_with_its_work(self, item, work):
        work.delete()
        assert not HeldFile.objects.exists()

    def test_other_work_goes_on_holding_it(self, department, item, work):
        submit(draft_with(department, item), department.author)
        work.workflow_state.cancel(user=department.author)
        assert is_kept(item)


class TestEdits:
    """What the current stage saves is what is decided on."""

    def save(self, user, work, item):
        page = StandardPage.objects.get(pk=work.page_id)
        page.body = values_with(item)["body"]
        return page.save_revision(user=user)

    def test_the_current_stage_s_new_file_is_held_in_place_of_the_old(self, department, item, work):
        new = make_image(department.head)
        self.save(department.head, work, new)
        assert is_kept(new)
        assert not is_kept(item)

    def test_by_the_edit_form(self, department, item, work, client):
        client.force_login(department.head)
        page, social = StandardPage.objects.get(pk=work.page_id), make_image(department.head)
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        client.post(url, page_data(page, title="Sửa", social_image=social.pk))
        assert asked(work) == Page.objects.get(pk=page.pk).latest_revision_id
        assert is_kept(social)

    def test_what_others_save_holds_nothing(self, department, item, work):
        new = make_image()
        with pytest.raises(ValidationError):
            self.save(department.superuser, work, new)
        assert not is_kept(new)
        assert is_kept(item)
