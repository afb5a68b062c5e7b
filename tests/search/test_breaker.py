import time

import pytest

from search import breaker
from search.breaker import Breaker


def test_closed_until_something_fails() -> None:
    watch = Breaker("x")
    assert not watch.is_away()
    watch.failed()
    assert watch.is_away()
    assert not Breaker("y").is_away()


def test_one_tries_in_an_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breaker, "TRY_EVERY", 1)
    watch = Breaker("x")
    watch.failed()
    assert not watch.may_try()
    for _interval in range(2):
        # Whoever tried and died without a word holds nobody up.
        time.sleep(1.1)
        assert [watch.may_try() for _time in range(3)] == [True, False, False]
    watch.recovered()
    assert not watch.is_away()
