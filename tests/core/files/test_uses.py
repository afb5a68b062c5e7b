"""Which files a decision covers: found in every part of a revision, at little cost."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from core.decisions import record
from core.files.uses import files_in, record_files
from core.guard import PublicationRefused
from core.models import DecidedFile, Decision
from regulations.models.parts import DocumentFile
from tests.factories import draft_document, draft_page, make_user, published_document
from tests.regulations.test_import import row, run

from .things import (
    make_document,
    make_image,
    published_with,
    values_with,
    with_files,
)

pytestmark = pytest.mark.django_db
Kind = DecidedFile.Kind


def found_in(page):
    return dict(files_in(page.latest_revision))


def test_in_fields_blocks_and_rich_text(department):
    picture, social, inside = make_image(), make_image(), make_image()
    offered, linked = make_document(), make_document()
    body = [
        ("picture", {"image": inside, "alt_text": "Ảnh", "caption": "", "credit": ""}),
        *with_files(offered),
        ("text", f'<p><a linktype="document" id="{linked.pk}">Tệp</a></p>'),
    ]
    page = draft_page(department.author, picture=picture, picture_alt="Ảnh", social_image=social, body=body)
    assert found_in(page) == {
        Kind.IMAGE: {picture.pk, social.pk, inside.pk},
        Kind.DOCUMENT: {offered.pk, linked.pk},
    }


def test_in_the_files_of_a_legal_document(department):
    page, file = draft_document(department.author), make_document()
    page.document_files = [DocumentFile(file=file)]
    page.save_revision(user=department.author)
    assert found_in(page) == {Kind.DOCUMENT: {file.pk}}


def test_the_revision_counts_not_the_row(department):
    old, new = make_image(), make_image()
    page = published_with(department, old)
    page.body = values_with(new)["body"]
    page.save_revision(user=department.author)
    assert found_in(page) == {Kind.IMAGE: {new.pk}}
    assert set(DecidedFile.objects.values_list("file_id", flat=True)) == {old.pk}


def test_what_is_written_down(department):
    image = make_image()
    published_with(department, image)
    row = DecidedFile.objects.get()
    assert (row.kind, row.file_id, row.name) == (Kind.IMAGE, image.pk, image.file.name)
    assert len(row.digest) == len(row.data_digest) == 64


def test_a_document_without_files_costs_no_query(department):
    revision = Revision.objects.get(pk=draft_document(department.author).latest_revision_id)
    with CaptureQueriesContext(connection) as queries:
        assert not files_in(revision)
    assert not queries.captured_queries


def test_files_cost_few_queries_however_many_they_are(department):
    def cost(count):
        page = draft_page(department.author, body=with_files(*(make_document() for _ in range(count))))
        decision = Decision.objects.create(
            kind=Decision.Kind.CHAIN, page_id=page.pk, revision=page.latest_revision
        )
        with CaptureQueriesContext(connection) as queries:
            record_files(decision)
        # A savepoint's beginning and end, the blocks, what is known, the files, the rows.
        return len(queries)

    cost(1)  # Fills the cache of content types.
    assert cost(1) == cost(10) <= 6


def test_a_file_that_cannot_be_read_is_not_approved(department):
    image = make_image()
    page = draft_page(department.author, picture=image, picture_alt="Ảnh")
    image.file.storage.delete(image.file.name)
    with pytest.raises(PublicationRefused), transaction.atomic():
        record(Decision.Kind.CHAIN, page.latest_revision)
    assert not Decision.objects.filter(page_id=page.pk).exists()


def test_a_file_that_is_gone_is_passed_over(department):
    image = make_image()
    page = draft_page(department.author, body=[("text", '<p><a linktype="document" id="999999">x</a></p>')])
    record(Decision.Kind.CHAIN, page.latest_revision)
    assert not DecidedFile.objects.filter(decision__page_id=page.pk).exists()
    assert image.pk


def test_a_takeover_without_files_asks_nothing_about_files(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row()) + "\n")
    with CaptureQueriesContext(connection) as queries:
        run(path, "--takeover", "Trang cũ", "--user", make_user().username)
    assert Decision.objects.filter(kind=Decision.Kind.TAKEOVER).exists()
    tables = ("core_decidedfile", "wagtailimages_image", "wagtaildocs_document")
    assert not [query for query in queries.captured_queries if any(name in query["sql"] for name in tables)]


class TestFillingIn:
    """`record_file_uses`, for decisions from before."""

    def test_runs_twice_without_harm(self, department, capsys):
        image = make_image()
        page = published_with(department, image)
        published_document(department)
        DecidedFile.objects.all()._raw_delete("default")
        call_command("record_file_uses")
        call_command("record_file_uses")
        assert "1 uses added" in capsys.readouterr().out
        row = DecidedFile.objects.get()
        assert (row.file_id, row.decision.page_id) == (image.pk, page.pk)

    def test_goes_on_after_a_file_that_cannot_be_read(self, department, capsys):
        broken, sound = make_image(), make_image()
        published_with(department, broken)
        published_with(department, sound)
        DecidedFile.objects.all()._raw_delete("default")
        broken.file.storage.delete(broken.file.name)
        with pytest.raises(CommandError, match="1 decisions"):
            call_command("record_file_uses")
        assert DecidedFile.objects.get().file_id == sound.pk
