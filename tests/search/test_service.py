import socket
import time
from dataclasses import replace
from typing import Any

import pytest

from search import service
from search.engines.base import EngineUnavailable
from search.engines.database.engine import DatabaseEngine
from search.query import SearchQuery

from .corpus import MemorySource, put, record

pytestmark = pytest.mark.django_db
NUOC = SearchQuery(keyword="nước")


@pytest.fixture(autouse=True)
def _one_document(source: MemorySource) -> None:
    source.put(record("1", "nước"))
    put(DatabaseEngine(), *source.held.values())


def test_without_elasticsearch_the_database_answers_in_full() -> None:
    results = service.search(NUOC)
    assert (results.engine, results.reduced, results.total) == ("database", False, 1)


def test_elasticsearch_refused_the_database_answers_and_says_so(settings: Any) -> None:
    settings.ELASTICSEARCH_URLS = ["http://127.0.0.1:9"]
    results = service.search(NUOC)
    assert (results.engine, results.reduced, results.total) == ("database", True, 1)


def test_elasticsearch_that_hangs_is_given_up_and_then_left_alone(settings: Any) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        settings.ELASTICSEARCH_URLS = [f"http://127.0.0.1:{deaf.getsockname()[1]}"]
        settings.SEARCH_TIMEOUT_SECONDS = 0.5
        started = time.monotonic()
        assert service.search(NUOC).reduced
        first = time.monotonic()
        assert service.search(NUOC).reduced
        assert first - started < 1.9
        assert time.monotonic() - first < 0.4


def test_what_was_made_private_is_not_shown_before_the_index_knows(source: MemorySource) -> None:
    put(DatabaseEngine(), record("2", "nước"), record("3", "nước", source="withdrawn-with-a-release"))
    assert [hit.key for hit in service.search(NUOC).hits] == ["1"]


def test_a_page_far_away_is_the_last_there_is(source: MemorySource) -> None:
    assert service.search(replace(NUOC, page=100_000)).page == 1
    assert service.search(SearchQuery(page=100_000)).page == 1


@pytest.mark.service("elasticsearch")
def test_elasticsearch_without_an_index_the_database_answers(elasticsearch_settings: Any) -> None:
    assert service.search(NUOC).reduced


def test_who_names_an_engine_gets_no_other(settings: Any) -> None:
    assert service.search_passages(NUOC, 5, "database")[0].article == "1"
    with pytest.raises(EngineUnavailable):
        service.search_passages(NUOC, 5, "elasticsearch")
    with pytest.raises(KeyError):
        service.search_passages(NUOC, 5, "solr")
