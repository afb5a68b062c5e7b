"""One or more of several nodes fail for the site while the others are well: three proxies, a real server."""

import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from search import service
from search.engines.elasticsearch import client
from search.query import SearchQuery
from site_config.settings import base
from tests.search.corpus import MemorySource, record

from .indexing import rebuild, warm
from .proxy import Proxy

pytestmark = [pytest.mark.django_db, pytest.mark.service("elasticsearch")]

NUOC = SearchQuery(keyword="nước")


@pytest.fixture
def nodes(elasticsearch_settings: Any, source: MemorySource) -> Iterator[list[Proxy]]:
    """Three ways to the cluster, all named in the settings; one document is in the index."""
    direct = elasticsearch_settings.ELASTICSEARCH_URLS
    with ExitStack() as stack:
        made = [stack.enter_context(Proxy(direct[0])) for _number in range(3)]
        elasticsearch_settings.ELASTICSEARCH_URLS = [proxy.url for proxy in made]
        source.put(record("1", "nước"))
        rebuild()
        elasticsearch_settings.SEARCH_TIMEOUT_SECONDS = base.SEARCH_TIMEOUT_SECONDS
        warm(NUOC)
        yield made
    elasticsearch_settings.ELASTICSEARCH_URLS = direct


def timed() -> tuple[bool, float]:
    """Search; whether the answer is reduced, and the seconds it took."""
    began = time.monotonic()
    return service.search(NUOC).reduced, time.monotonic() - began


@pytest.mark.parametrize("mode", ["refuse", "hang", "slow", "reset", "503"])
def test_one_node_fails_and_the_others_answer(nodes: list[Proxy], mode: str) -> None:
    nodes[1].set(mode)
    before = nodes[1].requests
    answers = [timed() for _time in range(60)]
    assert not any(reduced for reduced, _seconds in answers)
    assert max(seconds for _reduced, seconds in answers) < base.SEARCH_TIMEOUT_SECONDS
    # It is asked once, or was asked by the requests under way, and then left alone.
    assert nodes[1].requests - before <= 2
    assert sum(seconds > base.SEARCH_TIMEOUT_SECONDS / 2 for _reduced, seconds in answers) <= 1
    print(f"\none of three nodes, {mode}: median {statistics.median(s for _r, s in answers) * 1000:.0f} ms")


def test_two_nodes_refuse(nodes: list[Proxy]) -> None:
    for node in nodes[:2]:
        node.set("refuse")
    assert not any(timed()[0] for _time in range(30))


def test_two_nodes_hang(nodes: list[Proxy]) -> None:
    """Half of the time each is not enough for three; once the two are known, the third answers."""
    for node in nodes[:2]:
        node.set("hang")
    # Now and then one of the two is tried again, and that search is answered by the database.
    answers: list[bool] = []
    until = time.monotonic() + 60
    while sum(answers[-20:]) < 19:
        assert time.monotonic() < until, answers
        reduced, seconds = timed()
        assert seconds < 2.0
        answers.append(not reduced)
        time.sleep(0.02)


def test_a_node_that_is_back_is_asked_again(nodes: list[Proxy], monkeypatch: pytest.MonkeyPatch) -> None:
    client._connect.cache_clear()
    monkeypatch.setattr(client, "NODE_REST", 1.0)
    nodes[0].set("refuse")
    for _time in range(20):
        timed()
    nodes[0].set("pass")
    before = nodes[0].requests
    time.sleep(1.1)
    for _time in range(40):
        assert not timed()[0]
    assert nodes[0].requests > before
    client._connect.cache_clear()


def test_writes_go_to_the_nodes_that_are_there(nodes: list[Proxy], source: MemorySource) -> None:
    nodes[2].set("refuse")
    source.put(*(record(str(number), "nước") for number in range(2, 40)))
    rebuild()
    assert service.search(NUOC).total == 39
