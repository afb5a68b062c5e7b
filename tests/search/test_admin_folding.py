"""Texts and queries of the admin's search, before any database sees them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from modelsearch.query import MATCH_ALL, And, Not, Or, Phrase, PlainText

from search.admin_backend.folding import folded_query, folded_text, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quyết định đất đai", "quyet dinh dat dai"),
        (unicodedata.normalize("NFD", "Quyết định ĐẤT đai"), "quyet dinh dat dai"),
        ("15/2023/QĐ-UBND", "15 2023 qd ubnd"),
        ("05/2023", "5 2023"),
        ("hoà bình", "hoa binh"),
        ("0 00 007", "0 0 7"),
        ("ảnh_bìa.png", "anh bia png"),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert " ".join(words(text)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["Đất", None, {"a": "Nước"}], "dat nuoc"),
        (None, ""),
        (2023, "2023"),
        ("", ""),
    ],
)
def test_whatever_a_field_holds(value: object, expected: str) -> None:
    assert folded_text(value) == expected


def test_what_was_typed_as_one_stays_together() -> None:
    assert folded_query("quyết định 15/2023") == "quyet dinh 15|2023"
    assert folded_query("  ") == ""
    assert folded_query("!!! --") == ""
    assert folded_query(None) is None


def test_a_query_s_parts_are_folded_and_those_without_words_left_out() -> None:
    query = And([PlainText("Đất", operator="or"), Phrase("Thi đua-khen"), PlainText("…")])
    assert repr(folded_query(query)) == repr(And([PlainText("dat", operator="or"), Phrase("thi dua khen")]))
    assert repr(folded_query(Or([PlainText("!"), PlainText("Đ")]))) == repr(PlainText("d"))
    assert repr(folded_query(Not(PlainText("Đ")))) == repr(Not(PlainText("d")))
    assert repr(folded_query(PlainText("?"))) == repr(Not(MATCH_ALL))
    assert folded_query(MATCH_ALL) is MATCH_ALL


@given(st.text(max_size=300))
def test_any_text_gives_words_that_no_database_takes_for_syntax(text: str) -> None:
    folded = folded_query(text)
    assert isinstance(folded, str)
    assert not set(folded) & set("\"'*:&!()\\%^{}+-<>")
    assert folded_text(text).split() == folded.replace("|", " ").split()
