import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.plan import MAX_SYLLABLES, Plan, make_plan
from search.query import SearchQuery, Sort


def plan(keyword: str, **values: object) -> Plan:
    return make_plan(SearchQuery(keyword=keyword, **values))


def test_accents_typed_are_kept() -> None:
    made = plan("Thu hồi ĐẤT thu hồi")
    assert made.accented
    assert made.syllables == ("thu", "hồi", "đất")
    assert made.pairs == ("thu_hồi", "hồi_đất", "đất_thu")
    assert made.is_term


def test_no_accents_mean_folded() -> None:
    made = plan("Thu hoi dat")
    assert not made.accented
    assert made.syllables == ("thu", "hoi", "dat")


@pytest.mark.parametrize("keyword", ["uỷ quyền", "ủy quyền", unicodedata.normalize("NFD", "UỶ QUYỀN")])
def test_spellings_of_one_word_plan_alike(keyword: str) -> None:
    assert plan(keyword).pairs == ("ủy_quyền",)


def test_a_question_is_longer_than_a_term() -> None:
    assert not plan("mức phạt nồng độ cồn").is_term


def test_numbers_are_recognised() -> None:
    made = plan("15/2023/QĐ-UBND")
    assert made.number is not None
    assert (made.number.sequence, made.number.year) == ("15", 2023)
    assert made.only_number
    assert not plan("mức phạt theo 15/2023/QĐ-UBND").only_number
    assert plan("đất đai").number is None


@pytest.mark.parametrize(
    ("keyword", "sort", "expected"),
    [
        ("", Sort.RELEVANCE, Sort.ISSUED),
        ("!?", Sort.RELEVANCE, Sort.ISSUED),
        ("đất", Sort.RELEVANCE, Sort.RELEVANCE),
        ("", Sort.NUMBER, Sort.NUMBER),
    ],
)
def test_without_words_the_newest_come_first(keyword: str, sort: Sort, expected: Sort) -> None:
    assert plan(keyword, sort=sort).sort == expected


def test_offset() -> None:
    assert plan("", page=3, page_size=20).offset == 40


@given(st.text(max_size=10_000))
def test_any_text_can_be_planned(keyword: str) -> None:
    made = plan(keyword)
    assert len(made.syllables) <= MAX_SYLLABLES
    for word in made.syllables:
        assert not set('"*():^{}[]~\\/ \x00_') & set(word)
