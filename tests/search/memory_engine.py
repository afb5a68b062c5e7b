"""An engine that builds its indexes in memory, to interleave a rebuild with whatever may happen meanwhile."""

from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future
from datetime import datetime
from typing import Any

from search.engines.base import EngineUnavailable, NeedsRebuild, RecordsRefused
from search.leases import Lease
from search.records import Record, digest_of

Key = tuple[str, str]


class MemoryIndex:
    """Digests by (source, key), None for what was deleted, with the token of the last write."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.held: dict[Key, tuple[int, str | None]] = {}

    def write(self, key: Key, digest: str | None, token: int) -> bool:
        """Write as a cluster does with versions from outside: not below the last one."""
        if self.held.get(key, (0, None))[0] > token:
            return False
        self.held[key] = (token, digest)
        return True

    def content(self) -> dict[Key, str]:
        """What searches find."""
        return {key: digest for key, (_token, digest) in self.held.items() if digest}


class MemoryEngine:
    """An engine as `search.engines.base` has it; `happen` is called before whatever it does."""

    name = "memory"

    def __init__(self) -> None:
        self.indexes: dict[str, MemoryIndex] = {}
        self.live: str | None = None
        self.mark = "1"
        self.happen: Callable[[str], object] = lambda step: None

    def content(self) -> dict[Key, str]:
        """What searches find."""
        return self._index("").content()

    def _index(self, into: str) -> MemoryIndex:
        if into:
            if into not in self.indexes:
                raise EngineUnavailable(f"no {into}")
            return self.indexes[into]
        if self.live is None:
            raise NeedsRebuild("none")
        return self.indexes[self.live]

    def probe(self) -> None:
        if self._index("").form != self.mark:
            raise NeedsRebuild("other form")

    def index(self, records: Sequence[Record], held: Lease, into: str = "") -> None:
        self.happen("index")
        self._write({(record.source, record.key): digest_of(record) for record in records}, held, into)

    def delete(self, source: str, keys: Collection[str], held: Lease, into: str = "") -> None:
        self.happen("delete")
        self._write(dict.fromkeys((source, key) for key in keys), held, into)

    def _write(self, digests: dict[Key, str] | dict[Key, None], held: Lease, into: str) -> None:
        index = self._index(into)
        refused = {key: "409" for key, digest in digests.items() if not index.write(key, digest, held.token)}
        self.happen("written")
        if refused:
            raise RecordsRefused(refused)

    def settle(self, rebuilt: bool = False) -> None:
        self.happen("settle")

    def builder(self) -> "MemoryEngine":
        return self

    def count(self) -> int:
        return len(self.content())

    def listed(self) -> Iterator[list[Key]]:
        yield list(self.content())

    def digests(self, source: str, keys: Collection[str]) -> dict[str, list[str]]:
        content = self.content()
        return {key: [content[source, key]] for key in keys if (source, key) in content}

    def form(self) -> str:
        return self.mark

    def index_name(self, moment: datetime) -> str:
        return f"memory-{moment:%Y%m%d%H%M%S%f}"

    def create(self, name: str) -> None:
        self.happen("create")
        self.indexes[name] = MemoryIndex(self.mark)
        self.happen("created")

    def is_usable(self, name: str) -> bool:
        return name in self.indexes and self.indexes[name].form == self.mark

    def is_live(self, name: str) -> bool:
        return self.live == name

    def prepare(self, name: str) -> None:
        self.happen("prepare")

    def switch(self, name: str) -> None:
        self.happen("switch")
        if not self.is_usable(name):
            raise EngineUnavailable(f"no {name}")
        self.live = name
        self.happen("switched")
        for other in [other for other in self.indexes if other < name]:
            del self.indexes[other]
        self.happen("older ones dropped")

    def drop(self, name: str) -> None:
        if name != self.live:
            self.indexes.pop(name, None)


class AtOnce:
    """Runs what is submitted at once and in the caller's thread, so that a test may interrupt it anywhere."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def __enter__(self) -> "AtOnce":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def submit(self, function: Callable[..., Any], *arguments: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(function(*arguments))
        return future
