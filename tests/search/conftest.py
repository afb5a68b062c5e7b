"""Engines for tests: the database's, whichever it is, and a real Elasticsearch under an index prefix of its own."""

import os
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch

from search import outbox, registry, replacing, sources
from search.engines.base import Engine
from search.registry import get_engine

from .corpus import MemorySource, empty_index
from .memory_engine import AtOnce, MemoryEngine
from .upkeep_site import Site, start


@pytest.fixture
def elasticsearch_settings(settings: Any) -> Iterator[Any]:
    """Settings that name the real cluster, with an index prefix that nobody else uses."""
    url = os.environ.get("ELASTICSEARCH_URL")
    if not url:
        pytest.skip("needs elasticsearch: set ELASTICSEARCH_URL")
    settings.ELASTICSEARCH_URLS = url.split(",")
    settings.SEARCH_INDEX_PREFIX = f"test-{uuid4().hex[:12]}"
    settings.SEARCH_TIMEOUT_SECONDS = 30
    yield settings
    with Elasticsearch(settings.ELASTICSEARCH_URLS, request_timeout=30) as client:
        for name in client.indices.get(index=f"{settings.SEARCH_INDEX_PREFIX}-*", features="aliases"):
            client.indices.delete(index=name)


@pytest.fixture(
    params=["database", pytest.param("elasticsearch", marks=pytest.mark.service("elasticsearch"))],
)
def engine(request: pytest.FixtureRequest, db: None) -> Engine:
    """Each engine in turn, its index empty."""
    if request.param == "elasticsearch":
        request.getfixturevalue("elasticsearch_settings")
    made = get_engine(request.param)
    empty_index(made)
    return made


@pytest.fixture
def source() -> Iterator[MemorySource]:
    """The only registered source, empty."""
    before = sources.all_sources()
    for other in before:
        sources.unregister(other.name)
    memory = MemorySource()
    sources.register(memory)
    yield memory
    sources.unregister(memory.name)
    for other in before:
        sources.register(other)


@pytest.fixture
def site(source: MemorySource, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Some records in a live index, batches of three."""
    engine = MemoryEngine()
    monkeypatch.setitem(registry.ENGINES, "memory", lambda: engine)
    monkeypatch.setattr(outbox, "configured_engines", lambda: ["memory"])
    monkeypatch.setattr(replacing, "BATCH", 3)
    monkeypatch.setattr(replacing, "ThreadPoolExecutor", AtOnce)
    monkeypatch.setattr(replacing, "PATIENCE", 0.0)
    return start(source, engine)
