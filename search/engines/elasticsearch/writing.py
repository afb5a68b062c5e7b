"""Sending changes to an index, and what the answers mean."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from elasticsearch import ApiError, helpers

from search.engines.base import EngineUnavailable, IndexReadOnly, NeedsRebuild, RecordsRefused
from search.leases import Lease
from search.records import Record

from . import copies, indices
from .client import failures_named, for_writing
from .documents import document, document_id

CHUNK = 100
CHUNK_BYTES = 8 * 1024 * 1024
# Of an item: this record cannot be taken, or a later writer was there first. Any other failure passes.
REFUSALS = {400, 409, 413}
# A block with these is set on purpose or because a disk is full; with others the cluster is starting.
BLOCKED = {403, 429}
BLOCK = "cluster_block_exception"
NO_INDEX = "index_not_found_exception"
# How long a write waits for its copies: less than the client waits for an answer.
COPIES_WITHIN = "10s"

Action = dict[str, Any]


def put(records: Sequence[Record], held: Lease | None, into: str) -> None:
    """Put records in. Raises `RecordsRefused`, `EngineUnavailable`."""
    _send(
        (
            {"_id": document_id(record.source, record.key), "_source": document(record), **_version(held)}
            for record in records
        ),
        into,
    )


def take_out(source: str, keys: Collection[str], held: Lease | None, into: str) -> None:
    """Take records out. Raises `RecordsRefused`, `EngineUnavailable`."""
    _send(
        ({"_op_type": "delete", "_id": document_id(source, key), **_version(held)} for key in keys),
        into,
    )


def _version(held: Lease | None) -> Action:
    """Return what keeps a write under this lease from replacing one under a later lease."""
    return {"version": held.token, "version_type": "external_gte"} if held else {}


def _send(actions: Iterable[Action], into: str) -> None:
    reasons: dict[tuple[str, str], str] = {}
    with failures_named(), blocks_named():
        sent = helpers.streaming_bulk(
            for_writing(),
            actions,
            index=into or indices.alias(),
            chunk_size=CHUNK,
            max_chunk_bytes=CHUNK_BYTES,
            raise_on_error=False,
            require_alias=not into,
            timeout=COPIES_WITHIN,
        )
        for taken, item in sent:
            ((_action, outcome),) = item.items()
            if taken:
                copies.require(outcome)
            elif outcome.get("result") != "not_found":
                source, _colon, key = outcome["_id"].partition(":")
                reasons[source, key] = _refusal(outcome)
    if reasons:
        raise RecordsRefused(reasons)


def _refusal(outcome: Mapping[str, Any]) -> str:
    """Return why this very record is refused; raise what it is if the whole index is."""
    status, error = outcome["status"], outcome.get("error", {})
    kind = error.get("type", "") if isinstance(error, dict) else str(error)
    if kind == BLOCK and status in BLOCKED:
        raise IndexReadOnly(f"{kind}: {error.get('reason')}")
    if kind == NO_INDEX:
        raise NeedsRebuild(f"there is no live index: {error.get('reason')}")
    if status not in REFUSALS:
        raise EngineUnavailable(f"status {status} for {outcome['_id']}: {kind}")
    return str(error)[:500]


@contextmanager
def blocks_named() -> Iterator[None]:
    """Turn the refusal of a whole request because of a block into `IndexReadOnly`."""
    try:
        yield
    except ApiError as error:
        if error.error == BLOCK and error.status_code in BLOCKED:
            raise IndexReadOnly(str(error)[:300]) from error
        raise
