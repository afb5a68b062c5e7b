"""A node of the cluster whose answer comes in time as a whole, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from elastic_transport import ConnectionTimeout, HttpHeaders, Urllib3HttpNode
from elastic_transport.client_utils import DEFAULT, DefaultType

from search.deadline import Deadline, TooLate

# Seconds for a request of the client's helpers, which set no limit.
LONGEST = 60.0
_until: ContextVar[Deadline | None] = ContextVar("until", default=None)


@contextmanager
def punctual(until: Deadline) -> Iterator[None]:
    """Let all requests in the block end at this moment, to however many nodes they go.

    They raise `TooLate` or the client's own time-out.
    """
    token = _until.set(until)
    try:
        yield
    finally:
        _until.reset(token)


class PunctualNode(Urllib3HttpNode):
    """The client's node, of which `request_timeout` bounds the wait for some bytes only."""

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: DefaultType | float | None = DEFAULT,
    ) -> Any:
        """Ask the node. Raises `TooLate` when no time is left to ask, so that the node isn't blamed."""
        seconds = request_timeout if isinstance(request_timeout, int | float) else LONGEST
        if until := _until.get():
            seconds = min(seconds, until.left)
        if not seconds:
            raise TooLate("no time is left")
        ask = super().perform_request
        try:
            return Deadline(seconds).wait_for(lambda: ask(method, target, body, headers, seconds))
        except TooLate as error:
            raise ConnectionTimeout(str(error)) from error
