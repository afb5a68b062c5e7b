"""A search while the cluster is away or slow: real server, real sockets, the site's own patience."""

import threading
import time
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from search import breaker, service
from search.engines.elasticsearch import indices, mapping, schema
from search.plan import make_plan
from search.query import SearchQuery
from search.registry import get_engine
from search.results import Results
from tests.search.corpus import MemorySource, record

from .indexing import rebuild, warm
from .proxy import Proxy

pytestmark = [pytest.mark.django_db, pytest.mark.service("elasticsearch")]
ANSWERED_WITHIN = 2.0
NUOC = SearchQuery(keyword="nước")


def ask(query: SearchQuery = NUOC) -> tuple[Results, float]:
    """Search as the site does; the answer and the seconds it took."""
    began = time.monotonic()
    return service.search(query), time.monotonic() - began


@pytest.fixture(autouse=True)
def _indexed(proxy: Proxy, source: MemorySource) -> None:
    """One document in both engines; the cluster's code is warm."""
    source.put(record("1", "nước sạch"))
    rebuild()
    warm(NUOC)


@pytest.mark.parametrize("mode", ["refuse", "hang", "slow", "reset", "503", "429", "500", "401"])
def test_the_database_answers_in_time_and_says_so(proxy: Proxy, mode: str) -> None:
    proxy.set(mode)
    results, seconds = ask()
    assert (results.engine, results.reduced, results.total) == ("database", True, 1)
    assert seconds < ANSWERED_WITHIN
    results, seconds = ask()
    assert results.reduced
    assert seconds < 0.5


@pytest.mark.parametrize("keyword", ["nước bẩn quá", "1/2020/QĐ-UBND nước bẩn"])
def test_several_requests_share_one_deadline(proxy: Proxy, keyword: str) -> None:
    """Each request is well within the limit; together they are not."""
    proxy.set("late")
    before = proxy.requests
    results, seconds = ask(SearchQuery(keyword=keyword))
    assert proxy.requests - before >= 2
    assert results.reduced
    assert seconds < ANSWERED_WITHIN


def test_a_hang_costs_one_reader_in_an_interval(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breaker, "TRY_EVERY", 2)
    proxy.set("hang")
    waited = []
    until = time.monotonic() + 7
    while time.monotonic() < until:
        waited.append(ask()[1])
        time.sleep(0.01)
    slow = [seconds for seconds in waited if seconds > 0.5]
    assert len(waited) > 50
    # The first, and then one in two seconds after the last had given up.
    assert 2 <= len(slow) <= 4
    assert max(waited) < ANSWERED_WITHIN


def test_only_one_of_many_tries(proxy: Proxy) -> None:
    """Threads stand for processes: they share nothing but the cache."""
    proxy.set("hang")
    ask()
    tried: list[bool] = []
    watch = breaker.Breaker("elasticsearch")
    time.sleep(breaker.TRY_EVERY + 0.1)
    threads = [threading.Thread(target=lambda: tried.append(watch.may_try())) for _number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(tried) == 1


def test_back_by_itself(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breaker, "TRY_EVERY", 1)
    proxy.set("hang")
    assert ask()[0].reduced
    proxy.set("pass")
    began = time.monotonic()
    while ask()[0].reduced:
        assert time.monotonic() - began < 4
        time.sleep(0.05)
    assert not any(ask()[0].reduced for _time in range(10))


def test_without_an_index(elasticsearch_settings: Any, proxy: Proxy) -> None:
    elasticsearch_settings.SEARCH_INDEX_PREFIX += "-other"
    results, seconds = ask()
    assert results.reduced
    assert seconds < ANSWERED_WITHIN


def live_index(client: Elasticsearch) -> str:
    """The name of the index behind the alias."""
    return next(iter(client.indices.get_alias(name=indices.alias())))


def test_a_part_that_is_missing_is_not_shown_as_the_whole(proxy: Proxy) -> None:
    """Another index behind the alias whose only shard is nowhere: the cluster would answer with the rest."""
    with Elasticsearch(proxy.url, request_timeout=30) as client:
        nowhere = f"{indices.alias()}-nowhere"
        client.indices.create(
            index=nowhere,
            settings={**mapping.settings(), "routing.allocation.require._name": "no such node"},
            mappings=schema.marked(),
            wait_for_active_shards=0,
        )
        client.indices.update_aliases(actions=[{"add": {"index": nowhere, "alias": indices.alias()}}])
        partial = client.search(index=indices.alias())
        assert partial["_shards"]["failed"] == 1
        assert partial["hits"]["total"]["value"] == 1
    assert ask()[0].reduced


@pytest.mark.parametrize("known", [(), ("passages",), ("passages", "facets", "id", "source")])
def test_an_index_with_another_mapping(proxy: Proxy, known: tuple[str, ...]) -> None:
    """Foreign, or older: it would find nothing, or too little, without an error."""
    with Elasticsearch(proxy.url, request_timeout=30) as client:
        ours = mapping.mappings()["properties"]
        properties = {name: ours[name] for name in known}
        properties.get("passages", {}).get("properties", {}).pop("text_words", None)
        other = f"{indices.alias()}-old"
        client.indices.create(index=other, mappings={"properties": properties}, settings=mapping.settings())
        actions = [
            {"remove": {"index": live_index(client), "alias": indices.alias()}},
            {"add": {"index": other, "alias": indices.alias()}},
        ]
        client.indices.update_aliases(actions=actions)
    schema._seen.clear()
    assert ask()[0].reduced


def test_a_query_that_is_refused_stops_no_other(proxy: Proxy) -> None:
    """The cluster doesn't take it, as it would a query too deep; the next one goes there again."""
    proxy.set("400")
    results, _seconds = ask()
    assert (results.engine, results.reduced, results.total) == ("database", True, 1)
    proxy.set("pass")
    assert not ask()[0].reduced


def test_an_unreadable_certificate_or_address_stops_no_search(elasticsearch_settings: Any) -> None:
    elasticsearch_settings.ELASTICSEARCH_CA_CERTS = "/nowhere/ca.crt"
    elasticsearch_settings.ELASTICSEARCH_URLS = ["https://127.0.0.1:1"]
    assert ask()[0].reduced
    breaker.Breaker("elasticsearch").recovered()
    elasticsearch_settings.ELASTICSEARCH_URLS = ["localhost"]
    assert ask()[0].reduced


def test_the_database_engine_never_asks_the_cluster(proxy: Proxy) -> None:
    before = proxy.requests
    get_engine("database").search(make_plan(NUOC))
    assert proxy.requests == before
