"""Indexes under versioned names behind one alias, so that a new one takes over in a single step."""

from django.conf import settings
from elasticsearch import Elasticsearch

from search.engines.base import EngineUnavailable

from . import copies, mapping, schema

# For so long a deletion is remembered, so that a writer that stood still doesn't bring back what is gone.
DELETIONS_KEPT = "1h"


def alias() -> str:
    """Return the name that searches and writes use."""
    return f"{settings.SEARCH_INDEX_PREFIX}-documents"


def create(client: Elasticsearch, name: str) -> None:
    """Create an empty index beside the live one."""
    made = client.indices.create(
        index=name,
        settings={**mapping.settings(), **copies.filling(), "gc_deletes": DELETIONS_KEPT},
        mappings=schema.marked(),
        wait_for_active_shards=copies.needed(),
        # Below the client's own patience, so that the answer says what was missing.
        timeout="20s",
    )
    if not made["shards_acknowledged"]:
        client.indices.delete(index=name, ignore_unavailable=True)
        raise EngineUnavailable(f"{copies.needed()} nodes are needed for {name}, fewer are there")


def prepare(client: Elasticsearch, name: str) -> None:
    """Make an index ready to go live."""
    client.indices.put_settings(index=name, settings={**mapping.live_settings(), **copies.live()})
    client.indices.refresh(index=name)


def switch(client: Elasticsearch, name: str) -> None:
    """Make an index the live one in one step, then delete the older ones, finished or given up."""
    remove = {"remove": {"index": f"{alias()}-*", "alias": alias(), "must_exist": False}}
    client.indices.update_aliases(actions=[remove, {"add": {"index": name, "alias": alias()}}])
    for other in client.indices.get(index=f"{alias()}-*", features="aliases"):
        # One that began to be built later is somebody else's, who will let it take over.
        began = other.removeprefix(f"{alias()}-")
        if other < name or not began.isdigit():
            client.indices.delete(index=other, ignore_unavailable=True)
