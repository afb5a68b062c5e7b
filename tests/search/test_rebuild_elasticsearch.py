"""Rebuilds on a real cluster, and the real process that is killed in the middle."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from elasticsearch import Elasticsearch

from search import outbox, upkeep
from search.engines.base import EngineUnavailable
from search.models import IndexState
from search.registry import get_engine

from .corpus import MemorySource, empty_index, found, record

pytestmark = [pytest.mark.django_db, pytest.mark.service("elasticsearch")]


def test_elasticsearch_is_rebuilt_beside_the_live_index(
    source: MemorySource, elasticsearch_settings: Any
) -> None:
    engine = get_engine("elasticsearch")
    source.put(record("1", "nước"), record("3", "nước"))
    upkeep.rebuild(engine)

    def meanwhile(count: int) -> None:
        source.put(record("1", "đất"), record("2", "nước"))
        del source.held["3"]
        outbox.record_changes("regulations", ["1", "2", "3"])
        outbox.drain()
        assert found(engine, "nước") == ["2"]

    upkeep.rebuild(engine, meanwhile)
    assert found(engine, "nước") == ["2"]
    assert found(engine, "đất") == ["1"]
    assert not outbox.pending("elasticsearch").exists()
    assert len(indexes()) == 1


def test_without_a_live_index_changes_wait_and_none_is_made_by_the_way(
    source: MemorySource, elasticsearch_settings: Any
) -> None:
    engine = get_engine("elasticsearch")
    source.put(record("1", "nước"), record("2", "nước"))
    outbox.record_change("regulations", "1")
    outbox.drain()
    assert IndexState.objects.get(engine="elasticsearch").condition == "needs_rebuild"
    assert outbox.pending("elasticsearch").count() == 1
    assert indexes() == []
    upkeep.rebuild(engine)
    assert found(engine, "nước") == ["1", "2"]
    assert not outbox.pending("elasticsearch").exists()


@pytest.mark.parametrize(
    ("block", "condition"), [("write", "read_only"), ("read_only_allow_delete", "read_only")]
)
def test_an_index_that_takes_no_changes_keeps_them(
    source: MemorySource, elasticsearch_settings: Any, block: str, condition: str
) -> None:
    engine = get_engine("elasticsearch")
    empty_index(engine)
    (name,) = indexes()
    source.put(record("1", "nước"))
    outbox.record_change("regulations", "1")
    with client() as cluster:
        cluster.indices.put_settings(index=name, settings={f"index.blocks.{block}": True})
        outbox.drain()
        state = IndexState.objects.get(engine="elasticsearch")
        assert (state.condition, state.failures) == (condition, 1)
        (entry,) = outbox.pending("elasticsearch")
        assert entry.attempts == 0
        with pytest.raises(EngineUnavailable) as refused:
            engine.index([record("1", "nước")])
        assert refused.value.condition == condition
        cluster.indices.put_settings(index=name, settings={f"index.blocks.{block}": None})
    IndexState.objects.update(retry_at=None)
    outbox.drain()
    assert found(engine, "nước") == ["1"]


def test_an_index_of_another_mapping_keeps_changes_waiting(
    source: MemorySource, elasticsearch_settings: Any
) -> None:
    engine = get_engine("elasticsearch")
    alias = f"{elasticsearch_settings.SEARCH_INDEX_PREFIX}-documents"
    with client() as cluster:
        cluster.indices.create(
            index=f"{alias}-20200101000000000000",
            mappings={"dynamic": "strict", "properties": {"title": {"type": "integer"}}},
            aliases={alias: {}},
        )
    source.put(record("1", "nước", title="Tên"))
    outbox.record_change("regulations", "1")
    outbox.drain()
    assert IndexState.objects.get(engine="elasticsearch").condition == "needs_rebuild"
    (entry,) = outbox.pending("elasticsearch")
    assert entry.attempts == 0
    upkeep.rebuild(engine)
    assert found(engine, "nước") == ["1"]
    assert len(indexes()) == 1


def test_a_rebuild_that_is_killed_goes_on_in_another_process(
    tmp_path: Path, elasticsearch_settings: Any
) -> None:
    path, prefix = tmp_path / "db.sqlite3", elasticsearch_settings.SEARCH_INDEX_PREFIX
    process = start_rebuild(path, prefix, "1500")
    done = wait_until_some_are_done(path, process, 300)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    (begun,) = indexes()
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("UPDATE search_indexbuild SET leased_until = NULL")
        for key in ("00005", "00007"):
            # As if the live index had been told while the new one was built.
            database.execute(
                "INSERT INTO search_outboxentry (engine, source, key, created_at, acknowledged_at)"
                " VALUES ('elasticsearch', 'regulations', ?, datetime('now'),"
                " strftime('%Y-%m-%d %H:%M:%f', 'now'))",
                [key],
            )
    process = start_rebuild(path, prefix, "1500", "00005", "-00007")
    output, _errors = process.communicate(timeout=120)
    report = json.loads(output.splitlines()[-1])
    assert report["in_step"]
    assert report["changed"] == ["00005"]
    assert report["done"][0] >= done >= 300
    assert sum(report["done"]) == 1500 - (report["done"][0] < 7)
    assert indexes() == [begun]


def start_rebuild(path: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.search.killed_rebuild", str(path), *arguments],
        cwd=Path(__file__).resolve().parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )


def wait_until_some_are_done(path: Path, process: "subprocess.Popen[str]", number: int) -> int:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        time.sleep(0.02)
        with suppress(sqlite3.OperationalError), closing(sqlite3.connect(path)) as database:
            (done,) = database.execute("SELECT sum(done) FROM search_indexbuild").fetchone()
            if (done or 0) >= number:
                return int(done)
    raise AssertionError("the rebuild ended before it could be killed")


def client() -> Elasticsearch:
    return Elasticsearch(os.environ["ELASTICSEARCH_URL"].split(","), request_timeout=30)


def indexes() -> list[str]:
    with client() as cluster:
        found_there = cluster.indices.get(index=f"{configured.SEARCH_INDEX_PREFIX}-*", features="aliases")
        return sorted(found_there)
