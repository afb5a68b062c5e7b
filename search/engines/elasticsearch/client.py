"""The connection to the cluster, with its failures as the engine's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.conf import settings
from elastic_transport import RandomSelector
from elasticsearch import ApiError, BadRequestError, Elasticsearch, TransportError

from search.engines.base import EngineUnavailable, QueryRefused

from .node import PunctualNode

# Seconds that a write, a merge or a refresh may take on a node; nobody waits for a page meanwhile.
WRITE_TIMEOUT = 30.0
# Seconds for a sign of life before a write, so that a worker has time for other work while the cluster hangs.
SIGN_TIMEOUT = 3.0
# Seconds for which a node that failed is left alone, doubled with each further failure up to the longest.
NODE_REST, LONGEST_REST = 10.0, 60.0


@lru_cache(maxsize=8)
def _connect(urls: tuple[str, ...], api_key: str, ca_certs: str) -> Elasticsearch:
    several = len(urls) > 1
    trusted: dict[str, Any] = {"ca_certs": ca_certs} if ca_certs else {}
    return Elasticsearch(
        list(urls),
        api_key=api_key or None,
        # One more try than there are other nodes is left to a connection that was closed while idle.
        max_retries=max(1, len(urls) - 1),
        # A slow node is not asked again, another one is.
        retry_on_timeout=several,
        # Taking turns begins with the same node in each thread, and some servers have a thread a request.
        node_selector_class=RandomSelector,
        node_class=PunctualNode,
        dead_node_backoff_factor=NODE_REST,
        max_dead_node_backoff=LONGEST_REST,
        **trusted,
    )


def for_searching(seconds: float) -> Elasticsearch:
    """Return the client for a request that may take so long. Raises `EngineUnavailable` if no URL is set.

    With several nodes one gets half of the time, so that another can still answer while it hangs.
    """
    share = 0.5 if len(settings.ELASTICSEARCH_URLS) > 1 else 1.0
    # 0 would mean no timeout at all to a socket.
    return _client().options(request_timeout=max(seconds * share, 0.001))


def for_writing() -> Elasticsearch:
    """Return the client that waits for long writes. Raises `EngineUnavailable`, soon if nobody is there."""
    client = _client()
    with failures_named():
        client.options(request_timeout=SIGN_TIMEOUT).info()
    return client.options(request_timeout=WRITE_TIMEOUT)


def _client() -> Elasticsearch:
    if not settings.ELASTICSEARCH_URLS:
        raise EngineUnavailable("no ELASTICSEARCH_URL is set")
    try:
        return _connect(
            tuple(settings.ELASTICSEARCH_URLS),
            settings.ELASTICSEARCH_API_KEY,
            settings.ELASTICSEARCH_CA_CERTS,
        )
    # An address that is none, a certificate that cannot be read.
    except (ValueError, OSError) as error:
        raise EngineUnavailable(_said(error)) from error


@contextmanager
def failures_named() -> Iterator[None]:
    """Turn whatever the cluster or the network refuses into `EngineUnavailable`.

    A body that the cluster does not take becomes `QueryRefused`: it may well take the next one.
    """
    try:
        yield
    except BadRequestError as error:
        raise QueryRefused(_said(error)) from error
    except (ApiError, TransportError) as error:
        raise EngineUnavailable(_said(error)) from error


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error)[:300]}"
