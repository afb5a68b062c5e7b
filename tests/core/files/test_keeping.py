"""Attacks on files that approved content uses: they stay, whoever asks and by whatever way."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction

from core.files.keeping import is_kept
from core.guard import PublicationRefused, carrying_out
from tests.factories import draft_page

from .things import (
    ADMIN_NAMES,
    MAKERS,
    Document,
    Image,
    kept,
    make_document,
    make_image,
    png,
    published_with,
    state_of,
    values_with,
)

pytestmark = pytest.mark.django_db


class TestDeletion:
    """Single, in bulk, with the collection, with the account."""

    def test_single(self, department, attacker, client, kind):
        item = kept(department, kind, attacker)
        before = state_of(item)
        client.post(reverse(f"{ADMIN_NAMES[kind]}:delete", args=[item.pk]))
        assert state_of(item) == before

    def test_in_bulk(self, department, attacker, client, kind):
        item, free = kept(department, kind, attacker), MAKERS[kind](attacker)
        before = state_of(item)
        url = reverse("wagtail_bulk_action", args=[ADMIN_NAMES[kind], kind, "delete"])
        response = client.post(f"{url}?id={item.pk}&id={free.pk}")
        assert state_of(item) == before
        assert response.status_code == 302

    def test_with_its_collection(self, department, kind):
        collection = Collection.get_first_root_node().add_child(name="Khác")
        item = MAKERS[kind](collection=collection)
        published_with(department, item)
        with pytest.raises(PublicationRefused), transaction.atomic():
            collection.delete()

    def test_of_the_account_that_uploaded_it(self, department, kind):
        item = kept(department, kind, department.deputy)
        before = state_of(item)
        department.deputy.delete()
        assert state_of(item) == before


class TestCollections:
    """Privacy lies on them."""

    def test_a_bulk_move_is_refused_as_a_whole(self, department, attacker, client, kind):
        other = Collection.get_first_root_node().add_child(name="Khác")
        item, free = kept(department, kind, attacker), MAKERS[kind](attacker)
        before = state_of(item)
        url = reverse("wagtail_bulk_action", args=[ADMIN_NAMES[kind], kind, "add_to_collection"])
        client.post(f"{url}?id={free.pk}&id={item.pk}", {"collection": other.pk})
        assert state_of(item) == before
        assert type(item).objects.get(pk=free.pk).collection_id == item.collection_id

    def test_their_privacy_stays(self, department, client, kind):
        kept(department, kind)
        root = Collection.get_first_root_node()
        client.force_login(department.superuser)
        client.post(
            reverse("wagtailadmin_collections:set_privacy", args=[root.pk]),
            {"restriction_type": "login", "password": "x"},
        )
        assert not CollectionViewRestriction.objects.exists()

    def test_a_private_collection_is_not_opened(self, department, kind):
        collection = Collection.get_first_root_node().add_child(name="Kín")
        below = collection.add_child(name="Trong")
        restriction = CollectionViewRestriction.objects.create(
            collection=collection, restriction_type="login"
        )
        published_with(department, MAKERS[kind](collection=below))
        restriction.restriction_type = "password"
        for attempt in (restriction.save, restriction.delete, CollectionViewRestriction.objects.all().delete):
            with pytest.raises(PublicationRefused), transaction.atomic():
                attempt()

    def test_that_of_an_empty_one_is_free(self, department, client):
        collection = Collection.get_first_root_node().add_child(name="Trống")
        kept(department, "image")
        client.force_login(department.superuser)
        client.post(
            reverse("wagtailadmin_collections:set_privacy", args=[collection.pk]),
            {"restriction_type": "login", "password": "x"},
        )
        assert CollectionViewRestriction.objects.filter(collection=collection).exists()


class TestInCode:
    """The same from Python."""

    @pytest.mark.parametrize(
        "values", [{"title": "Khác"}, {"focal_point_x": 3}, {"description": "Khác"}, {"file": None}]
    )
    def test_a_change(self, department, values):
        image = Image.objects.get(pk=kept(department, "image").pk)
        for name, value in values.items():
            setattr(image, name, value if name != "file" else ContentFile(png("blue"), name="khac.png"))
        for options in ({}, {"update_fields": list(values)}):
            with pytest.raises(PublicationRefused):
                image.save(**options)

    def test_another_name_for_the_file(self, department):
        document = Document.objects.get(pk=kept(department, "document").pk)
        document.file.name = make_document().file.name
        with pytest.raises(PublicationRefused):
            document.save()

    def test_its_file_saved_anew(self, department):
        document = Document.objects.get(pk=kept(department, "document").pk)
        with pytest.raises(PublicationRefused):
            document.file.save("khac.pdf", ContentFile(b"khac"))

    def test_deletion_of_many(self, department, kind):
        item = kept(department, kind)
        with pytest.raises(PublicationRefused), transaction.atomic():
            type(item).objects.all().delete()
        with pytest.raises(PublicationRefused), transaction.atomic():
            item.delete()

    def test_what_says_nothing_to_visitors_is_free(self, department):
        image = Image.objects.get(pk=kept(department, "image").pk)
        image.file_size = None
        assert image.get_file_size()
        assert image.get_file_hash()
        image.save()
        image.tags.add("lũ")

    def test_only_some_columns_loaded(self, department):
        image = Image.objects.only("title", "uploaded_by_user").get(pk=kept(department, "image").pk)
        image.save()
        image.title = "Khác"
        with pytest.raises(PublicationRefused):
            image.save()

    def test_renditions_are_made_and_thrown_away_but_not_changed(self, department):
        image = kept(department, "image")
        image.get_rendition("width-20").delete()
        rendition = image.get_rendition("width-20")
        rendition.file = ContentFile(png("blue"), name="khac.png")
        with pytest.raises(PublicationRefused):
            rendition.save()

    def test_names_in_the_store_are_never_used_twice(self, department):
        image = kept(department, "image")
        before = state_of(image)
        storage = image.file.storage
        assert storage.save(image.file.name, ContentFile(b"khac")) != image.file.name
        assert state_of(image) == before


class TestHowLong:
    """From the first decision on, as long as the page is there."""

    def test_a_scheduled_page_keeps_its_files(self, department):
        image = make_image()
        published_with(department, image, go_live_at=timezone.now() + datetime.timedelta(days=1))
        assert is_kept(image)

    def test_an_earlier_revision_keeps_its_files(self, department):
        from home.demo.approval import submit_and_approve

        old, new = make_image(), make_image()
        page = published_with(department, old)
        page.body = values_with(new)["body"]
        submit_and_approve(page, department.author)
        assert is_kept(old)
        assert is_kept(new)

    def test_a_deleted_page_lets_go(self, department):
        image = make_image()
        page = published_with(department, image)
        with carrying_out(page.pk):
            page.delete()
        assert not is_kept(image)
        image.delete()

    def test_a_draft_keeps_nothing(self, department):
        image = make_image()
        draft_page(department.author, picture=image, picture_alt="x")
        assert not is_kept(image)
