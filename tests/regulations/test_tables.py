"""Rows of tables on their way through the site: written, imported, searched, downloaded."""

import json
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from openpyxl import load_workbook

from regulations.downloads.serving import open_file
from regulations.filing import document_index
from regulations.importing.workbook import ARTICLES_SHEET, template
from regulations.models import LegalDocumentPage
from regulations.search_source import DocumentSource
from tests.factories import make_department, published_document
from tests.regulations.test_admin import form_data

pytestmark = pytest.mark.django_db
ROWS = "|! STT | Tên |\n| 1 | Bàn \\| ghế |"


@pytest.fixture
def department() -> Any:
    return make_department()


def test_a_pasted_table_becomes_rows(client: Client, department: Any) -> None:
    pasted = "§ Điều 1. Danh mục\r\nSTT\tTên\tSố\r\n1\tBàn\t2\r\n\r\nHọ tên:\t\t\r\n§ Điều 2. Hết"
    client.force_login(department.author)
    address = reverse(
        "wagtailadmin_pages:add", args=["regulations", "legaldocumentpage", document_index().pk]
    )
    client.post(address, form_data(text=pasted))
    page = LegalDocumentPage.objects.get(number="15/2023/QĐ-UBND").get_latest_revision_as_object()
    assert (
        page.text == "§ Điều 1. Danh mục\n| STT | Tên | Số |\n| 1 | Bàn | 2 |\n\nHọ tên:\t\t\n§ Điều 2. Hết"
    )


def test_what_cannot_be_saved_stays_as_it_was_pasted(client: Client, department: Any) -> None:
    client.force_login(department.author)
    address = reverse(
        "wagtailadmin_pages:add", args=["regulations", "legaldocumentpage", document_index().pk]
    )
    bad = form_data(text="a\tb\tc\n1\t2\t3\n§ Điều 1.\n§ Điều 1.\n", issued_on="no day")
    response = client.post(address, bad)
    assert "a\tb\tc\n1\t2\t3" in response.content.decode()


def imported(path: Path) -> str:
    call_command("import_documents", str(path), stdout=StringIO(), stderr=StringIO())
    return LegalDocumentPage.objects.get().text


@pytest.mark.parametrize("inside", ["articles", "text"])
def test_lines_of_an_import_stay_as_they_are(inside: str, tmp_path: Path) -> None:
    row = {
        "number": "15/2023/QĐ-UBND",
        "type": "Quyết định",
        "issued_on": "2023-05-04",
        "issuer": "Sở Nội vụ",
    }
    article = {"number": "1", "title": "Danh mục", "text": f"{ROWS}\n|  Điều 2. | x |"}
    texts = {"articles": [article], "text": f"Điều 1. Danh mục\n{article['text']}"}
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({**row, inside: texts[inside]}))
    assert imported(path).rstrip() == f"§ Điều 1. Danh mục\n{article['text']}"


def test_cells_of_a_workbook_stay_as_they_are(tmp_path: Path) -> None:
    book = load_workbook(BytesIO(template()))
    sheet = book[ARTICLES_SHEET]
    sheet.cell(2, sheet.max_column).value = ROWS
    path = tmp_path / "rows.xlsx"
    book.save(path)
    assert imported(path).rstrip().endswith(f"\n{ROWS}")


def test_search_reads_cells_without_bars() -> None:
    page = published_document(number="15/2023/QĐ-UBND", text=f"§ Điều 1. Danh mục\n{ROWS}\n")
    (record,) = DocumentSource().records([str(page.pk)])
    assert record.passages[0].text == "STT; Tên\n1; Bàn | ghế"


def test_the_text_download_keeps_the_rows(rf: RequestFactory) -> None:
    page = published_document(number="15/2023/QĐ-UBND", text=f"§ Điều 1. Danh mục\n{ROWS}\n")
    response = open_file(rf.get(page.url, {"format": "txt"}), page)
    assert response is not None
    assert f"\nĐiều 1. Danh mục\n{ROWS}\n" in response.content.decode()
