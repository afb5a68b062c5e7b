"""What signals don't see: `QuerySet.update`, raw SQL, hands in the store."""

import pytest
from django.db import connection
from wagtail.models import Collection

from core.files.verification import files_changed
from core.guard import carrying_out

from .things import (
    Document,
    Image,
    draft_with,
    make_document,
    make_image,
    png,
    published_with,
)

pytestmark = pytest.mark.django_db


def test_accepts_what_is_as_it_was_approved(department):
    image, document = make_image(), make_document()
    published_with(department, image)
    published_with(department, image)
    published_with(department, document)
    image.get_rendition("width-20")
    image.tags.add("lũ")
    assert not list(files_changed())


@pytest.mark.parametrize(
    "values",
    [{"title": "Khác"}, {"description": "Khác"}, {"focal_point_x": 3}, {"file": "khac.png"}, {"width": 1}],
)
def test_finds_a_changed_row(department, values):
    image = make_image()
    published_with(department, image)
    Image.objects.filter(pk=image.pk).update(**values)
    (finding,) = files_changed()
    assert (finding.kind, finding.file_id, finding.name) == ("image", image.pk, image.file.name)


def test_finds_another_collection(department):
    document = make_document()
    published_with(department, document)
    other = Collection.get_first_root_node().add_child(name="Khác")
    Document.objects.filter(pk=document.pk).update(collection=other)
    assert [finding.kind for finding in files_changed()] == ["document"]


def test_finds_other_bytes_under_the_same_name(department):
    image = make_image()
    published_with(department, image)
    with open(image.file.path, "wb") as file:
        file.write(png("blue"))
    (finding,) = files_changed()
    assert finding.problem == "the stored file is not the one that was approved"


def test_finds_a_file_that_the_store_lost(department):
    document = make_document()
    published_with(department, document)
    document.file.storage.delete(document.file.name)
    (finding,) = files_changed()
    assert "cannot be read" in finding.problem


def test_finds_a_row_that_is_gone(department):
    document = make_document()
    published_with(department, document)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM wagtaildocs_document WHERE id = %s", [document.pk])
    (finding,) = files_changed()
    assert "gone" in finding.problem


def test_a_changed_file_is_found_though_it_was_approved_again(department):
    image = make_image()
    published_with(department, image)
    Image.objects.filter(pk=image.pk).update(title="Khác")
    published_with(department, image)
    assert list(files_changed())


def test_nothing_of_drafts_and_of_deleted_pages(department):
    image, other = make_image(), make_image()
    draft_with(department, other)
    page = published_with(department, image)
    with carrying_out(page.pk):
        page.delete()
    Image.objects.update(title="Khác")
    assert not list(files_changed())
