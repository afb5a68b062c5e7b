"""Comparing an index with the database, and repairing it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from search import drift, outbox
from search.drift import kind_of, verify
from search.engines.base import Engine, IndexReadOnly, RecordsRefused
from search.engines.database.engine import DatabaseEngine
from search.models import IndexedDocument, IndexState, OutboxEntry
from search.registry import get_engine

from .corpus import MemorySource, found, put, record

pytestmark = pytest.mark.django_db


def counts(report: drift.Drift) -> dict[str, int]:
    return {kind: number for kind, number in report.counts.items() if number}


@pytest.mark.parametrize(
    ("wanted", "held", "kind"),
    [
        ("a", ["a"], None),
        ("a", ["b"], "stale"),
        ("a", [""], "stale"),
        ("a", [], "missing"),
        ("a", ["a", "a"], "doubled"),
        (None, [], None),
        (None, ["a"], "surplus"),
    ],
)
def test_kinds(wanted: str | None, held: list[str], kind: str | None) -> None:
    assert kind_of(wanted, held) == kind


def test_an_index_in_step_shows_no_drift(engine: Engine, source: MemorySource) -> None:
    source.put(*(record(str(number), "nước") for number in range(230)))
    put(engine, *source.held.values())
    done: list[int] = []
    report = verify(engine, done.append)
    assert (report.total, report.lag, report.checked, sum(done)) == (0, 0, 230, 230)
    state = IndexState.objects.get(engine=engine.name)
    assert state.drift["checked"] == 230
    assert state.verified_at


def test_each_kind_is_found_and_repaired(engine: Engine, source: MemorySource) -> None:
    source.put(*(record(str(number), "nước") for number in range(9)))
    put(engine, *(source.held[key] for key in "34567"), record("8", "cũ"), record("gone", "nước"))
    put(engine, record("1", "nước", source="withdrawn"))
    report = verify(engine)
    assert counts(report) == {"missing": 3, "surplus": 2, "stale": 1}
    assert report.named["stale"] == ["regulations:8"]
    assert sorted(report.named["surplus"]) == ["regulations:gone", "withdrawn:1"]
    assert found(engine, "cũ") == ["8"]
    repaired = verify(engine, repair=True)
    assert (repaired.total, repaired.lag, repaired.repaired) == (0, 0, 6)
    assert sorted(found(engine, "nước")) == sorted(source.held)
    assert found(engine, "cũ") == []
    assert verify(engine).total == 0


def test_what_waits_in_the_outbox_is_lag(engine: Engine, source: MemorySource) -> None:
    source.put(record("1", "nước"), record("2", "nước"))
    outbox.record_changes("regulations", ["1"], [engine.name])
    report = verify(engine)
    assert (counts(report), report.lag) == ({"missing": 1}, 1)


def test_what_moves_while_we_look_is_lag(
    engine: Engine, source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.put(record("1", "cũ"), record("2", "cũ"))
    put(engine, *source.held.values())
    original = drift.load

    def load(*args: Any) -> Any:
        records = original(*args)
        source.put(record("1", "mới"))
        outbox.record_changes("regulations", ["1"], [engine.name])
        outbox.drain_engine(engine)
        return records

    monkeypatch.setattr(drift, "load", load)
    report = verify(engine)
    assert (report.total, report.lag) == (0, 1)
    monkeypatch.undo()
    assert (verify(engine).total, verify(engine).lag) == (0, 0)


def test_what_was_carried_before_is_no_excuse(source: MemorySource) -> None:
    source.put(record("1", "nước"))
    outbox.record_change("regulations", "1")
    outbox.drain()
    OutboxEntry.objects.update(acknowledged_at=timezone.now() - timedelta(seconds=1))
    IndexedDocument.objects.update(digest="other")
    assert counts(verify(DatabaseEngine())) == {"stale": 1}


def test_a_record_that_is_refused_is_drift_that_stays(
    source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.put(record("1", "nước"), record("2", "nước"))
    refused = []

    def index(*args: Any) -> None:
        refused.append(args)
        raise RecordsRefused({("regulations", key): "too long" for key in "12"})

    monkeypatch.setattr(DatabaseEngine, "index", index)
    outbox.record_changes("regulations", ["1", "2"])
    outbox.drain()
    assert counts(verify(DatabaseEngine())) == {"refused": 2}
    outbox.record_change("regulations", "2")
    assert counts(verify(DatabaseEngine())) == {"refused": 1}
    report = verify(DatabaseEngine(), repair=True)
    assert counts(report) == {"refused": 2}
    monkeypatch.undo()
    assert verify(DatabaseEngine(), repair=True).repaired == 2


def test_what_cannot_be_carried_now_is_lag_not_repaired(
    source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.put(record("1", "nước"))

    def full(engine: DatabaseEngine) -> None:
        raise IndexReadOnly("disk full")

    monkeypatch.setattr(DatabaseEngine, "probe", full)
    report = verify(DatabaseEngine(), repair=True)
    assert (report.total, report.lag, report.repaired) == (0, 1, 0)
    assert IndexState.objects.get().condition == "read_only"


def test_a_record_that_cannot_be_read_is_named(source: MemorySource, monkeypatch: pytest.MonkeyPatch) -> None:
    source.put(record("1", "nước"), record("2", "nước"))
    put(DatabaseEngine(), *source.held.values())

    def records(memory: MemorySource, keys: Any = None) -> Any:
        if "2" in keys:
            raise ValueError("a broken page")
        return iter([memory.held[key] for key in keys])

    monkeypatch.setattr(MemorySource, "records", records)
    report = verify(DatabaseEngine())
    assert report.named == {"refused": ["regulations:2"]}


def test_it_may_be_stopped_and_run_again(source: MemorySource) -> None:
    source.put(*(record(f"{number:03d}", "nước") for number in range(250)))

    def stop(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify(DatabaseEngine(), stop, repair=True)
    assert DatabaseEngine().count() == 100
    assert verify(DatabaseEngine(), repair=True).repaired == 150


def run(*arguments: str) -> int:
    try:
        call_command("verify_search", *arguments)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_the_command_ends_with_1_where_drift_remains(
    source: MemorySource, capsys: pytest.CaptureFixture[str]
) -> None:
    source.put(record("1", "nước"), record("2", "nước"))
    assert run() == 1
    assert capsys.readouterr().out.splitlines() == [
        "database: 2 checked, 2 missing, 0 surplus, 0 stale, 0 doubled, 0 refused, 0 lag, 0 repaired",
        "  missing: regulations:1 regulations:2",
    ]
    assert run("--repair", "--json") == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["database"]["repaired"] == 2
    assert run("--engine", "database") == 0


def test_the_command_says_that_an_engine_is_away(
    source: MemorySource, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.ELASTICSEARCH_URLS = ["http://127.0.0.1:9"]
    assert run() == 1
    out = capsys.readouterr().out
    assert "elasticsearch: did not answer: " in out
    assert "database: 0 checked" in out
    assert run("--json") == 1
    assert "error" in json.loads(capsys.readouterr().out)["elasticsearch"]


@pytest.mark.service("elasticsearch")
def test_an_index_that_must_be_rebuilt_is_named(
    source: MemorySource, elasticsearch_settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    source.put(record("1", "nước"))
    assert run("--engine", "elasticsearch", "--repair") == 1
    out = capsys.readouterr().out
    assert "rebuild_search is needed" in out
    assert "1 missing" in out
    assert not OutboxEntry.objects.exists()
    call_command("rebuild_search", "--engine", "elasticsearch")
    assert run("--engine", "elasticsearch") == 0


@pytest.mark.service("elasticsearch")
def test_two_live_indexes_are_found_and_a_rebuild_leaves_one(
    source: MemorySource, elasticsearch_settings: Any
) -> None:
    engine = get_engine("elasticsearch")
    source.put(record("1", "nước"), record("2", "nước"))
    call_command("rebuild_search", "--engine", "elasticsearch")
    alias = f"{elasticsearch_settings.SEARCH_INDEX_PREFIX}-documents"
    cluster = client()
    assert len(cluster.indices.get_alias(name=alias)) == 1
    engine.builder().create(f"{alias}-20200101000000000000")
    engine.index([record("1", "nước")], into=f"{alias}-20200101000000000000")
    cluster.indices.put_alias(index=f"{alias}-20200101000000000000", name=alias)
    report = verify(engine)
    assert counts(report) == {"doubled": 1}
    assert report.needs_rebuild
    outbox.record_change("regulations", "1")
    assert outbox.drain_engine(engine) == 0
    call_command("rebuild_search", "--engine", "elasticsearch")
    assert len(cluster.indices.get(index=f"{alias}-*", features="aliases")) == 1
    assert verify(engine).total == 0
    cluster.close()


def test_carry_changes_carries_and_looks_after_each_engine(
    source: MemorySource, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.ELASTICSEARCH_URLS = ["http://127.0.0.1:9"]
    source.put(record("1", "nước"))
    outbox.record_change("regulations", "1")
    call_command("carry_changes")
    out = capsys.readouterr().out
    assert "1 carried" in out
    assert "elasticsearch: away, 1 waiting" in out
    assert IndexState.objects.get(engine="database").last_success_at
    assert found(DatabaseEngine(), "nước") == ["1"]


def client() -> Any:
    from .test_rebuild_elasticsearch import client as made

    return made()
