from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import default_task_backend
from django_tasks_db.models import DBTaskResult

from search import outbox, tasks, upkeep
from search.engines.base import EngineUnavailable, RecordsRefused
from search.engines.database.engine import DatabaseEngine
from search.leases import lease
from search.models import IndexState, OutboxEntry
from search.registry import get_engine
from search.tasks import drain_outbox

from .corpus import MemorySource, found, record

pytestmark = pytest.mark.django_db
CLOSED = "http://127.0.0.1:9"


def changed(*keys: str) -> None:
    for key in keys:
        outbox.record_change("regulations", key)


def test_changes_reach_the_index(source: MemorySource) -> None:
    source.put(record("1", "nước"), record("2", "nước"))
    changed("1", "2", "1", "never-there")
    done: list[int] = []
    assert outbox.drain(progress=done.append) == sum(done) == 4
    assert found(DatabaseEngine(), "nước") == ["1", "2"]
    del source.held["1"]
    source.put(record("2", "đất"))
    changed("1", "2")
    assert outbox.drain() == 2
    assert found(DatabaseEngine(), "nước") == []
    assert found(DatabaseEngine(), "đất") == ["2"]
    assert outbox.drain() == 0
    assert not OutboxEntry.objects.exists()


def test_a_change_taken_back_leaves_nothing(source: MemorySource) -> None:
    with transaction.atomic():
        changed("1")
        transaction.set_rollback(True)
    assert not OutboxEntry.objects.exists()


def test_a_worker_is_asked_once_a_transaction(
    source: MemorySource, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        changed("1", "2", "3")
    assert len(callbacks) == 1
    assert DBTaskResult.objects.filter(task_path="search.tasks.drain_outbox").count() == 1


def test_a_queue_that_fails_does_not_fail_the_change(
    source: MemorySource, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the queue is away")

    monkeypatch.setattr(type(default_task_backend), "enqueue", refuse, raising=False)
    monkeypatch.setattr(type(tasks.drain_outbox), "enqueue", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        changed("1")
    assert OutboxEntry.objects.count() == 1


def test_an_engine_that_is_away_keeps_its_entries_and_the_other_goes_on(
    source: MemorySource, settings: Any
) -> None:
    settings.ELASTICSEARCH_URLS = [CLOSED]
    source.put(record("1", "nước"))
    changed("1")
    assert outbox.drain() == 1
    assert list(OutboxEntry.objects.values_list("engine", "key")) == [("elasticsearch", "1")]
    assert found(DatabaseEngine(), "nước") == ["1"]
    drain_outbox.call()
    again = DBTaskResult.objects.get(task_path="search.tasks.drain_outbox")
    assert again.run_after > timezone.now() + timedelta(seconds=30)


@pytest.mark.service("elasticsearch")
def test_what_waited_is_carried_when_the_engine_is_back(
    source: MemorySource, elasticsearch_settings: Any
) -> None:
    urls = elasticsearch_settings.ELASTICSEARCH_URLS
    elasticsearch_settings.ELASTICSEARCH_URLS = [CLOSED]
    source.put(record("1", "nước"), record("2", "nước"))
    changed("1", "2")
    outbox.drain()
    del source.held["1"]
    changed("1")
    elasticsearch_settings.ELASTICSEARCH_URLS = urls
    outbox.drain()
    assert not OutboxEntry.objects.exists()
    assert found(get_engine("elasticsearch"), "nước") == found(DatabaseEngine(), "nước") == ["2"]


def test_a_refused_record_waits_and_the_others_go_in(
    source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.put(record("1", "nước"), record("2", "nước", number="9" * 300), record("3", "nước"))
    changed("1", "2", "3")
    original = DatabaseEngine.index

    def index(engine: DatabaseEngine, records: Any) -> None:
        original(engine, [item for item in records if item.key != "2"])
        raise RecordsRefused({("regulations", "2"): "too long"})

    monkeypatch.setattr(DatabaseEngine, "index", index)
    assert outbox.drain() == 2
    assert [entry.key for entry in OutboxEntry.objects.all()] == ["2"]
    assert found(DatabaseEngine(), "nước") == ["1", "3"]


def test_one_that_the_database_cannot_hold_is_refused_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from search.engines.database import writing

    monkeypatch.setattr(writing, "POSITIONS", 3)
    with pytest.raises(RecordsRefused) as caught:
        DatabaseEngine().index([record("1", "nước"), record("2", "a", "b", "c"), record("3", "nước")])
    assert list(caught.value.reasons) == [("regulations", "2")]


def test_limit(source: MemorySource) -> None:
    changed(*map(str, range(7)))
    assert outbox.drain(limit=3) == 3
    assert OutboxEntry.objects.count() == 4


def test_one_writer_at_a_time(source: MemorySource) -> None:
    changed("1")
    with lease("database") as held:
        assert held is not None
        assert outbox.drain() == 0
        with pytest.raises(upkeep.IndexBusy):
            upkeep.rebuild(DatabaseEngine())
    assert outbox.drain() == 1


def test_the_lease_of_a_dead_writer_ends(source: MemorySource) -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    IndexState.objects.create(engine="database", writer="dead", leased_until=long_ago)
    changed("1")
    assert outbox.drain() == 1


def test_rebuild_replays_what_came_meanwhile(source: MemorySource) -> None:
    source.put(record("1", "nước"), record("2", "nước"))

    def meanwhile(count: int) -> None:
        source.put(record("1", "đất"), record("3", "đất"))
        changed("1", "3")
        assert outbox.drain() == 0

    assert upkeep.rebuild(DatabaseEngine(), meanwhile) == 2
    assert not OutboxEntry.objects.exists()
    assert found(DatabaseEngine(), "đất") == ["1", "3"]
    assert found(DatabaseEngine(), "nước") == ["2"]


@pytest.mark.service("elasticsearch")
def test_rebuild_of_elasticsearch_replays_and_leaves_one_index(
    source: MemorySource, elasticsearch_settings: Any
) -> None:
    engine = get_engine("elasticsearch")
    source.put(record("1", "nước"))
    upkeep.rebuild(engine)

    def meanwhile(count: int) -> None:
        source.put(record("2", "nước"))
        changed("2")
        outbox.drain()
        assert found(engine, "nước") == ["1"]

    upkeep.rebuild(engine, meanwhile)
    assert found(engine, "nước") == ["1", "2"]
    assert not OutboxEntry.objects.exists()


def test_away_is_an_error_of_its_own(settings: Any) -> None:
    settings.ELASTICSEARCH_URLS = [CLOSED]
    engine = get_engine("elasticsearch")
    assert not engine.ready()
    with pytest.raises(EngineUnavailable):
        engine.index([record("1")])
