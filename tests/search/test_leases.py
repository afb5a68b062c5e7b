"""One writer an index at a time, and what becomes of one that stood still."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from search import outbox
from search.engines.base import RecordsRefused
from search.engines.database.engine import DatabaseEngine
from search.leases import LeaseLost, lease
from search.models import IndexState
from search.registry import get_engine

from .corpus import MemorySource, empty_index, found, record
from .test_outbox import changed, waiting

pytestmark = pytest.mark.django_db


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
