"""Words that mean the same: the table, what a plan makes of it, and who may change it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from search.equivalents import MOST, Equivalents
from search.initial_equivalents import ABBREVIATIONS, EVERYDAY
from search.models import Equivalent
from search.plan import make_plan
from search.planning import plan_for
from search.query import SearchQuery
from search.weights import EQUIVALENT_SHARE
from search.words import syllables

TABLE = Equivalents.of([("BHYT", "bảo hiểm y tế", False), ("bằng lái", "giấy phép lái xe", True)])


def test_an_abbreviation_brings_its_meaning() -> None:
    plan = make_plan(SearchQuery(keyword="thẻ BHYT"), TABLE)
    assert plan.single_shares["hiểm"] == EQUIVALENT_SHARE
    assert plan.pair_shares["bảo_hiểm"] == EQUIVALENT_SHARE
    assert plan.wordings == (("thẻ", "bhyt"), ("thẻ", "bảo", "hiểm", "y", "tế"))
    assert plan.syllables == ("thẻ", "bhyt")


def test_without_accents_too() -> None:
    assert "hiem" in make_plan(SearchQuery(keyword="the bhyt"), TABLE).single_shares


def test_ways() -> None:
    assert "bằng" in make_plan(SearchQuery(keyword="giấy phép lái xe máy"), TABLE).single_shares
    assert "bhyt" not in make_plan(SearchQuery(keyword="bảo hiểm y tế"), TABLE).single_shares


def test_what_was_typed_keeps_its_share() -> None:
    plan = make_plan(SearchQuery(keyword="BHYT là bảo hiểm gì"), TABLE)
    assert plan.single_shares["hiểm"] == 1.0


@given(st.lists(st.sampled_from(["bhyt", "bằng", "lái", "x"]), max_size=60))
def test_a_text_full_of_abbreviations_stays_bounded(words: list[str]) -> None:
    added, other = TABLE.look_up(words, accented=True)
    assert len(added) <= MOST
    assert len(other) <= len(words) + MOST * 4


def test_the_first_table_says_something_new() -> None:
    for words, meaning in {**ABBREVIATIONS, **EVERYDAY}.items():
        assert syllables(words) != syllables(meaning)


@pytest.mark.django_db
def test_a_new_row_counts_at_once() -> None:
    assert Equivalent.objects.count() == len({**ABBREVIATIONS, **EVERYDAY})
    query = SearchQuery(keyword="tiền zzz")
    assert "bến" not in plan_for(query).single_shares
    Equivalent.objects.create(words="zzz", meaning="bến bãi")
    assert "bến" in plan_for(query).single_shares
    Equivalent.objects.get(words="zzz").delete()
    assert "bến" not in plan_for(query).single_shares


@pytest.mark.parametrize(("words", "meaning"), [("!!", "đất"), ("đất", "…"), ("Đất", "đất")])
def test_rows_that_no_search_could_use_are_refused(words: str, meaning: str) -> None:
    with pytest.raises(ValidationError):
        Equivalent(words=words, meaning=meaning).clean()


@pytest.mark.django_db
def test_editors_keep_the_table_and_visitors_do_not(client: Any) -> None:
    from tests.factories import make_department

    address = "/admin/snippets/search/equivalent/add/"
    assert client.post(address, {"words": "QQ", "meaning": "quà quê"}).status_code == 302
    assert not Equivalent.objects.filter(words="QQ").exists()
    department = make_department()
    client.force_login(department.author)
    assert client.post(address, {"words": "QQ", "meaning": "quà quê"}).status_code == 302
    assert Equivalent.objects.filter(words="QQ").exists()
