"""The admin's forms of files that approved content uses: locked with the reason, and closed to direct posts."""

import pytest
from django.urls import reverse
from wagtail.models import Collection

from .things import ADMIN_NAMES, MAKERS, Image, draft_with, kept, make_document, new_file, state_of

pytestmark = pytest.mark.django_db


def form_data(item, **values):
    """What the edit form posts of a file that it does not know to be kept."""
    data = {"title": item.title, "tags": "", "collection": item.collection_id}
    if isinstance(item, Image):
        focal = {f"focal_point_{name}": "" for name in ("x", "y", "width", "height")}
        data |= {"description": item.description, **focal}
    return data | values


CHANGES = {
    "title": {"title": "Khác"},
    "description": {"description": "Khác"},
    "focal point": dict.fromkeys(
        ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"), "9"
    ),
}


class TestForms:
    """The edit view, the list of uploads, the choosers."""

    @pytest.mark.parametrize("change", CHANGES)
    def test_an_edit_of_an_image_is_answered_with_the_reason(self, department, attacker, client, change):
        image = kept(department, "image", attacker)
        before = state_of(image)
        url = reverse("wagtailimages:edit", args=[image.pk])
        response = client.post(url, form_data(image, tags="moi", **CHANGES[change]))
        assert state_of(image) == before
        assert response.status_code in (200, 302)

    def test_the_title_of_a_document(self, department, attacker, client):
        document = kept(department, "document", attacker)
        before = state_of(document)
        client.post(reverse("wagtaildocs:edit", args=[document.pk]), form_data(document, title="Khác"))
        assert state_of(document) == before

    def test_another_file_in_its_place(self, department, attacker, client, kind):
        item = kept(department, kind, attacker)
        before = state_of(item)
        client.post(
            reverse(f"{ADMIN_NAMES[kind]}:edit", args=[item.pk]), form_data(item, file=new_file(kind))
        )
        assert state_of(item) == before

    def test_another_collection(self, department, attacker, client, kind):
        other = Collection.get_first_root_node().add_child(name="Khác")
        item = kept(department, kind, attacker)
        before = state_of(item)
        client.post(
            reverse(f"{ADMIN_NAMES[kind]}:edit", args=[item.pk]), form_data(item, collection=other.pk)
        )
        assert state_of(item) == before

    def test_the_list_of_several_uploads(self, department, attacker, client, kind):
        item = kept(department, kind, attacker)
        before, prefix = state_of(item), {"image": "image", "document": "doc"}[kind]
        data = {f"{prefix}-{item.pk}-{name}": value for name, value in form_data(item, title="Khác").items()}
        for name, values in (("edit_multiple", data), ("delete_multiple", {})):
            url = reverse(f"{ADMIN_NAMES[kind]}:{name}", args=[item.pk])
            client.post(url, values, headers={"x-requested-with": "XMLHttpRequest"})
        assert state_of(item) == before

    def test_says_so_first_and_offers_the_way_on(self, department, client, kind):
        item = kept(department, kind, department.author)
        client.force_login(department.author)
        response = client.get(reverse(f"{ADMIN_NAMES[kind]}:edit", args=[item.pk]))
        page = response.content.decode()
        assert response.context["form"].fields["title"].disabled
        assert not response.context["form"].fields["tags"].disabled
        assert reverse(f"{ADMIN_NAMES[kind]}:add_multiple") in page
        assert "help-warning" in page
        assert not response.context["can_delete"]

    def test_nothing_entered_is_lost(self, department, client):
        image = kept(department, "image", department.author)
        client.force_login(department.author)
        url = reverse("wagtailimages:edit", args=[image.pk])
        response = client.post(url, form_data(image, title="Tên mới", tags="lũ, hồ"))
        form = response.context["form"]
        assert list(form.errors) == ["title"]
        assert form["title"].value() == "Tên mới"
        assert "lũ" in form["tags"].value()

    def test_tags_stay_free(self, department, client, kind):
        item = kept(department, kind, department.author)
        client.force_login(department.author)
        # What a browser sends of the locked form.
        client.post(reverse(f"{ADMIN_NAMES[kind]}:edit", args=[item.pk]), {"tags": "lũ, hồ"})
        assert [tag.name for tag in type(item).objects.get(pk=item.pk).tags.order_by("name")] == ["hồ", "lũ"]

    def test_what_only_a_draft_uses_is_edited_as_ever(self, department, client, kind):
        item = MAKERS[kind](department.author)
        draft_with(department, item)
        client.force_login(department.author)
        old = item.file.name
        client.post(
            reverse(f"{ADMIN_NAMES[kind]}:edit", args=[item.pk]),
            form_data(item, title="Khác", file=new_file(kind)),
        )
        fresh = type(item).objects.get(pk=item.pk)
        assert fresh.title == "Khác"
        assert fresh.file.name != old

    def test_the_old_file_of_a_replaced_document_goes_after_the_new_one_is_committed(
        self, department, client, django_capture_on_commit_callbacks
    ):
        document = make_document(department.author)
        client.force_login(department.author)
        upload = new_file("document")
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("wagtaildocs:edit", args=[document.pk]), form_data(document, file=upload))
            assert document.file.storage.exists(document.file.name)
        assert not document.file.storage.exists(document.file.name)
