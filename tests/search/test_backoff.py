"""What is left alone for a while, and what goes on meanwhile: engines that are away, records refused."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from search import backoff, outbox, sources
from search.engines.base import EngineUnavailable, IndexReadOnly, NeedsRebuild, RecordsRefused
from search.engines.database.engine import DatabaseEngine
from search.models import IndexState, OutboxEntry
from search.records import Record
from search.registry import get_engine
from search.tasks import drain_outbox

from .corpus import MemorySource, empty_index, found, record
from .test_outbox import CLOSED, changed, waiting

pytestmark = pytest.mark.django_db


def refuse(monkeypatch: pytest.MonkeyPatch, *keys: str) -> list[list[str]]:
    """Let the database engine refuse these records; returns what it is given."""
    original = DatabaseEngine.index
    given: list[list[str]] = []

    def index(engine: DatabaseEngine, records: Sequence[Record], *args: Any) -> None:
        given.append([item.key for item in records])
        original(engine, [item for item in records if item.key not in keys], *args)
        reasons = {(item.source, item.key): "too long" for item in records if item.key in keys}
        if reasons:
            raise RecordsRefused(reasons)

    monkeypatch.setattr(DatabaseEngine, "index", index)
    return given


def break_probe(monkeypatch: pytest.MonkeyPatch, error: Exception | None) -> list[str]:
    probes: list[str] = []

    def probe(engine: DatabaseEngine) -> None:
        probes.append(engine.name)
        if error:
            raise error

    monkeypatch.setattr(DatabaseEngine, "probe", probe)
    return probes


# An engine that is away


def test_an_engine_that_is_away_keeps_its_entries_and_the_other_goes_on(
    source: MemorySource, settings: Any
) -> None:
    settings.ELASTICSEARCH_URLS = [CLOSED]
    source.put(record("1", "nước"))
    changed("1")
    assert outbox.drain() == 1
    assert (waiting(), waiting("elasticsearch")) == ([], ["1"])
    assert found(DatabaseEngine(), "nước") == ["1"]
    state = IndexState.objects.get(engine="elasticsearch")
    assert (state.condition, state.failures) == ("away", 1)
    assert state.last_error
    drain_outbox.call()
    again = DBTaskResult.objects.get(task_path="search.tasks.drain_outbox")
    assert again.run_after > timezone.now() + timedelta(seconds=3)


def test_a_late_retry_does_not_hold_up_an_earlier_one(source: MemorySource, settings: Any) -> None:
    settings.ELASTICSEARCH_URLS = [CLOSED]
    source.put(record("1", "nước"))
    changed("1")
    cache.set("search-drain-again", timezone.now() + timedelta(hours=1), 3_600)
    drain_outbox.call()
    again = DBTaskResult.objects.get(task_path="search.tasks.drain_outbox")
    assert again.run_after < timezone.now() + timedelta(minutes=1)
    drain_outbox.call()
    assert DBTaskResult.objects.filter(task_path="search.tasks.drain_outbox").count() == 1


def test_an_engine_that_is_away_is_asked_now_and_then(
    source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    probes = break_probe(monkeypatch, EngineUnavailable("refused"))
    changed("1")
    for _time in range(3):
        outbox.drain()
    assert len(probes) == 1
    IndexState.objects.update(retry_at=timezone.now() - timedelta(seconds=1))
    outbox.drain()
    assert len(probes) == 2
    state = IndexState.objects.get()
    left = state.retry_at - timezone.now()
    assert (state.failures, backoff.engine_rests(2)) == (2, timedelta(seconds=10))
    assert timedelta(seconds=8) < left < timedelta(seconds=11)
    IndexState.objects.update(retry_at=timezone.now() - timedelta(seconds=1))
    break_probe(monkeypatch, None)
    assert outbox.drain() == 1
    state.refresh_from_db()
    assert (state.condition, state.failures, state.retry_at, state.last_error) == ("ok", 0, None, "")
    assert state.last_success_at


@pytest.mark.parametrize(
    ("error", "condition"),
    [(IndexReadOnly("disk full"), "read_only"), (NeedsRebuild("other version"), "needs_rebuild")],
)
def test_what_concerns_the_whole_index_is_no_refusal_of_a_record(
    source: MemorySource, monkeypatch: pytest.MonkeyPatch, error: Exception, condition: str
) -> None:
    source.put(record("1", "nước"))

    def index(*args: Any) -> None:
        raise error

    monkeypatch.setattr(DatabaseEngine, "index", index)
    changed("1")
    assert outbox.drain() == 0
    entry = OutboxEntry.objects.get()
    assert (entry.acknowledged_at, entry.attempts, entry.retry_at) == (None, 0, None)
    assert IndexState.objects.get().condition == condition


def test_since_when_it_is_away_stays(source: MemorySource, monkeypatch: pytest.MonkeyPatch) -> None:
    break_probe(monkeypatch, EngineUnavailable("refused"))
    outbox.drain()
    since = IndexState.objects.get().condition_since
    IndexState.objects.update(retry_at=None)
    outbox.drain()
    assert IndexState.objects.get().condition_since == since


def test_rests_double_up_to_the_longest() -> None:
    assert [backoff.engine_rests(n).total_seconds() for n in (1, 2, 3, 5, 6, 10**6)] == [
        5,
        10,
        20,
        80,
        120,
        120,
    ]
    assert [backoff.record_rests(n).total_seconds() for n in (1, 2, 7, 8, 10**6)] == [
        30,
        60,
        1920,
        3600,
        3600,
    ]


@pytest.mark.service("elasticsearch")
def test_what_waited_is_carried_when_the_engine_is_back(
    source: MemorySource, elasticsearch_settings: Any
) -> None:
    engine = get_engine("elasticsearch")
    empty_index(engine)
    urls = elasticsearch_settings.ELASTICSEARCH_URLS
    elasticsearch_settings.ELASTICSEARCH_URLS = [CLOSED]
    source.put(record("1", "nước"), record("2", "nước"))
    changed("1", "2")
    outbox.drain()
    del source.held["1"]
    changed("1")
    elasticsearch_settings.ELASTICSEARCH_URLS = urls
    IndexState.objects.update(retry_at=None)
    outbox.drain()
    assert waiting() == waiting("elasticsearch") == []
    assert found(engine, "nước") == found(DatabaseEngine(), "nước") == ["2"]


# Records that are refused


def test_a_refused_record_waits_and_the_others_go_in(
    source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.put(record("1", "nước"), record("2", "nước"), record("3", "nước"))
    changed("1", "2", "3")
    given = refuse(monkeypatch, "2")
    assert outbox.drain() == 2
    assert waiting() == ["2"]
    assert found(DatabaseEngine(), "nước") == ["1", "3"]
    entry = OutboxEntry.objects.get(acknowledged_at=None)
    assert (entry.attempts, entry.last_error) == (1, "too long")
    assert timedelta(seconds=25) < entry.retry_at - timezone.now() < timedelta(seconds=31)
    changed("1")
    assert outbox.drain() == 1
    assert given == [["1", "2", "3"], ["1"]]


def test_a_refused_record_is_tried_again_for_longer_each_time(
    source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.put(record("1", "nước"))
    changed("1")
    refuse(monkeypatch, "1")
    for attempts in (1, 2, 3):
        OutboxEntry.objects.update(retry_at=None)
        outbox.drain()
        entry = OutboxEntry.objects.get()
        assert entry.attempts == attempts
    assert entry.retry_at > timezone.now() + timedelta(seconds=110)
    monkeypatch.undo()
    OutboxEntry.objects.update(retry_at=timezone.now() - timedelta(seconds=1))
    assert outbox.drain() == 1
    assert found(DatabaseEngine(), "nước") == ["1"]


def test_a_new_change_of_a_refused_record_is_tried_at_once(
    source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.put(record("1", "nước"))
    changed("1")
    given = refuse(monkeypatch, "1")
    outbox.drain()
    OutboxEntry.objects.update(attempts=9, retry_at=timezone.now() + timedelta(hours=1))
    changed("1")
    outbox.drain()
    assert len(given) == 2
    (entry,) = outbox.pending("database")
    assert entry.attempts == 1
    assert entry.retry_at < timezone.now() + timedelta(minutes=1)
    monkeypatch.undo()
    changed("1")
    outbox.drain()
    assert waiting() == []


def test_one_that_the_database_cannot_hold_is_refused_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from search.engines.database import writing

    monkeypatch.setattr(writing, "POSITIONS", 3)
    with pytest.raises(RecordsRefused) as caught:
        DatabaseEngine().index([record("1", "nước"), record("2", "a", "b", "c"), record("3", "nước")])
    assert list(caught.value.reasons) == [("regulations", "2")]


def test_a_record_that_cannot_be_read_does_not_hold_up_the_others(
    source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.put(*(record(str(number), "nước") for number in range(5)))
    original = MemorySource.records

    def records(memory: MemorySource, keys: Any = None) -> Any:
        for found_record in original(memory, keys):
            if found_record.key == "3":
                raise ValueError("a broken page")
            yield found_record

    monkeypatch.setattr(MemorySource, "records", records)
    changed(*source.held)
    assert outbox.drain() == 4
    assert waiting() == ["3"]
    assert "a broken page" in OutboxEntry.objects.get(acknowledged_at=None).last_error
    assert found(DatabaseEngine(), "nước") == ["0", "1", "2", "4"]


def test_a_source_that_went_takes_its_records_along(source: MemorySource) -> None:
    source.put(record("1", "nước"))
    changed("1")
    outbox.drain()
    sources.unregister(source.name)
    changed("1")
    assert outbox.drain() == 1
    assert found(DatabaseEngine(), "nước") == []


def test_the_queue_looks_again_once(source: MemorySource, monkeypatch: pytest.MonkeyPatch) -> None:
    source.put(record("1", "nước"))
    refuse(monkeypatch, "1")
    changed("1")
    for _time in range(3):
        drain_outbox.call()
    (again,) = DBTaskResult.objects.filter(task_path="search.tasks.drain_outbox")
    assert again.run_after > timezone.now() + timedelta(seconds=20)
