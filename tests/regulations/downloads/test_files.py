from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
import segno
from django.test import RequestFactory
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from regulations.downloads.qr import qr_svg
from regulations.downloads.serving import open_file
from regulations.downloads.word import WORD, to_word
from regulations.open_data.links import open_links
from tests.factories import published_document
from tests.growth import grows_linearly

ADDRESS = "https://so.example.vn/van-ban/2023/15-2023-qd-ubnd/"


def provision(kind: str, heading: str = "", content: str = "") -> Any:
    return SimpleNamespace(kind=kind, heading=heading, content=content)


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    return [(one.style.name, one.text) for one in Document(BytesIO(data)).paragraphs]


def test_headings_make_word_navigable() -> None:
    data = to_word(
        "Quyết định 15/2023/QĐ-UBND",
        "Ban hành Quy chế",
        ADDRESS,
        [
            provision("preamble", content="Căn cứ Luật;\n\nXét đề nghị"),
            provision("chapter", "Chương I. CHUNG"),
            provision("section", "Mục 1. A"),
            provision("article", "Điều 1. Phạm vi", "1. Một.\n2. Hai."),
            provision("attached", "QUY CHẾ"),
            provision("article", "Điều 1. Khác"),
        ],
    )
    assert paragraphs(data) == [
        ("Title", "Quyết định 15/2023/QĐ-UBND"),
        ("Subtitle", "Ban hành Quy chế"),
        ("Normal", "Căn cứ Luật;"),
        ("Normal", "Xét đề nghị"),
        ("Heading 1", "Chương I. CHUNG"),
        ("Heading 2", "Mục 1. A"),
        ("Heading 3", "Điều 1. Phạm vi"),
        ("Normal", "1. Một."),
        ("Normal", "2. Hai."),
        ("Heading 1", "QUY CHẾ"),
        ("Heading 2", "Điều 1. Khác"),
    ]
    document = Document(BytesIO(data))
    assert document.sections[0].footer.paragraphs[0].text == ADDRESS
    assert document.core_properties.language == "vi-VN"


def test_rows_are_a_table_of_word() -> None:
    text = "Trước\n|! STT | Tên |\n| 1 | a \\| b |\n| 2 | \x0b\x00 |\n| x |\nSau [1]\n[1] Ghi chú"
    document = Document(BytesIO(to_word("", "", "", [provision("body", content=text)])))
    found = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert found == [[["STT", "Tên"], ["1", "a | b"], ["2", "\ufffd"]], [["x"]]]
    assert [table.style.name for table in document.tables] == ["Table Grid"] * 2
    heads = [row._tr.xpath("boolean(w:trPr/w:tblHeader)") for row in document.tables[0].rows]
    assert heads == [True, False, False]
    assert [one.text for one in document.paragraphs] == ["Trước", "", "", "Sau [1]", "[1] Ghi chú"]


@settings(max_examples=20)
@given(st.text())
def test_any_text_makes_a_word_file(text: str) -> None:
    data = to_word(text, text, text, [provision("body", content=text), provision("article", text, text)])
    Document(BytesIO(data))


def test_a_code_of_laws_takes_linear_time() -> None:
    def write(count: int) -> None:
        to_word("Bộ luật", "", "", [provision("article", "Điều 1.", "Một.\n| a | b |\nHai.")] * count)

    assert grows_linearly(write, 150)


def test_the_qr_code_is_the_address() -> None:
    root = etree.fromstring(qr_svg(ADDRESS, "Quyết định <15>"))
    modules = segno.make_qr(ADDRESS, error="m", boost_error=False).symbol_size(border=4)[0]
    assert root.get("viewBox") == f"0 0 {modules} {modules}"
    assert root.findtext("{*}title") == "Quyết định <15>"
    assert not root.xpath("//@style | //@onload")


@pytest.mark.django_db
def test_what_the_page_serves_and_names(rf: RequestFactory) -> None:
    page = published_document(number="15/2023/QĐ-UBND")
    word = open_file(rf.get(page.url, {"format": "docx"}), page)
    assert word is not None
    assert word["Content-Type"] == WORD
    assert word["Content-Disposition"] == 'attachment; filename="15-2023-qd-ubnd.docx"'
    assert ("Heading 1", "Điều 1. Phạm vi") in paragraphs(word.content)
    code = open_file(rf.get(page.url, {"format": "qr"}), page)
    assert code is not None
    assert code["Content-Type"] == "image/svg+xml"
    text = open_file(rf.get(page.url, {"format": "txt"}), page)
    assert text is not None
    assert "Điều 1. Phạm vi" in text.content.decode()
    for other in ({}, {"format": "exe"}):
        assert open_file(rf.get(page.url, other), page) is None
    assert [link.url for link in open_links(page)][1] == f"/api/v1/documents/{page.pk}/akoma-ntoso.xml"
    assert (
        '"legislationIdentifier": "15/2023/QĐ-UBND"' in page.get_context(rf.get(page.url))["structured_data"]
    )
