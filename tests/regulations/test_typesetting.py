"""Attacks on how legal text is set: nothing unescaped, nothing lost, ids once in a page, tables and notes in order."""

from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from core.legal_text.footnotes import read_notes
from core.legal_text.tables import format_row, read_row
from regulations.presentation import ShownProvision
from regulations.templatetags.legal_tags import typeset
from regulations.typesetting import Typesetter, form_of
from tests.factories import published_document

LINES = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=20),
        st.sampled_from(["a[1]", "[1] một", "[2] hai [1]", "[3] ba", "[1][2][1]", "[01] ô", "", "nối"]),
        st.lists(st.text("ab[1]|<&", max_size=5), min_size=1, max_size=3).map(format_row),
        st.just("|! Cột[2] | <b> |"),
    ),
    max_size=8,
).map("\n".join)


def page(*contents: str, headings: list[str] | None = None) -> str:
    """The provisions of a page as they are set."""
    titles = headings or ["" for _ in contents]
    rows = [
        ShownProvision(f"p-{at}", 4 if title else 0, title, content)
        for at, (title, content) in enumerate(zip(titles, contents, strict=True))
    ]
    return "".join(f"<section>{title}{content}</section>" for _row, _level, title, content in typeset(rows))


def words(text: str) -> list[str]:
    rows = ((line, read_row(line)) for line in text.split("\n"))
    return " ".join(" ".join(row.cells) if row else line for line, row in rows).split()


def visible(root: Any) -> list[str]:
    """The words of a page as they are seen."""
    return [word for block in root.iter("p", "td", "th") for word in "".join(block.itertext()).split()]


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("1. Khoản một", "khoan"),
        ("12a. Khoản chèn thêm", "khoan"),
        ("2.[4] Khoản có ghi chú", "khoan"),
        ("a) Điểm a", "diem"),
        ("đ) Điểm đ", "diem"),
        ("b)[5] Điểm b", "diem"),
        ("- Gạch đầu dòng", "gach"),
        ("Căn cứ Luật Tổ chức chính quyền địa phương", "can-cu"),
        ("QUYẾT ĐỊNH:", "de-muc"),
        ("Câu thường.", "doan"),
        ("1.5 triệu đồng", "doan"),
        ("2023", "doan"),
        ("và) không phải điểm", "doan"),
        ("A" * 91, "doan"),
    ],
)
def test_form_of_a_line(line: str, form: str) -> None:
    assert form_of(line) == form


def test_markup_in_the_text_is_shown_as_text() -> None:
    bad = "<script>alert(1)</script>"
    shown = page(f"{bad}[1]\n| {bad} | <b onclick='x'>&amp; |\n[1] {bad}", headings=[f"{bad} [1]"])
    assert "<script" not in shown
    assert "<b" not in shown
    assert "&amp;amp;" in shown


@given(st.lists(LINES, min_size=1, max_size=3))
def test_every_word_is_shown_in_order_and_well_formed(contents: list[str]) -> None:
    root = etree.fromstring(f"<div>{page(*contents)}</div>")
    assert visible(root) == [word for content in contents for word in words(content)]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    targets = [element.get("href").removeprefix("#") for element in root.iter("a")]
    # Every link has its way back.
    assert sorted(targets) == sorted(one for one in ids if one.startswith("dau-") or f"dau-{one}" in ids)
    labels = [element.get("aria-label") for element in root.iter("div") if element.get("role") == "region"]
    assert len(labels) == len(set(labels))


def test_rows_are_a_table_in_a_region_for_the_keyboard() -> None:
    with translation.override("en"):
        shown = page("Danh mục\n|! STT | |\n| 1 | a \\| b |\n| 2 | |\nHết\n| x |")
    assert shown == (
        '<section><p class="doan">Danh mục</p>'
        '<div class="table-scroll legal-table" role="region" tabindex="0" aria-label="Table number 1 in this text">'
        '<table><thead><tr><th scope="col">STT</th><td></td></tr></thead>'
        "<tbody><tr><td>1</td><td>a | b</td></tr><tr><td>2</td><td></td></tr></tbody></table></div>"
        '<p class="doan">Hết</p>'
        '<div class="table-scroll legal-table" role="region" tabindex="0" aria-label="Table number 2 in this text">'
        "<table><tbody><tr><td>x</td></tr></tbody></table></div></section>"
    )


def links(shown: str) -> list[tuple[str | None, str]]:
    """Where each link stands and leads."""
    root = etree.fromstring(f"<div>{shown}</div>")
    return [(one.getparent().get("id"), one.get("href")) for one in root.iter("a")]


def test_marks_and_notes_are_linked_both_ways_across_provisions() -> None:
    shown = page(
        "Căn cứ Luật[1]; như[9]",
        "1.[2] Một[1]\n| Ô[3] |",
        "Hai\n[1] Luật 1\nĐoạn hai của ghi chú[2]\n[2] Luật 2\n[3] Luật 3, xem [1]\n[4] Không ai chỉ",
        headings=["", "Điều 1. Phạm vi[4][2]", "Điều 2."],
    )
    assert links(shown) == [
        ("dau-chu-thich-1", "#chu-thich-1"),
        ("dau-chu-thich-4", "#chu-thich-4"),
        ("dau-chu-thich-2", "#chu-thich-2"),
        ("dau-chu-thich-3", "#chu-thich-3"),
        ("chu-thich-1", "#dau-chu-thich-1"),
        ("chu-thich-2", "#dau-chu-thich-2"),
        ("chu-thich-3", "#dau-chu-thich-3"),
        ("chu-thich-4", "#dau-chu-thich-4"),
    ]
    assert "như[9]" in shown
    with translation.override("en"):
        assert '<a lang="en" href="#chu-thich-1" aria-label="Footnote [1]">[1]</a>' in page("a[1]\n[1] b")


def test_a_note_that_nothing_points_to_has_no_way_back() -> None:
    assert (
        page("a\n[1] b")
        == '<section><p class="doan">a</p><p class="chu-thich" id="chu-thich-1">[1] b</p></section>'
    )


@pytest.mark.parametrize(
    ("lines", "notes"),
    [
        ([], {}),
        (["a", "[1] b", "[2] c"], {1: "1", 2: "2"}),
        (["[1] b", "tiếp", "[2] c", "tiếp"], {0: "1", 2: "2"}),
        (["[1] danh mục", "[2] danh mục", "x", "[1] b", "[2] c"], {3: "1", 4: "2"}),
        (["[2] hai", "[3] ba"], {0: "2", 1: "3"}),
        (["[1]", "một dấu lẻ"], {}),
        (["[01] ô của biểu mẫu", "[02] ô"], {}),
        (["[1] một", "[1] một"], {1: "1"}),
    ],
)
def test_where_notes_are(lines: list[str], notes: dict[int, str]) -> None:
    assert read_notes(lines) == notes


def test_no_provisions() -> None:
    assert list(typeset([])) == []
    assert Typesetter([]).heading("<a>") == "&lt;a&gt;"


@pytest.mark.django_db
def test_the_page_shows_table_and_notes(rf: RequestFactory) -> None:
    text = "§ Điều 1. Phạm vi[1]\n| <i>a</i> | b |\n§ Điều 2. Hiệu lực\nTừ nay.\n[1] Sửa đổi."
    document: Any = published_document(number="15/2023/QĐ-UBND", text=text)
    response = document.serve(rf.get(document.url))
    shown = response.render().content.decode() if hasattr(response, "render") else response.content.decode()
    assert "<td>&lt;i&gt;a&lt;/i&gt;</td><td>b</td>" in shown
    assert 'href="#chu-thich-1"' in shown
    assert shown.count('id="chu-thich-1"') == shown.count('id="dau-chu-thich-1"') == 1
    # In the contents and in labels the heading is text.
    assert shown.count("Điều 1. Phạm vi[1]") >= 2
