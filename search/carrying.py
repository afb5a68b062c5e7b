"""Bringing an engine up to date about some records, whatever became of them."""

from collections.abc import Iterable, Sequence

from .batches import in_batches
from .engines.base import Engine, RecordsRefused
from .leases import Lease
from .loading import load

BATCH = 100
Key = tuple[str, str]


def carry(engine: Engine, changed: Iterable[Key], held: Lease, into: str = "") -> dict[Key, str]:
    """Put in what visitors may find of these (source, key), take out what they may not.

    The records are read here, so after what says that they changed and under the lease: of two writers
    the later one has read the later state. Returns why some were refused. Raises `EngineUnavailable`,
    `LeaseLost`.
    """
    by_source: dict[str, list[str]] = {}
    for source, key in dict.fromkeys(changed):
        by_source.setdefault(source, []).append(key)
    refused: dict[Key, str] = {}
    for source, keys in by_source.items():
        for some in in_batches(keys, BATCH):
            refused |= _carry(engine, source, some, held, into)
    return refused


def _carry(engine: Engine, source: str, keys: Sequence[str], held: Lease, into: str) -> dict[Key, str]:
    records, unread = load(source, keys)
    refused = {(source, key): reason for key, reason in unread.items()}
    gone = set(keys) - unread.keys() - {record.key for record in records}
    try:
        if records:
            engine.index(records, held, into)
    except RecordsRefused as error:
        refused |= error.reasons
    try:
        if gone:
            engine.delete(source, sorted(gone), held, into)
    except RecordsRefused as error:
        refused |= error.reasons
    return refused
