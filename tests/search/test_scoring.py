import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.numbering import match_rank, number_order, sequence_of
from search.plan import make_plan
from search.query import SearchQuery
from search.scoring import Corpus, Frequencies, rarity, score, weigh
from search.words import fold_all, syllables

SIZE = Corpus(passages=1000, mean_length=100.0)


def value(text: str = "", title: str = "", label: str = "", keyword: str = "đất đai") -> float:
    plan = make_plan(SearchQuery(keyword=keyword))
    counted = dict.fromkeys((*plan.single_shares, *plan.pair_shares), 20)
    terms = weigh(plan, Frequencies(counted, counted), SIZE)
    fields = {"text": text, "title": title, "label": label}
    return score(terms, {name: f" {words} " if words else "" for name, words in fields.items()}, SIZE)


def test_a_title_that_is_asked_for_wholly_counts_more_than_a_longer_one() -> None:
    long_question = "khi nào nhà nước thu hồi đất đai"
    short, long = (
        value(title=title, keyword=long_question) for title in ("thu hồi đất", "thu hồi đất của tổ chức")
    )
    assert short > long


def test_what_questions_are_made_of_counts_less() -> None:
    question = "thuế đất được quy định như thế nào"
    assert value(text="thuế đất", keyword=question) > value(text="được quy", keyword=question) > 0


def test_fields_count_by_their_weights() -> None:
    assert value(title="đất đai") > value(label="đất đai") > value(text="đất đai") > 0


def test_pairs_count_besides_singles() -> None:
    assert (
        value(text="đất đai")
        > value(text="đai đất")
        > value(text="đất ruộng")
        > value(text="ruộng vườn")
        == 0
    )


def test_a_part_of_a_syllable_is_no_match() -> None:
    assert value(text="đấtđai xđất") == 0


def test_repetition_counts_less_and_length_holds_back() -> None:
    once, twice = value(text="đất đai x x"), value(text="đất đai đất đai")
    assert once < twice < 2 * once
    assert value(text="đất đai " + "x " * 500 + "x") < once


@given(st.floats(0, 2000), st.floats(0, 2000))
def test_rarer_is_never_worth_less(one: float, other: float) -> None:
    assert (rarity(one, 1000) - rarity(other, 1000)) * (one - other) <= 1e-9
    assert rarity(one, 1000) > 0


def test_numbers_sort_by_sequence_then_year() -> None:
    numbers = [
        "1/2020/QĐ-UBND",
        "2/2019/QĐ-UBND",
        "2/2020/QĐ-UBND",
        "2b/2020/QĐ-UBND",
        "10/2001/NĐ-CP",
        "Thông",
    ]
    numbers.reverse()
    assert sorted(numbers, key=number_order) == numbers[::-1]
    assert all(order.isalnum() and order.isascii() for order in map(number_order, numbers))


@given(st.text())
def test_any_number_can_be_stored(number: str) -> None:
    assert len(number_order(number)) <= 250
    assert len(sequence_of(number)) <= 20


@pytest.mark.parametrize(("keyword", "rank"), [("15/2023/qd-ubnd", 2), ("15/2023", 1), ("15/2022", 0)])
def test_rank_of_a_number(keyword: str, rank: int) -> None:
    number = make_plan(SearchQuery(keyword=keyword)).number
    assert number is not None
    assert match_rank(number, "15/2023/QĐ-UBND") == rank
    assert match_rank(number, "Thông") == 0


@given(st.text())
def test_syllables_are_those_of_core(text: str) -> None:
    from core.spelling import normalize_spelling
    from core.text import fold
    from core.text import syllables as of_core

    expected = [normalize_spelling(word) for word in of_core(text)]
    assert syllables(text) == expected
    assert fold_all(syllables(text)) == [fold(word) for word in expected]
