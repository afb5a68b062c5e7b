"""Upload, progress and confirmation in the admin: a draft of the editor's, and what is live is never touched."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from editorial.submission import submit
from regulations.models import FileReading, Issuer, LegalDocumentPage, Signer, Verb
from regulations.reading.running import read_uploaded_file
from tests.factories import Department, draft_document, make_department, make_user, published_document
from tests.regulations.reading.files import package, pdf, word

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def department() -> Department:
    return make_department()


def uploaded(client: Client, content: bytes = b"", name: str = "quyet-dinh.docx") -> Any:
    file = SimpleUploadedFile(name, content or word())
    return client.post(reverse("regulations_reading_upload"), {"file": file})


def read(client: Client, user: Any, content: bytes = b"", name: str = "quyet-dinh.docx") -> FileReading:
    """A file that the user uploaded and the worker read."""
    client.force_login(user)
    uploaded(client, content, name)
    reading = FileReading.objects.get()
    read_uploaded_file.call(reading.pk)
    reading.refresh_from_db()
    return reading


def entered(**values: Any) -> dict[str, Any]:
    """What a browser sends for the file as it was read."""
    return {
        "number": "15/QĐ-SNV",
        "document_type": "Quyết định",
        "issuers": "Sở Nội vụ",
        "official_title": "Ban hành Quy chế làm việc của Sở Nội vụ",
        "issued_on": "2026-03-05",
        "effective_on": "2026-03-05",
        "expires_on": "",
        "signer": "Nguyễn Thị Lan",
        "signer_office": "KT. Giám đốc, Phó Giám đốc",
        "text": "§ Điều 1. Một\nHai\n",
        "relations": ["0", "1"],
        "add_names": "on",
        **values,
    }


def confirm(client: Client, reading: FileReading, **values: Any) -> Any:
    return client.post(reverse("regulations_reading_confirm", args=[reading.pk]), entered(**values))


def test_a_word_file_becomes_a_draft(client: Client, department: Department) -> None:
    reading = read(client, department.head)
    shown = client.get(reverse("regulations_reading_confirm", args=[reading.pk])).content.decode()
    assert "15/QĐ-SNV" in shown
    assert "10/QĐ-SNV" in shown
    response = confirm(client, reading)
    page = LegalDocumentPage.objects.get()
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    draft = page.get_latest_revision_as_object()
    assert not page.live
    assert (draft.number, draft.document_type.name, draft.signer.name) == (
        "15/QĐ-SNV",
        "Quyết định",
        "Nguyễn Thị Lan",
    )
    assert [issuer.name for issuer in draft.issuers()] == ["Sở Nội vụ"]
    assert {(row.verb, row.target_number) for row in draft.relations.all()} == {
        (Verb.BASED_ON, "72/2025/QH15"),
        (Verb.REPLACES, "10/QĐ-SNV"),
    }
    assert draft.document_files.get().file.title == "quyet-dinh"
    assert page.owner == department.head


def test_confirming_twice_makes_one_draft(client: Client, department: Department) -> None:
    reading = read(client, department.head)
    confirm(client, reading)
    confirm(client, reading)
    assert LegalDocumentPage.objects.count() == 1


def test_others_get_nothing_of_a_file(client: Client, department: Department) -> None:
    reading = read(client, department.author)
    for user, wanted in ((department.head, 404), (make_user(), 302)):
        client.force_login(user)
        for name, args in (
            ("", []),
            ("_confirm", []),
            ("_picture", [1]),
            ("_file", []),
            ("_discard", []),
        ):
            url = reverse(f"regulations_reading{name}", args=[reading.pk, *args])
            for send in (client.get, client.post):
                assert send(url, entered()).status_code in (wanted, 405)
    assert not LegalDocumentPage.objects.exists()
    assert client.get(f"/media/{reading.file.name}").status_code == 404
    assert FileReading.objects.filter(pk=reading.pk, queued_at=reading.queued_at).exists()


def test_who_may_not_write_documents_may_not_upload(client: Client) -> None:
    client.force_login(make_user())
    assert uploaded(client).status_code == 302
    assert not FileReading.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html></html>", "van-ban.pdf"),
        (pdf()[:100], "van-ban.pdf"),
        (word(), "van-ban.docm"),
        (package(word__vbaProject_bin=b"x"), "van-ban.docx"),
    ],
)
def test_a_bad_file_is_refused_at_once(
    client: Client, department: Department, content: bytes, name: str
) -> None:
    client.force_login(department.author)
    response = uploaded(client, content, name)
    assert response.context["form"].errors["file"]
    assert not FileReading.objects.exists()


def test_a_reading_is_stopped_and_goes_on(client: Client, department: Department) -> None:
    client.force_login(department.author)
    address = uploaded(client).url
    assert client.get(address)["Refresh"]
    client.post(address, {"action": "stop"})
    read_uploaded_file.call(FileReading.objects.get().pk)
    assert "Refresh" not in client.get(address)
    client.post(address, {"action": "go-on"})
    read_uploaded_file.call(FileReading.objects.get().pk)
    assert client.get(address).url == reverse(
        "regulations_reading_confirm", args=[FileReading.objects.get().pk]
    )


def test_names_are_added_by_those_who_keep_the_registers_alone(
    client: Client, department: Department
) -> None:
    reading = read(client, department.author)
    response = confirm(client, reading)
    assert "Sở Nội vụ" in response.content.decode()
    assert not LegalDocumentPage.objects.exists()
    assert not Issuer.objects.filter(name="Sở Nội vụ").exists()
    assert not Signer.objects.exists()
    confirm(client, reading, issuers="Bộ Công Thương", signer="")
    assert [issuer.name for issuer in LegalDocumentPage.objects.get().issuers()] == ["Bộ Công Thương"]


@pytest.mark.parametrize(
    "values",
    [
        {"number": ""},
        {"document_type": "Không có loại này", "add_names": ""},
        {"expires_on": "2026-03-04"},
        {"text": "§ Điều 1. A\n§ Điều 1. B\n"},
        {"relations": ["7"]},
        {"issued_on": "hôm qua"},
    ],
)
def test_what_is_wrong_is_refused_and_nothing_entered_is_lost(
    client: Client, department: Department, values: dict[str, Any]
) -> None:
    reading = read(client, department.head)
    response = confirm(client, reading, official_title="Tôi đã sửa", **values)
    assert response.status_code == 200
    assert not LegalDocumentPage.objects.exists()
    assert "Tôi đã sửa" in response.content.decode()
    again = client.get(reverse("regulations_reading_confirm", args=[reading.pk]))
    assert "Tôi đã sửa" in again.content.decode()
    assert not Issuer.objects.filter(name="Sở Nội vụ").exists()


def test_provisions_are_listed_also_where_one_starts_twice(client: Client, department: Department) -> None:
    response = confirm(client, read(client, department.head), text="§ Điều 1. A\n§ Điều 1. B\n")
    assert response.context["provisions"] == [("Điều 1. A", None)]


def test_a_document_that_is_there_gets_a_new_version(client: Client, department: Department) -> None:
    page = published_document(department, number="15/QĐ-SNV", issued_on=datetime.date(2026, 3, 1))
    live = LegalDocumentPage.objects.values("official_title", "text", "live").get(pk=page.pk)
    reading = read(client, department.head)
    response = confirm(client, reading, issuers="", issued_on="")
    assert page.title in response.content.decode()
    assert 'type="checkbox" name="new_version"' in response.content.decode()
    confirm(client, reading, issuers="", issued_on="", new_version=page.pk + 1)
    assert LegalDocumentPage.objects.get().latest_revision_id == page.latest_revision_id
    response = confirm(client, reading, issuers="", issued_on="", new_version=page.pk)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert LegalDocumentPage.objects.count() == 1
    assert LegalDocumentPage.objects.values("official_title", "text", "live").get() == live
    draft = LegalDocumentPage.objects.get().get_latest_revision_as_object()
    assert draft.official_title == "Ban hành Quy chế làm việc của Sở Nội vụ"
    assert draft.document_files.count() == 1


def test_a_document_under_way_gets_no_new_version(client: Client, department: Department) -> None:
    page = draft_document(department.author, number="15/QĐ-SNV", issued_on=datetime.date(2026, 3, 1))
    submit(page, department.author)
    reading = read(client, department.author)
    values = {"issuers": "", "signer": "", "new_version": page.pk}
    response = confirm(client, reading, **values)
    assert page.title in response.content.decode()
    assert 'type="checkbox" name="new_version"' not in response.content.decode()
    assert LegalDocumentPage.objects.get().latest_revision_id == page.latest_revision_id


def test_pages_of_a_pdf_are_shown(client: Client, department: Department) -> None:
    content = pdf(2)
    reading = read(client, department.author, content, "van-ban.pdf")
    assert reading.result["warnings"]
    first = client.get(reverse("regulations_reading_picture", args=[reading.pk, 1]))
    assert first["Content-Type"] == "image/jpeg"
    for number in (0, 3):
        assert (
            client.get(reverse("regulations_reading_picture", args=[reading.pk, number])).status_code == 404
        )
    file = client.get(reverse("regulations_reading_file", args=[reading.pk]))
    assert b"".join(file.streaming_content) == content
    client.post(reverse("regulations_reading_discard", args=[reading.pk]))
    assert not FileReading.objects.exists()
