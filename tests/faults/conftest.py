"""A real Elasticsearch behind a proxy that fails on demand."""

from collections.abc import Iterator
from typing import Any

import pytest

from search.engines.elasticsearch import schema
from site_config.settings import base
from tests.search.conftest import elasticsearch_settings, source  # noqa: F401

from .proxy import Proxy


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process remembers of the cluster is not handed from test to test."""
    monkeypatch.setattr(schema, "_seen", {})


@pytest.fixture
def proxy(elasticsearch_settings: Any) -> Iterator[Proxy]:  # noqa: F811
    """The proxy in front of the cluster, which the settings name; patience as in production."""
    direct = elasticsearch_settings.ELASTICSEARCH_URLS
    with Proxy(direct[0]) as made:
        elasticsearch_settings.ELASTICSEARCH_URLS = [made.url]
        elasticsearch_settings.SEARCH_TIMEOUT_SECONDS = base.SEARCH_TIMEOUT_SECONDS
        yield made
    elasticsearch_settings.ELASTICSEARCH_URLS = direct
