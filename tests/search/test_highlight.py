import re
import unicodedata
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlight import WINDOW, Marker
from search.plan import make_plan
from search.query import SearchQuery


def shown(text: str, keyword: str) -> str:
    return str(Marker(make_plan(SearchQuery(keyword=keyword))).snippet(text))


@pytest.mark.parametrize(
    ("text", "keyword", "expected"),
    [
        ("Thu hồi đất", "đất", "Thu hồi <mark>đất</mark>"),
        ("Thu hồi ĐẤT", "dat", "Thu hồi <mark>ĐẤT</mark>"),
        ("Đạt, đất", "đất", "Đạt, <mark>đất</mark>"),
        ("thu hồi đất đai", "đất thu", "<mark>thu</mark> hồi <mark>đất</mark> đai"),
        ("Đất đai ở", "dat dai", "<mark>Đất đai</mark> ở"),
        ("hoà giải", "hòa giải", "<mark>hoà giải</mark>"),
        ("Khuyến nông là việc gì", "khuyến nông là gì", "<mark>Khuyến nông</mark> là việc gì"),
        ("a < b & đất", "đất", "a &lt; b &amp; <mark>đất</mark>"),
        ("nothing here", "đất", "nothing here"),
        ("", "đất", ""),
        ("đất", "", "đất"),
    ],
)
def test_marks_what_was_looked_for(text: str, keyword: str, expected: str) -> None:
    assert shown(text, keyword) == expected
    assert shown(unicodedata.normalize("NFD", text), unicodedata.normalize("NFD", keyword)) == expected


def test_of_a_question_only_pairs_are_marked() -> None:
    text = "Người có đất là hộ gia đình thì được bồi thường"
    marked = shown(text, "khi nào hộ gia đình có quyền được bồi thường là gì")
    assert re.findall("<mark>(.*?)</mark>", marked) == ["hộ gia đình", "bồi thường"]


def test_the_window_with_most_different_words_is_shown() -> None:
    text = "đất " + "xa " * 150 + "đất đai ruộng vườn " + "xa " * 300
    marked = shown(text, "đất đai ruộng")
    assert "<mark>đất đai ruộng</mark>" in marked
    assert marked.startswith("… ")
    assert marked.endswith(" …")


def test_a_text_of_any_length_is_quick_and_short() -> None:
    marked = shown("không " * 200_000 + "đất", "đất")
    assert len(marked) < WINDOW + 10


@given(st.text(max_size=2_000), st.text(max_size=60))
def test_without_marks_it_is_the_escaped_text_itself(text: str, keyword: str) -> None:
    plan = make_plan(SearchQuery(keyword=keyword))
    marked = str(Marker(plan).highlighted(text))
    bare = re.sub("</?mark>", "", marked)
    assert "<" not in bare
    assert ">" not in bare
    whole = " ".join(unicodedata.normalize("NFC", unescape(bare)).split())
    assert len(whole) <= len(text) * 3 + 4
    assert marked.count("<mark>") == marked.count("</mark>")
    piece = str(Marker(plan).snippet(text))
    assert len(unescape(re.sub("</?mark>", "", piece))) <= WINDOW + 4
