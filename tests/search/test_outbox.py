from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import default_task_backend
from django_tasks_db.models import DBTaskResult

from search import outbox, tasks
from search.engines.base import EngineUnavailable
from search.engines.database.engine import DatabaseEngine
from search.models import IndexBuild, IndexState, OutboxEntry
from search.records import Record
from search.registry import get_engine

from .corpus import MemorySource, found, record

pytestmark = pytest.mark.django_db
CLOSED = "http://127.0.0.1:9"


def changed(*keys: str) -> None:
    for key in keys:
        outbox.record_change("regulations", key)


def waiting(engine: str = "database") -> list[str]:
    return list(outbox.pending(engine).order_by("pk").values_list("key", flat=True))


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
    assert waiting() == []


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
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the queue is away")

    monkeypatch.setattr(type(default_task_backend), "enqueue", fail, raising=False)
    monkeypatch.setattr(type(tasks.drain_outbox), "enqueue", fail)
    with django_capture_on_commit_callbacks(execute=True):
        changed("1")
    assert OutboxEntry.objects.count() == 1


def test_the_version_before_goes_on_writing(source: MemorySource) -> None:
    """While a deployment migrates, processes that don't know the new columns still write entries."""
    source.put(record("1", "nước"))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_outboxentry (engine, source, key, created_at) VALUES (%s, %s, %s, %s)",
            ["database", "regulations", "1", timezone.now()],
        )
        cursor.execute(
            "INSERT INTO search_indexstate (engine, writer, counted_passages, mean_length)"
            " VALUES ('database', '', 0, 1)"
        )
    assert outbox.drain() == 1


def test_limit(source: MemorySource) -> None:
    changed(*map(str, range(7)))
    assert outbox.drain(limit=3) == 3
    assert len(waiting()) == 4


def test_a_change_that_comes_while_its_record_is_carried_is_not_lost(
    source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.put(record("1", "cũ"))
    changed("1")
    original = DatabaseEngine.index

    def index(engine: DatabaseEngine, records: Sequence[Record], *args: Any) -> None:
        if "cũ" in records[0].passages[0].text:
            source.put(record("1", "mới"))
            changed("1")
        original(engine, records, *args)

    monkeypatch.setattr(DatabaseEngine, "index", index)
    assert outbox.drain() == 2
    assert found(DatabaseEngine(), "mới") == ["1"]


# What was acknowledged


def test_what_was_acknowledged_is_kept_for_an_hour_and_for_a_rebuild(source: MemorySource) -> None:
    changed("1", "2", "3")
    outbox.drain()
    now = timezone.now()
    for key, age in (("1", timedelta(minutes=59)), ("2", timedelta(hours=2)), ("3", timedelta(hours=9))):
        OutboxEntry.objects.filter(key=key).update(acknowledged_at=now - age)
    build = IndexBuild.objects.create(engine="database", started_at=now - timedelta(hours=3))
    outbox.purge("database")
    assert sorted(OutboxEntry.objects.values_list("key", flat=True)) == ["1", "2"]
    build.started_at = now - timedelta(days=2)
    build.save()
    outbox.purge("database")
    assert list(OutboxEntry.objects.values_list("key", flat=True)) == ["1"]


def test_when_to_try_next(source: MemorySource, settings: Any) -> None:
    assert outbox.next_try() is None
    changed("1")
    assert outbox.next_try() <= timezone.now()
    later = timezone.now() + timedelta(minutes=7)
    OutboxEntry.objects.update(retry_at=later)
    assert outbox.next_try() == later
    OutboxEntry.objects.create(engine="never-there", source="regulations", key="1")
    assert outbox.next_try() == later
    latest = later + timedelta(minutes=7)
    IndexState.objects.create(engine="database", retry_at=latest)
    assert outbox.next_try() == latest


def test_away_is_an_error_of_its_own(settings: Any) -> None:
    settings.ELASTICSEARCH_URLS = [CLOSED]
    engine = get_engine("elasticsearch")
    assert not engine.ready()
    for call in (engine.probe, engine.settle, engine.count, lambda: engine.index([record("1")])):
        with pytest.raises(EngineUnavailable):
            call()
