"""Compiled requests, without a server."""

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from search.engines.elasticsearch.compiler import compile_numbers, compile_passages, compile_search
from search.equivalents import Equivalents
from search.plan import make_plan
from search.query import SearchQuery, Sort


def compiled(keyword: str = "", ranks: dict[str, int] | None = None, **values: Any) -> dict[str, Any]:
    return compile_search(make_plan(SearchQuery(keyword=keyword, **values)), ranks or {})


def nested(body: dict[str, Any]) -> dict[str, Any]:
    return body["query"]["bool"]["should"][0]["nested"]


def matched(body: dict[str, Any]) -> dict[str, Any]:
    return nested(body)["query"]["function_score"]["query"]["bool"]


def test_accented_words_ask_accented_fields() -> None:
    singles, cover, pairs, pair_cover = matched(compiled("đất đai"))["should"]
    assert list(cover["match"]) == ["passages.title_words.cover"]
    assert list(pair_cover["match"]) == ["passages.title_words.pair_cover"]
    assert singles["combined_fields"]["query"] == "đất đai"
    assert singles["combined_fields"]["fields"] == [
        "passages.title_words^6",
        "passages.label_words^4",
        "passages.text_words^1",
    ]
    assert pairs["combined_fields"]["query"] == "đất_đai"
    assert pairs["combined_fields"]["fields"][0] == "passages.title_words.pairs^6"


def test_bare_words_ask_folded_fields() -> None:
    singles, _cover, pairs, _pair_cover = matched(compiled("dat dai"))["should"]
    assert singles["combined_fields"]["fields"][2] == "passages.text_words.bare^1"
    assert pairs["combined_fields"]["fields"][2] == "passages.text_words.bare_pairs^1"


def test_a_term_needs_all_syllables_a_question_a_share_of_its_pairs() -> None:
    (term,) = matched(compiled("thu hồi đất"))["filter"]
    assert term["combined_fields"]["operator"] == "and"
    (question,) = matched(compiled("khi nào nhà nước thu hồi đất"))["filter"]
    assert question["combined_fields"]["minimum_should_match"] == 1


def test_one_syllable_has_no_pairs() -> None:
    assert len(matched(compiled("đất"))["should"]) == 2


def test_named_numbers_stand_above_every_score() -> None:
    _text, fits, exact = compiled("15/2023", {"r:1": 1, "r:2": 2, "r:0": 1})["query"]["bool"]["should"]
    named = {"bool": {"filter": [{"terms": {"id": ["r:0", "r:1"]}}]}}
    assert fits["constant_score"] == {"filter": named, "boost": 10_000.0}
    named = {"bool": {"filter": [{"terms": {"id": ["r:2"]}}]}}
    assert exact["constant_score"] == {"filter": named, "boost": 20_000.0}


def test_filters_come_after_facets_and_facets_leave_their_own_out() -> None:
    body = compiled("đất", filters={"field": ("a", "b"), "type": ("c",), "year": ()})
    assert body["aggs"]["unfiltered"] == {"filter": {"match_all": {}}}
    field = {"terms": {"facets.field": ["a", "b"]}}
    kind = {"terms": {"facets.type": ["c"]}}
    assert body["post_filter"] == {"bool": {"filter": [field, kind]}}
    assert body["aggs"]["field"]["filter"] == {"bool": {"filter": [kind]}}
    assert body["aggs"]["year"]["filter"] == body["post_filter"]


def test_dates_and_source_limit_everything() -> None:
    body = compiled(issued_from=date(2020, 1, 1), source="news")
    assert body["query"]["bool"]["filter"] == [
        {"term": {"source": "news"}},
        {"range": {"issued_on": {"gte": "2020-01-01"}}},
    ]


def test_page_and_order() -> None:
    body = compiled("đất", page=1_200, sort=Sort.ISSUED)
    assert (body["from"], body["size"], body["track_total_hits"]) == (11_990, 10, True)
    assert body["sort"][0] == {"issued_on": {"order": "desc", "missing": "_last"}}
    assert body["sort"][-1] == {"id": "asc"}


def test_passages_are_asked_for_within_their_documents() -> None:
    body = compile_passages(make_plan(SearchQuery(keyword="đất")), {}, 500)
    assert body["size"] == 100
    assert nested(body)["inner_hits"]["size"] == 100


def test_numbers_are_looked_up_by_their_sequence() -> None:
    assert compile_numbers('15"')["query"] == {"bool": {"filter": [{"term": {"sequence": '15"'}}]}}


def _strings(value: Any, path: str = "") -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [pair for key, item in value.items() for pair in _strings(item, f"{path}.{key}")]
    if isinstance(value, list):
        return [pair for item in value for pair in _strings(item, path)]
    return [(path, value)] if isinstance(value, str) else []


@given(st.text(max_size=300), st.text(max_size=50))
def test_what_is_typed_only_ever_is_a_value(keyword: str, code: str) -> None:
    samples = ("", "đất", "dat", "đất đai", "dat dai", "một hai ba bốn năm sáu", "mot hai ba bon nam sau")
    bodies = [compiled(sample, filters={"field": ("x",)}) for sample in samples]
    known = {path for body in bodies for path, _text in _strings(body)}
    body = compiled(keyword, filters={"field": (code,)})
    assert {path for path, _text in _strings(body)} <= known
    assert "query_string" not in json.dumps(body)


def test_phrases_are_required_and_exclusions_refused_in_a_row() -> None:
    plan = make_plan(SearchQuery(keyword="thu hồi đất đai"), phrases=["thu hồi"], excluded=["rừng"])
    found = nested(compile_search(plan, {}))["query"]["function_score"]["query"]["bool"]
    assert {"match_phrase": {"passages.text_words": "thu hồi"}} in found["filter"][1]["bool"]["should"]
    assert {"match_phrase": {"passages.title_words": "rừng"}} in found["must_not"][0]["bool"]["should"]


def test_a_term_is_found_in_either_wording() -> None:
    plan = make_plan(SearchQuery(keyword="thẻ BHYT"), Equivalents.of([("BHYT", "bảo hiểm y tế", False)]))
    (required,) = nested(compile_search(plan, {}))["query"]["function_score"]["query"]["bool"]["filter"]
    words = [way["combined_fields"]["query"] for way in required["bool"]["should"]]
    assert words == ["thẻ bhyt", "thẻ bảo hiểm y tế"]
