"""Attacks on how legal text is set: nothing unescaped, nothing lost, headings in order."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.presentation import ShownProvision
from regulations.templatetags.legal_tags import form_of, legal_paragraphs, with_headings


def provision(level: int) -> ShownProvision:
    return ShownProvision(f"p-{level}", level, "Heading" if level else "", "Text")


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("1. Khoản một", "khoan"),
        ("12a. Khoản chèn thêm", "khoan"),
        ("a) Điểm a", "diem"),
        ("đ) Điểm đ", "diem"),
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
    shown = legal_paragraphs("<script>alert(1)</script>\na) <b onclick='x'>&amp;")
    assert "<script" not in shown
    assert "<b" not in shown
    assert "&amp;amp;" in shown


@given(st.text())
def test_every_word_of_the_text_is_shown_in_order(text: str) -> None:
    shown = re.sub(r"</?p[^>]*>", "\n", legal_paragraphs(text))
    assert html.unescape(shown).split() == text.split()


@given(st.lists(st.sampled_from([0, 2, 3, 4])))
def test_headings_never_skip_a_level(levels: list[int]) -> None:
    """Below the h2 above the text comes an h3, and each heading is at most one deeper than the one before."""
    before = 2
    for shown, heading in with_headings([provision(level) for level in levels]):
        assert (heading == 0) == (shown.level == 0)
        if heading:
            assert 3 <= heading <= min(before + 1, 6)
            before = heading


def test_articles_stand_one_below_their_chapter_or_section() -> None:
    headings = [heading for _, heading in with_headings(map(provision, [4, 2, 4, 3, 4, 4, 2, 4]))]
    assert headings == [3, 3, 4, 4, 5, 5, 3, 4]
