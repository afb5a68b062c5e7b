"""What goes out of the documents as files, feeds and markup runs nothing at the reader's."""

import csv
import io
import json
from typing import Any

import pytest
from defusedxml import ElementTree
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from regulations.models import AffectedPage, DocumentReview, LegalDocumentPage
from regulations.relations.proposing import propose
from tests.factories import Department, draft_page, make_department, published_document

pytestmark = pytest.mark.django_db
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
]
STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
MARKUP = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
SIGNS = "a\x0bb\x1fc\ufffed"


@pytest.fixture
def department() -> Department:
    return make_department()


@pytest.fixture
def page(department: Department) -> LegalDocumentPage:
    return published_document(department)


def reviews(department: Department, page: LegalDocumentPage, note: str) -> list[str]:
    """The lists with this note in a row of each."""
    day = "2025-08-01"
    DocumentReview.objects.create(
        page=page, reason="no_date", detail="-", opened_on=day, answer="repeal", note=note
    )
    owned = draft_page(department.author, title=note.strip() or "x", owning_unit=department.unit)
    AffectedPage.objects.create(page=owned, target=page, status="expired", opened_on=day, note=note)
    return [reverse("legal_reviews"), reverse("legal_affected_pages")]


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


# Was a hole: exports of the queue let through a formula after a line break, and those of full width (OWASP lists both).
@pytest.mark.parametrize("note", FORMULAS)
def test_no_formula_in_an_export_of_the_queue(
    client: Client, department: Department, page: LegalDocumentPage, note: str
) -> None:
    client.force_login(department.author)
    for address in reviews(department, page, note):
        text = body(client.get(address, {"export": "csv"})).decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not [cell for cell in row if cell.strip(" \n").startswith(STARTS)], row
        book = load_workbook(io.BytesIO(body(client.get(address, {"export": "xlsx"}))))
        cells = [cell for row in book.active.iter_rows() for cell in row]
        assert not [cell.value for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("title", FORMULAS)
def test_no_formula_in_the_open_list(client: Client, department: Department, title: str) -> None:
    values = {"signer_office": title, "gazette": title, "recipients": title, "english_title": title}
    published_document(department, official_title=title, **values)
    text = body(client.get("/api/v1/documents.csv")).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not [cell for cell in row if cell.strip().startswith(STARTS)], row


def test_no_markup_runs(client: Client, department: Department) -> None:
    text = f"§ Điều 1. {MARKUP}\nQuyết định này thay thế Quyết định số 3/2019/QĐ-UBND {MARKUP}.\n"
    names = ("official_title", "signer_office", "gazette", "recipients", "english_title", "english_summary")
    values: dict[str, Any] = dict.fromkeys(names, MARKUP)
    old = published_document(department, number="3/2019/QĐ-UBND", official_title=MARKUP)
    page = published_document(department, text=text, issuers=[MARKUP], fields=[MARKUP[:80]], **values)
    propose(page)
    lists = reviews(department, page, MARKUP)
    shown = [page.url, f"/en/documents/2023/{page.slug}/", "/van-ban/?q=script", "/tin/van-ban.atom", old.url]
    shown += [f"/api/v1/documents/{page.pk}/akoma-ntoso.xml", f"{page.url}?format=qr"]
    client.force_login(department.author)
    admin = [*lists, reverse("relation_proposals"), reverse("document_relations", args=[page.pk])]
    admin += [reverse("legal_review", args=[DocumentReview.objects.get().pk])]
    admin += [reverse("legal_affected_page", args=[AffectedPage.objects.get().pk])]
    admin += [reverse("legal_documents:index")]
    for address in [*shown, *admin]:
        response = client.get(address)
        assert response.status_code == 200, address
        html = response.content.decode()
        assert "<script>alert" not in html, address
        assert "<img src=x" not in html, address


def test_signs_that_xml_does_not_know(client: Client, department: Department) -> None:
    text = f"§ Điều 1. {SIGNS}\n1. {SIGNS}\na) {SIGNS}\n§ Phụ lục I\n{SIGNS}\n"
    names = ("official_title", "signer_office", "gazette", "recipients", "english_title")
    page = published_document(department, text=text, **dict.fromkeys(names, SIGNS))
    for address in ("/tin/van-ban.atom", "/en/tin/van-ban.atom", "/sitemap-0.xml", f"{page.url}?format=qr"):
        ElementTree.fromstring(client.get(address).content)
    ElementTree.fromstring(client.get(f"/api/v1/documents/{page.pk}/akoma-ntoso.xml").content)
    json.loads(body(client.get("/api/v1/documents.json")))
    for query in ("", "?format=docx", "?format=txt"):
        assert client.get(page.url + query).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "x\r\nSet-Cookie: a=b", "a/b"])
def test_no_address_names_a_foreign_host(client: Client, page: LegalDocumentPage, host: str) -> None:
    client.raise_request_exception = False
    for address in (page.url, "/api/v1/documents?limit=1", "/tin/van-ban.atom", "/sitemap.xml"):
        response = client.get(address, HTTP_HOST=host, HTTP_X_FORWARDED_HOST=host)
        assert response.status_code == 400 or b"evil" not in body(response)
