import threading
import time

import pytest

from search import deadline
from search.deadline import Deadline, TooLate


def test_what_is_asked_comes_back() -> None:
    until = Deadline(5)
    assert until.wait_for(lambda: 7) == 7
    assert 4 < until.left <= 5


def test_errors_come_back_as_they_are() -> None:
    def fail() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        Deadline(5).wait_for(fail)


def test_who_does_not_answer_is_left() -> None:
    done = threading.Event()
    until = Deadline(0.1)
    began = time.monotonic()
    with pytest.raises(TooLate):
        until.wait_for(done.wait)
    assert 0.1 <= time.monotonic() - began < 0.5
    assert until.left == 0
    with pytest.raises(TooLate):
        until.wait_for(done.wait)
    done.set()


def test_those_left_behind_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "_places", threading.BoundedSemaphore(2))
    done = threading.Event()
    for _time in range(2):
        with pytest.raises(TooLate):
            Deadline(0.5).wait_for(done.wait)
    before = threading.active_count()
    with pytest.raises(TooLate, match="wait for an answer already"):
        Deadline(0.05).wait_for(lambda: pytest.fail("asked"))
    assert threading.active_count() <= before
    done.set()
    assert Deadline(5).wait_for(lambda: 1) == 1
