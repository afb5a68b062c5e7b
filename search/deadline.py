"""One deadline for everything that an answer has to wait for."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from threading import BoundedSemaphore, Thread
from typing import TypeVar

Answer = TypeVar("Answer")
# Requests of this process that may be under way at once, given up or not.
_AT_ONCE = 32
_places = BoundedSemaphore(_AT_ONCE)


class TooLate(Exception):
    """The time is up."""


class Deadline:
    """A moment that doesn't move, however many requests are made until then."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._ends = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left, at least 0."""
        return max(0.0, self._ends - time.monotonic())

    def wait_for(self, ask: Callable[[], Answer]) -> Answer:
        """Return what `ask` returns, or raise what it raises; raise `TooLate` when the time is up.

        `ask` runs in a thread of its own, because the timeouts of sockets bound each wait for some bytes,
        not the whole of an answer that trickles in, nor the look-up of a host's name, nor the wait for a
        free connection. When the time is up it is left to end by itself; it must not use the database.
        """
        places = _places
        if not places.acquire(timeout=self.left):
            raise TooLate(f"{_AT_ONCE} requests wait for an answer already")
        result: Future[Answer] = Future()
        Thread(target=_run, args=(ask, result, places), daemon=True, name="deadline").start()
        try:
            return result.result(self.left)
        except TimeoutError as error:
            raise TooLate(f"no answer within {self._seconds:g} s") from error


def _run(ask: Callable[[], Answer], result: "Future[Answer]", places: BoundedSemaphore) -> None:
    try:
        result.set_result(ask())
    except BaseException as error:
        result.set_exception(error)
    finally:
        places.release()
