"""Indexing and search load in threads, and what was promised meanwhile."""

import random
import statistics
import threading
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from search import outbox, service
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.client import for_writing
from search.models import OutboxEntry
from search.query import SearchQuery
from search.records import Record
from tests.search.corpus import MemorySource, record

DOCUMENTS = 300
KEYS = [f"{number:03}" for number in range(DOCUMENTS)]
NUOC = SearchQuery(keyword="nước")
ENGINE = "elasticsearch"


class Ledger(MemorySource):
    """A source that threads change, and the last revision of each record; one in ten changes is a deletion."""

    def __init__(self) -> None:
        super().__init__()
        self.revision = dict.fromkeys(KEYS, 0)
        self.deleted_at: dict[str, int] = {}
        for key in KEYS:
            self.change(key, delete=False)

    def change(self, key: str, *, delete: bool) -> int:
        """Give the record new content, or take it out; return its new revision."""
        self.revision[key] += 1
        if delete:
            self.held.pop(key, None)
            self.deleted_at[key] = self.revision[key]
        else:
            revision = self.revision[key]
            texts = [f"nước sạch lần {revision} điều {place} " + "đất đai " * 50 for place in range(5)]
            self.put(record(key, *texts, title=str(revision)))
        return self.revision[key]

    def records(self, keys: Collection[str] | None = None) -> Iterator[Record]:
        """As its parent, of one moment."""
        return MemorySource(*list(self.held.values())).records(keys)

    def keys(self, after: str = "", limit: int = 1000) -> list[str]:
        """As its parent, of one moment."""
        return MemorySource(*list(self.held.values())).keys(after, limit)


@dataclass(frozen=True)
class Answer:
    """A search that was made: when it began, the seconds it took, whether it was reduced."""

    at: float
    seconds: float
    reduced: bool


class Load:
    """Threads that change records, carry the changes, and search, until `stop`; `errors` is what they raised."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.answers: list[Answer] = []
        self.changes: list[float] = []
        self.promises: dict[int, tuple[str, int]] = {}
        self.errors: list[BaseException] = []
        self._over = threading.Event()
        work = [self._change, self._carry, self._search, self._search]
        self._threads = [threading.Thread(target=self._repeat, args=(action,)) for action in work]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let every thread finish what it does."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _repeat(self, action: Callable[[], None]) -> None:
        try:
            while not self._over.is_set():
                action()
        except BaseException as error:
            self.errors.append(error)
        finally:
            connection.close()

    def _change(self) -> None:
        key = random.choice(KEYS)
        began = time.monotonic()
        with transaction.atomic():
            revision = self.ledger.change(key, delete=random.random() < 0.1)
            outbox.record_change(self.ledger.name, key)
        self.changes.append(time.monotonic() - began)
        entry = OutboxEntry.objects.filter(engine=ENGINE, key=key).latest("pk")
        self.promises[entry.pk] = key, revision
        self._over.wait(0.05)

    def _carry(self) -> None:
        outbox.drain()
        self._over.wait(0.2)

    def _search(self) -> None:
        began = time.monotonic()
        results = service.search(NUOC)
        self.answers.append(Answer(began, time.monotonic() - began, results.reduced))
        self._over.wait(0.1)

    def acknowledged(self) -> list[int]:
        """Return the entries of the outbox, of those written here, that the cluster has acknowledged."""
        entries = OutboxEntry.objects.filter(engine=ENGINE, pk__in=list(self.promises))
        return list(entries.filter(acknowledged_at__isnull=False).values_list("pk", flat=True))

    def broken_promises(self) -> tuple[int, list[Any]]:
        """Return how many acknowledged changes were looked at, and those that the index does not hold."""
        kept = self.acknowledged()
        client = for_writing()
        ids = [f"{self.ledger.name}:{key}" for key in KEYS]
        held = {
            found["_id"].partition(":")[2]: int(found["_source"]["title"])
            for found in client.mget(index=indices.alias(), ids=ids, source=["title"])["docs"]
            if found["found"]
        }
        broken = []
        for key, revision in (self.promises[pk] for pk in kept):
            there = held.get(key)
            if there is None:
                # Gone is right if it was deleted then or later.
                if self.ledger.deleted_at.get(key, 0) < revision:
                    broken.append((key, revision, None))
            elif there < revision:
                broken.append((key, revision, there))
        return len(kept), broken


def figures(answers: list[Answer]) -> str:
    """Return number, median and longest time, and the longest stretch of reduced answers, of some searches."""
    seconds = [answer.seconds for answer in answers]
    return (
        f"{len(answers)} searches, median {statistics.median(seconds) * 1000:.0f} ms, "
        f"longest {max(seconds) * 1000:.0f} ms, reduced at a stretch {longest_reduced(answers):.1f} s"
    )


def longest_reduced(answers: list[Answer]) -> float:
    """Return the seconds of the longest stretch in which every answer was reduced."""
    longest, since = 0.0, None
    for answer in sorted(answers, key=lambda one: one.at):
        if not answer.reduced:
            since = None
            continue
        since = answer.at if since is None else since
        longest = max(longest, answer.at + answer.seconds - since)
    return longest
