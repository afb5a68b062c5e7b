"""The connection to the cluster, with its failures as the engine's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError

from search.engines.base import EngineUnavailable

# Seconds that a write, a merge or a refresh may take; nobody waits for a page meanwhile.
WRITE_TIMEOUT = 60.0


@lru_cache(maxsize=8)
def _connect(urls: tuple[str, ...]) -> Elasticsearch:
    # Another node is asked when one refuses; a slow answer is not asked for again.
    return Elasticsearch(list(urls), max_retries=len(urls) - 1, retry_on_timeout=False)


def for_searching() -> Elasticsearch:
    """Return the client that gives up after SEARCH_TIMEOUT_SECONDS. Raises `EngineUnavailable` if unset."""
    return _client().options(request_timeout=settings.SEARCH_TIMEOUT_SECONDS)


def for_writing() -> Elasticsearch:
    """Return the client that waits for long writes. Raises `EngineUnavailable` if no URL is set."""
    return _client().options(request_timeout=WRITE_TIMEOUT)


def _client() -> Elasticsearch:
    if not settings.ELASTICSEARCH_URLS:
        raise EngineUnavailable("no ELASTICSEARCH_URL is set")
    return _connect(tuple(settings.ELASTICSEARCH_URLS))


@contextmanager
def failures_named() -> Iterator[None]:
    """Turn whatever the cluster or the network refuses into `EngineUnavailable`."""
    try:
        yield
    except (ApiError, TransportError) as error:
        raise EngineUnavailable(f"{type(error).__name__}: {str(error)[:300]}") from error
