"""Rebuilds that are interrupted anywhere, while changes come and other writers stand still."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from search import backoff, health, outbox, replacing, upkeep
from search.engines.base import EngineUnavailable, RecordsRefused
from search.engines.database.engine import DatabaseEngine
from search.leases import lease
from search.models import IndexBuild, IndexState, OutboxEntry

from .corpus import MemorySource, found, record
from .memory_engine import MemoryEngine
from .upkeep_site import Killed, Site, killed, when

pytestmark = pytest.mark.django_db
STEPS = [
    "create",
    "created",
    "index",
    "written",
    "delete",
    "prepare",
    "switch",
    "switched",
    "older ones dropped",
    "settle",
]


def test_changes_reach_the_live_index_while_another_is_built(site: Site) -> None:
    def meanwhile() -> None:
        site.put("a")
        site.put("b")
        site.remove("l")
        site.drain()
        assert site.in_step()
        site.put("z")

    site.engine.happen = when("index", 2, meanwhile)
    site.rebuild()
    assert site.in_step()
    assert len(site.engine.indexes) == 1
    assert not outbox.pending("memory").exists()


def test_a_change_that_only_the_old_index_was_told_of_is_not_lost(site: Site) -> None:
    """The lease ends just before the switch, and another writer tells the live index of a change."""

    def meanwhile() -> None:
        site.expire()
        site.put("b")
        site.drain()
        assert site.in_step()

    site.engine.happen = when("switch", 1, meanwhile)
    site.rebuild()
    assert site.in_step()


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("number", [1, 2])
def test_killed_anywhere_it_goes_on(site: Site, step: str, number: int) -> None:
    def meanwhile() -> None:
        site.put("c")
        site.remove("j")
        site.drain()
        raise Killed

    site.remove("b")
    site.engine.happen = when(step, number, meanwhile)
    try:
        site.rebuild()
    except Killed:
        site.engine.happen = lambda step: None
        site.put("d")
        site.expire()
        site.drain()
        assert site.in_step()
        site.rebuild()
    site.drain()
    assert site.in_step()
    assert len(site.engine.indexes) == 1
    assert not IndexBuild.objects.exists()


def test_a_batch_that_the_cluster_did_not_answer_is_offered_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backoff, "ENGINE_FIRST", timedelta(0))
    failures = 0

    def fail(step: str) -> None:
        nonlocal failures
        if step == "index" and failures < replacing.TRIES - 1:
            failures += 1
            raise EngineUnavailable("no answer in time")

    site.engine.happen = fail
    site.rebuild()
    assert site.in_step()
    failures = -9
    with pytest.raises(EngineUnavailable):
        site.rebuild()
    site.engine.happen = lambda step: None
    site.rebuild()
    assert site.in_step()


def test_what_was_done_is_not_done_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "AT_ONCE", 0)
    OutboxEntry.objects.all().delete()
    site.engine.happen = when("index", 3, killed)
    with pytest.raises(Killed):
        site.rebuild()
    (begun,) = [name for name in site.engine.indexes if name != site.engine.live]
    site.expire()
    sent: list[str] = []
    site.engine.happen = sent.append
    done: list[int] = []
    upkeep.rebuild(site.engine, done.append)
    assert site.engine.live == begun
    assert sent.count("index") == 1
    assert done == [6, 1]


@pytest.mark.parametrize("why", ["form", "age", "asked", "gone"])
def test_one_that_cannot_go_on_is_begun_anew_and_its_index_goes(site: Site, why: str) -> None:
    site.engine.happen = when("index", 3, killed)
    with pytest.raises(Killed):
        site.rebuild()
    (begun,) = [name for name in site.engine.indexes if name != site.engine.live]
    site.expire()
    if why == "form":
        site.engine.mark = "2"
    elif why == "age":
        IndexBuild.objects.update(started_at=timezone.now() - timedelta(days=2))
    elif why == "gone":
        del site.engine.indexes[begun]
    upkeep.rebuild(site.engine, restart=why == "asked")
    assert begun not in site.engine.indexes
    assert len(site.engine.indexes) == 1
    assert site.in_step()


def test_two_at_a_time_are_refused(site: Site) -> None:
    def second() -> None:
        with pytest.raises(upkeep.IndexBusy):
            site.rebuild()

    site.engine.happen = when("index", 2, second)
    site.rebuild()
    assert site.in_step()


def test_an_index_of_another_version_keeps_its_changes_for_the_rebuild(site: Site) -> None:
    site.engine.mark = "2"
    site.put("b")
    site.drain()
    assert outbox.pending("memory").count() == 1
    assert not site.in_step()
    assert IndexState.objects.get(engine="memory").condition == "needs_rebuild"
    site.rebuild()
    assert site.in_step()
    assert not outbox.pending("memory").exists()
    assert IndexState.objects.get(engine="memory").condition == "ok"
    assert not health.is_resting("memory")


def test_one_that_is_refused_is_tried_again_as_a_change(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    original = MemoryEngine.index

    def index(engine: MemoryEngine, records: Any, held: Any, into: str = "") -> None:
        original(engine, [item for item in records if item.key != "d"], held, into)
        if any(item.key == "d" for item in records):
            raise RecordsRefused({("regulations", "d"): "too long"})

    monkeypatch.setattr(MemoryEngine, "index", index)
    with pytest.raises(RecordsRefused):
        site.rebuild()
    (entry,) = outbox.pending("memory")
    assert (entry.key, entry.last_error) == ("d", "too long")
    assert entry.retry_at
    monkeypatch.setattr(MemoryEngine, "index", original)
    site.drain()
    assert site.in_step()


# The database engine, rebuilt in place


def test_the_database_engine_takes_changes_while_it_is_rebuilt(
    source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "BATCH", 1)
    source.put(record("1", "nước"), record("2", "nước"), record("3", "nước"))

    def meanwhile(count: int) -> None:
        if "0" not in source.held:
            source.put(record("0", "đất"), record("1", "đất"), record("3", "đất"))
            del source.held["2"]
            outbox.record_changes("regulations", ["0", "1", "2", "3"])
            assert outbox.drain() == 4
            assert found(DatabaseEngine(), "đất") == ["0", "1", "3"]

    upkeep.rebuild(DatabaseEngine(), meanwhile)
    assert found(DatabaseEngine(), "đất") == ["0", "1", "3"]
    assert found(DatabaseEngine(), "nước") == []


def test_a_rebuild_in_place_waits_for_who_writes(
    source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "PATIENCE", 0.3)
    source.put(record("1", "nước"))
    with lease("database"), pytest.raises(upkeep.IndexBusy):
        upkeep.rebuild(DatabaseEngine())
    assert upkeep.rebuild(DatabaseEngine()) == 1
