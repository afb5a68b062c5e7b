"""Putting in, taking out and rebuilding, the same on every engine."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from search import upkeep
from search.engines.base import Engine
from search.engines.database.found import Found
from search.models import IndexBuild
from search.plan import make_plan
from search.query import SearchQuery, Sort
from search.records import Record, digest_of
from search.registry import get_engine

from .corpus import MemorySource, ask, counts, found, passage, put, record


def test_indexing_twice_changes_nothing(engine: Engine) -> None:
    first = record("1", "nước sạch", facets={"field": ("nuoc",)})
    for _time in range(3):
        put(engine, first)
    results = ask(engine, "nước sạch")
    assert results.total == 1
    assert counts(results, "field") == {"nuoc": 1}
    assert len(results.hits[0].passages) == 1


def test_the_same_record_twice_in_a_batch_is_in_once(engine: Engine) -> None:
    put(engine, record("1", "nước"), record("1", "đất"))
    assert ask(engine).total == 1
    assert found(engine, "đất") == ["1"]
    assert found(engine, "nước") == []


def test_an_update_takes_the_old_words_away(engine: Engine) -> None:
    put(engine, record("1", "nước sạch", "điện", facets={"field": ("nuoc",)}), record("2", "điện"))
    put(engine, record("1", "đất đai", title="Đất", facets={"field": ("dat",)}))
    assert found(engine, "nước sạch") == []
    assert found(engine, "điện") == ["2"]
    assert found(engine, "đất đai") == ["1"]
    assert counts(ask(engine), "field") == {"dat": 1}


def test_delete_takes_out_those_keys_of_that_source_only(engine: Engine) -> None:
    put(engine, record("1", "nước"), record("2", "nước"), record("1", "nước", source="news"))
    engine.delete("regulations", ["1", "never-there"])
    engine.delete("regulations", ["1"])
    engine.delete("regulations", [])
    engine.settle()
    results = ask(engine, "nước")
    assert sorted((hit.source, hit.key) for hit in results.hits) == [("news", "1"), ("regulations", "2")]


def test_what_was_just_put_in_can_be_taken_out_at_once(engine: Engine) -> None:
    engine.index([record("1", "nước")])
    engine.delete("regulations", ["1"])
    engine.settle()
    assert ask(engine).total == 0


def test_rebuild_holds_exactly_what_the_sources_offer(engine: Engine, source: MemorySource) -> None:
    put(engine, record("gone", "nước"), record("kept", "nước", "cũ"), record("1", "nước", source="news"))
    source.put(record("kept", "nước", "mới"), record("new", "nước"))
    done: list[int] = []
    assert upkeep.rebuild(engine, done.append) == 2
    assert sum(done) == 2
    assert sorted(found(engine, "nước")) == ["kept", "new"]
    assert found(engine, "cũ") == []
    assert engine.ready()
    assert engine.count() == 2
    assert not IndexBuild.objects.exists()


def test_a_rebuild_that_breaks_off_leaves_searches_working_and_goes_on(
    engine: Engine, source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(engine, record("0", "nước"))
    source.put(*(record(f"{number:03d}", "nước") for number in range(250)))
    read: list[str] = []
    original = MemorySource.records

    def records(memory: MemorySource, keys: Any = None) -> Iterator[Record]:
        read.extend(keys)
        if len(read) == 200:
            raise KeyboardInterrupt
        return original(memory, keys)

    monkeypatch.setattr(MemorySource, "records", records)
    with pytest.raises(KeyboardInterrupt):
        upkeep.rebuild(engine)
    assert found(engine, "nước")
    done: list[int] = []
    upkeep.rebuild(engine, done.append)
    assert sum(done) == engine.count() == 250
    assert engine.digests("regulations", ["0"]) == {}


def test_digests_and_listed_keys(engine: Engine) -> None:
    one = record("1", "nước")
    put(engine, one, record("2", "nước"), record("1", "nước", source="news"))
    engine.delete("regulations", ["2"])
    assert engine.digests("regulations", ["1", "2", "3"]) == {"1": [digest_of(one)]}
    assert engine.digests("regulations", []) == {}
    engine.settle()
    assert sorted(key for batch in engine.listed() for key in batch) == [("news", "1"), ("regulations", "1")]


def test_what_was_just_written_shows_in_the_digests_at_once(engine: Engine) -> None:
    newer = record("1", "đất")
    engine.index([record("1", "nước")])
    engine.index([newer])
    assert engine.digests("regulations", ["1"]) == {"1": [digest_of(newer)]}


@given(text=st.text(), title=st.text(), code=st.text(min_size=1))
def test_a_digest_changes_with_whatever_is_indexed(text: str, title: str, code: str) -> None:
    plain = record("1", "x")
    changes: list[dict[str, Any]] = [
        {"passages": (passage(text + "!"),)},
        {"title": title + "!"},
        {"facets": {"field": (code,)}},
        {"issued_on": None},
        {"url": title + "!"},
        {"languages": ("vi",)},
        {"translations": {"en": (title, "/")}},
    ]
    digests = [digest_of(plain), *(digest_of(replace(plain, **change)) for change in changes)]
    assert len(set(digests)) == len(digests)
    assert digest_of(plain) == digest_of(record("1", "x", facets={"unknown": ("a",)}))


def test_hits_carry_what_was_put_in(engine: Engine) -> None:
    put(engine, record("1", "nước", title="Tên", facets={"field": ("a", "b"), "unknown": ("x",)}))
    hit = ask(engine, "nước").hits[0]
    assert (hit.source, hit.key, hit.label, hit.title, hit.url) == (
        "regulations",
        "1",
        "Quyết định 1/2020/QĐ-UBND",
        "Tên",
        "/van-ban/1/",
    )
    assert hit.facets == {"field": ("a", "b")}
    assert (hit.issued_on.isoformat(), hit.effective_on.isoformat()) == ("2020-01-01", "2020-02-01")


def test_ranked_provisions_over_documents(engine: Engine) -> None:
    put(engine, record("1", "nước", "nước sạch nước sạch"), record("2", "nước sạch", "điện"))
    plan = make_plan(SearchQuery(keyword="nước sạch"))
    hits = engine.passages(plan, 10)
    assert [(hit.number, hit.article) for hit in hits] == [("1/2020/QĐ-UBND", "2"), ("2/2020/QĐ-UBND", "1")]
    assert hits[0].score >= hits[1].score > 0
    assert engine.passages(plan, 1) == hits[:1]
    assert engine.passages(make_plan(SearchQuery()), 10) == []


@pytest.mark.parametrize("size", [3, 60])
@pytest.mark.parametrize(
    "values",
    [
        {
            "keyword": "nước sạch theo 15/2020/QĐ-UBND",
            "filters": {"field": ("a",), "type": ("b",), "year": ("c",)},
        },
        {"keyword": "một câu hỏi dài về nước sạch ở nông thôn", "sort": Sort.ISSUED},
        {"keyword": ""},
    ],
)
def test_a_search_of_the_database_stays_within_its_queries(
    db: None, values: dict[str, Any], size: int
) -> None:
    engine = get_engine("database")
    facets = {"field": ("a",), "type": ("b",), "year": ("c",), "issuer": ("d",), "signer": ("e",)}
    put(engine, *(record(str(number), "nước sạch nông thôn", facets=facets) for number in range(size)))
    with CaptureQueriesContext(connection) as queries:
        engine.search(make_plan(SearchQuery(**values)))
    assert len(queries) <= 12


def test_a_record_written_anew_between_two_queries_is_left_out(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = get_engine("database")
    put(engine, record("1", "nước"), record("2", "nước"))
    score = Found.score

    def meanwhile(*args: Any) -> dict[int, float]:
        scores = score(*args)
        put(engine, record("1", "nước"))
        return scores

    monkeypatch.setattr(Found, "score", meanwhile)
    assert found(engine, "nước") == ["2"]
    assert len(engine.passages(make_plan(SearchQuery(keyword="nước")), 5)) == 1
