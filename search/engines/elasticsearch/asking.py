"""Asking the live index within a deadline; an answer that is not whole is none."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from search.deadline import Deadline, TooLate
from search.engines.base import EngineUnavailable

from . import schema
from .client import failures_named, for_searching
from .node import punctual

# The client's names for what Python reserves or the client renames.
_RENAMED = {"from": "from_", "_source": "source"}


def patience() -> Deadline:
    """Return the deadline of a search that begins now, however many requests it needs."""
    return Deadline(settings.SEARCH_TIMEOUT_SECONDS)


@contextmanager
def in_time(until: Deadline) -> Iterator[None]:
    """Let all requests in the block end at this moment. Raises `EngineUnavailable` if they don't by themselves."""
    try:
        with punctual(until):
            yield
    except TooLate as error:
        raise EngineUnavailable(str(error)) from error


@contextmanager
def answers_read() -> Iterator[None]:
    """Turn an answer that cannot be read, as of an index that is not ours, into `EngineUnavailable`."""
    try:
        yield
    except (KeyError, TypeError, AttributeError) as error:
        raise EngineUnavailable(f"an answer that was not understood: {error!r}") from error


def ask(index: str, body: dict[str, Any], until: Deadline) -> dict[str, Any]:
    """Return the whole answer of the index behind that alias to a search.

    Raises `EngineUnavailable` when it doesn't come in time, when a part of the index did not answer, or
    when the index was made for another version of the site; `QueryRefused` when the body is not taken.
    """
    arguments = {_RENAMED.get(name, name): value for name, value in body.items()}
    with in_time(until), failures_named():
        client = for_searching(until.left)
        schema.require(index, client)
        answer: dict[str, Any] = client.search(
            index=index,
            # A node that has a copy needs no other, which might hang.
            preference="_local",
            allow_partial_search_results=False,
            **arguments,
        ).body
    if answer["timed_out"] or answer["_shards"]["failed"]:
        raise EngineUnavailable("a part of the index did not answer")
    return answer
