"""The shared cache away, alone or with the cluster: each process then remembers by itself, and nobody waits."""

import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import OutOfMemoryError, RedisError, ResponseError

from core import cache as steady
from search import service
from search.breaker import Breaker
from search.engines.database.engine import DatabaseEngine
from search.query import SearchQuery
from site_config.settings import base
from tests.search.corpus import put, record

from .proxy import Proxy

pytestmark = [pytest.mark.django_db, pytest.mark.service("redis")]
NUOC = SearchQuery(keyword="nước")
MODES = ["refuse", "hang", "reset"]


@pytest.fixture
def redis(settings: Any) -> Iterator[Proxy]:
    """The real Redis behind a proxy, as the site's cache with the site's own time-outs."""
    url = os.environ.get("REDIS_URL")
    if not url:
        pytest.skip("needs redis: set REDIS_URL")
    with Proxy(url) as made:
        site = {"LOCATION": f"{made.url}/0", "KEY_PREFIX": f"faults-{made.port}"}
        settings.CACHES = {"default": {**base.CACHES["default"], **site}}
        yield made
        cache.close()


def test_a_cache_like_any_other(redis: Proxy) -> None:
    """The same answers from Redis and from the process's memory."""
    for mode in ("pass", "refuse"):
        redis.set(mode)
        cache.set("a", 1, 30)
        assert cache.get("a") == 1
        assert cache.get("none", "default") == "default"
        assert cache.add("b", "x", 30)
        assert not cache.add("b", "y", 30)
        assert cache.has_key("b")
        assert cache.touch("b", 30)
        assert cache.incr("a") == 2
        assert cache.decr("a") == 1
        assert cache.set_many({"c": 3, "d": [4]}, 30) == []
        assert cache.get_many(["a", "b", "c", "d", "e"]) == {"a": 1, "b": "x", "c": 3, "d": [4]}
        assert cache.get_or_set("f", lambda: 6, 30) == 6
        cache.delete_many(["c", "d", "f"])
        assert cache.delete("b")
        assert not cache.delete("b")
        assert cache.get_many(["a", "b", "c", "d"]) == {"a": 1}


def test_a_mistake_is_not_taken_for_an_absence(redis: Proxy) -> None:
    cache.set("word", "x", 30)
    with pytest.raises(Exception, match="integer"):
        cache.incr("word")
    cache.delete("word")
    with pytest.raises(ValueError, match="not found"):
        cache.incr("word")


@pytest.mark.parametrize(
    ("error", "wrong_call"),
    [
        (ResponseError("value is not an integer or out of range"), True),
        (ResponseError("MISCONF Redis is configured to save RDB snapshots"), False),
        (OutOfMemoryError("command not allowed"), False),
        (RedisConnectionError("reset"), False),
    ],
)
def test_what_is_a_wrong_call(error: RedisError, wrong_call: bool) -> None:
    assert steady.is_wrong_call(error) is wrong_call


@pytest.mark.parametrize("mode", MODES)
def test_one_time_out_and_then_no_more(redis: Proxy, mode: str) -> None:
    cache.set("a", 1, 30)
    redis.set(mode)
    began = time.monotonic()
    assert cache.get("a") is None
    assert time.monotonic() - began < 0.8
    before = redis.requests
    began = time.monotonic()
    for number in range(100):
        cache.set(str(number), number)
    assert time.monotonic() - began < 0.3
    assert redis.requests == before


def test_back_by_itself_and_nothing_old_comes_up(redis: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steady, "LEFT_ALONE", 1.0)
    cache.set("a", "before", 30)
    redis.set("refuse")
    cache.set("a", "meanwhile", 30)
    assert cache.get("a") == "meanwhile"
    redis.set("pass")
    time.sleep(1.1)
    assert cache.get("a") == "before"
    redis.set("refuse")
    assert cache.get("a") is None


@pytest.mark.parametrize("mode", MODES)
def test_search_goes_on_without_cluster_and_cache(redis: Proxy, settings: Any, mode: str) -> None:
    settings.ELASTICSEARCH_URLS = ["http://127.0.0.1:9"]
    put(DatabaseEngine(), record("1", "nước"))
    assert service.search(NUOC).reduced
    assert Breaker("elasticsearch").is_away()
    redis.set(mode)
    for limit in (1.2, 0.3, 0.3):
        began = time.monotonic()
        results = service.search(NUOC)
        assert (results.reduced, results.total) == (True, 1)
        assert time.monotonic() - began < limit
