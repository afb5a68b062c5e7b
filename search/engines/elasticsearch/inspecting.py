"""Looking at the live index: whether it takes changes, and what it holds."""

from collections.abc import Collection, Iterator
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError, helpers

from search.batches import in_batches
from search.engines.base import IndexReadOnly, NeedsRebuild

from . import indices, schema
from .client import SIGN_TIMEOUT, WRITE_TIMEOUT, failures_named, for_writing
from .documents import document_id

BATCH = 1_000
BLOCKS = ("read_only", "read_only_allow_delete", "write")


def _live(client: Elasticsearch) -> dict[str, Any]:
    """Return the mark and the blocks of every index behind the alias, by its name."""
    try:
        return client.indices.get(
            index=indices.alias(),
            filter_path=["*.mappings._meta", "*.settings.index.blocks", "*.settings.index.uuid"],
        ).body
    except NotFoundError:
        return {}


def probe() -> None:
    """Raise `NeedsRebuild`, `IndexReadOnly` or `EngineUnavailable` unless the live index takes changes."""
    with failures_named():
        live = _live(for_writing().options(request_timeout=SIGN_TIMEOUT))
    if len(live) != 1:
        raise NeedsRebuild(f"{len(live)} live indexes instead of one")
    ((name, held),) = live.items()
    if held.get("mappings", {}).get("_meta", {}).get("schema") != schema.mark():
        raise NeedsRebuild(f"{name} was made by another version")
    blocks = held["settings"]["index"].get("blocks", {})
    if blocked := [block for block in BLOCKS if blocks.get(block) == "true"]:
        raise IndexReadOnly(f"{name} is blocked: {', '.join(blocked)}")


def count() -> int:
    """Return the number of documents; 0 without a live index."""
    with failures_named():
        client = for_writing().options(request_timeout=SIGN_TIMEOUT, ignore_status=404)
        found: int = client.count(index=indices.alias()).body.get("count", 0)
    return found


def listed() -> Iterator[list[tuple[str, str]]]:
    """Yield source and key of every document, in batches; none without a live index."""
    with failures_named():
        client = for_writing()
        if not client.indices.exists_alias(name=indices.alias()):
            return
        client.indices.refresh(index=indices.alias())
        hits = helpers.scan(
            client, index=indices.alias(), size=BATCH, _source=False, request_timeout=WRITE_TIMEOUT
        )
        for batch in in_batches(hits, BATCH):
            yield [(source, key) for source, _colon, key in (hit["_id"].partition(":") for hit in batch)]


def digests(source: str, keys: Collection[str]) -> dict[str, list[str]]:
    """Return the digests of these documents by key: several where several indexes are live."""
    found: dict[str, list[str]] = {}
    with failures_named():
        client = for_writing()
        for name in _live(client) if keys else ():
            # Asked for by id, what was written is there at once; a search would see it after a refresh.
            answer = client.mget(
                index=name,
                ids=[document_id(source, key) for key in keys],
                stored_fields=["digest"],
                source=False,
            )
            for held in answer["docs"]:
                if held.get("found"):
                    key = held["_id"].partition(":")[2]
                    found.setdefault(key, []).extend(held.get("fields", {}).get("digest", [""]))
    return found
