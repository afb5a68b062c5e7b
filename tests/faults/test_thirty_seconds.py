"""A cluster that hangs for thirty seconds, from beginning to end: who waits, how long, and what is there then."""

import socket
import statistics
import threading
import time
from typing import Any

import pytest

from search import breaker, outbox, service
from search.query import SearchQuery
from tests.search.corpus import MemorySource, record

from .indexing import assert_in_step, rebuild, warm
from .proxy import HANG_SECONDS, Proxy

pytestmark = [pytest.mark.django_db, pytest.mark.service("elasticsearch"), pytest.mark.slow]
ANSWERED_WITHIN = 2.0
SEARCHES = 200
NUOC = SearchQuery(keyword="nước")


def silence(proxy: Proxy, seconds: list[float]) -> None:
    """Ask the proxy as a client would that waits; note how long it said nothing."""
    with socket.create_connection(("127.0.0.1", proxy.port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        began = time.monotonic()
        assert connection.recv(1) == b""
        seconds.append(time.monotonic() - began)


def test_thirty_seconds(proxy: Proxy, source: MemorySource, capsys: pytest.CaptureFixture[str]) -> None:
    source.put(*(record(str(number), "nước sạch") for number in range(50)))
    rebuild()
    warm(NUOC)
    proxy.set("hang")
    began = time.monotonic()
    silent: list[float] = []
    witness = threading.Thread(target=silence, args=(proxy, silent))
    witness.start()
    searched, changed = _search_and_change(source, began)
    drained = _timed(outbox.drain)
    witness.join()
    assert silent[0] > HANG_SECONDS - 1
    proxy.set("pass")
    back = time.monotonic()
    while service.search(NUOC).reduced:
        time.sleep(0.05)
        assert time.monotonic() - back < 3 * breaker.TRY_EVERY
    back = time.monotonic() - back
    with capsys.disabled():
        print(
            f"\n  silent for {silent[0]:.1f} s: {len(searched)} searches, "
            f"median {statistics.median(searched) * 1000:.0f} ms, "
            f"{sum(seconds > 0.5 for seconds in searched)} over 0.5 s, longest {max(searched) * 1000:.0f} ms; "
            f"longest change {max(changed) * 1000:.0f} ms; a worker held for {drained:.1f} s; "
            f"Elasticsearch answers again after {back:.1f} s"
        )
    assert len(searched) == SEARCHES
    assert max(searched) < ANSWERED_WITHIN
    assert sum(seconds > 0.5 for seconds in searched) <= HANG_SECONDS / breaker.TRY_EVERY + 1
    assert max(changed) < 1
    until = time.monotonic() + 60
    while outbox.pending("elasticsearch").exists():
        assert time.monotonic() < until
        outbox.drain()
        time.sleep(0.2)
    assert_in_step()


def _search_and_change(source: MemorySource, began: float) -> tuple[list[float], list[float]]:
    """Search SEARCHES times in the course of the hang, and change a record between any two searches."""
    searched, changed = [], []
    for number in range(SEARCHES):
        searched.append(_timed(lambda: service.search(NUOC)))
        source.put(record(str(number), f"nước lần {number}"))
        changed.append(_timed(lambda key=str(number): outbox.record_change(source.name, key)))
        wanted = began + (number + 1) * (HANG_SECONDS - 3) / SEARCHES
        time.sleep(max(0.0, wanted - time.monotonic()))
    return searched, changed


def _timed(action: Any) -> float:
    began = time.monotonic()
    action()
    return time.monotonic() - began
