from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import default_task_backend
from django_tasks_db.models import DBTaskResult

from search import backoff, outbox, sources, tasks
from search.engines.base import EngineUnavailable, IndexReadOnly, NeedsRebuild, RecordsRefused
from search.engines.database.engine import DatabaseEngine
from search.leases import LeaseLost, lease
from search.models import IndexBuild, IndexState, OutboxEntry
from search.records import Record
from search.registry import get_engine
from search.tasks import drain_outbox

from .corpus import MemorySource, empty_index, found, record

pytestmark = pytest.mark.django_db
CLOSED = "http://127.0.0.1:9"


def changed(*keys: str) -> None:
    for key in keys:
        outbox.record_change("regulations", key)


def waiting(engine: str = "database") -> list[str]:
    return list(outbox.pending(engine).order_by("pk").values_list("key", flat=True))


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


# One writer at a time


def test_limit(source: MemorySource) -> None:
    changed(*map(str, range(7)))
    assert outbox.drain(limit=3) == 3
    assert len(waiting()) == 4


def test_one_writer_at_a_time(source: MemorySource) -> None:
    changed("1")
    with lease("database") as held:
        assert held is not None
        assert outbox.drain() == 0
        with lease("database") as second:
            assert second is None
    assert outbox.drain() == 1


def test_the_lease_of_a_dead_writer_ends(source: MemorySource) -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    IndexState.objects.create(engine="database", writer="dead", leased_until=long_ago)
    changed("1")
    assert outbox.drain() == 1


def test_each_lease_has_a_higher_token_whatever_the_clock_says() -> None:
    tokens = []
    ahead = int((timezone.now() + timedelta(days=365)).timestamp() * 1000)
    for _time in range(3):
        with lease("database") as held:
            tokens.append(held.token)
    IndexState.objects.update(token=ahead)
    with lease("database") as held:
        tokens.append(held.token)
    # An older copy of the database was restored.
    IndexState.objects.update(token=0)
    with lease("database") as held:
        assert held.token > tokens[2]
    assert tokens == sorted(set(tokens))


def test_a_writer_that_stood_still_writes_nothing_old(source: MemorySource) -> None:
    engine = DatabaseEngine()
    with lease("database") as slow:
        IndexState.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
        with lease("database") as quick:
            engine.index([record("1", "mới")], quick)
            engine.delete("regulations", ["2"], quick)
        with pytest.raises(LeaseLost):
            slow.renew()
        with pytest.raises(LeaseLost):
            engine.index([record("1", "cũ"), record("2", "cũ")], slow)
        with pytest.raises(LeaseLost):
            engine.delete("regulations", ["1"], slow)
    assert found(engine, "mới") == ["1"]
    assert found(engine, "cũ") == []


@pytest.mark.service("elasticsearch")
def test_a_writer_that_stood_still_writes_nothing_old_to_elasticsearch(elasticsearch_settings: Any) -> None:
    engine = get_engine("elasticsearch")
    empty_index(engine)
    with lease("elasticsearch") as slow:
        IndexState.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
        with lease("elasticsearch") as quick:
            engine.index([record("1", "mới"), record("2", "mới")], quick)
            engine.delete("regulations", ["2", "3"], quick)
            engine.index([record("1", "mới hơn")], quick)
        with pytest.raises(RecordsRefused) as caught:
            engine.index([record(key, "cũ") for key in "1234"], slow)
        assert sorted(key for _source, key in caught.value.reasons) == ["1", "2", "3"]
        with pytest.raises(RecordsRefused):
            engine.delete("regulations", ["1"], slow)
    engine.settle()
    assert found(engine, "hơn") == ["1"]
    assert found(engine, "cũ") == ["4"]


def test_a_writer_that_lost_its_lease_acknowledges_nothing(
    source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.put(record("1", "cũ"))
    changed("1")
    original = MemorySource.records

    def records(memory: MemorySource, keys: Any = None) -> Any:
        found_records = list(original(memory, keys))
        IndexState.objects.update(writer="somebody else", leased_until=Now() + timedelta(minutes=1))
        return iter(found_records)

    monkeypatch.setattr(MemorySource, "records", records)
    assert outbox.drain() == 0
    assert waiting() == ["1"]
    assert found(DatabaseEngine(), "cũ") == []


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


def test_the_queue_looks_again_once(source: MemorySource, monkeypatch: pytest.MonkeyPatch) -> None:
    source.put(record("1", "nước"))
    refuse(monkeypatch, "1")
    changed("1")
    for _time in range(3):
        drain_outbox.call()
    (again,) = DBTaskResult.objects.filter(task_path="search.tasks.drain_outbox")
    assert again.run_after > timezone.now() + timedelta(seconds=20)


def test_away_is_an_error_of_its_own(settings: Any) -> None:
    settings.ELASTICSEARCH_URLS = [CLOSED]
    engine = get_engine("elasticsearch")
    assert not engine.ready()
    for call in (engine.probe, engine.settle, engine.count, lambda: engine.index([record("1")])):
        with pytest.raises(EngineUnavailable):
            call()
