"""On how many nodes an index is kept, and on how many a write must be before it counts."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from search.engines.base import EngineUnavailable

from .connection_rules import copies_acknowledged


def needed() -> int:
    """Return how many copies must be there for a write to be taken."""
    return copies_acknowledged(settings.ELASTICSEARCH_REPLICAS)


def live() -> dict[str, Any]:
    """Return the settings of an index that is live: its copies, and what a write waits for."""
    wanted = settings.ELASTICSEARCH_REPLICAS
    if "-" in wanted:
        copies: dict[str, Any] = {"auto_expand_replicas": wanted}
    else:
        copies = {"auto_expand_replicas": "false", "number_of_replicas": int(wanted)}
    return copies | {"write.wait_for_active_shards": str(needed())}


def filling() -> dict[str, Any]:
    """Return the settings of an index that is being filled.

    Copies come afterwards, which is quicker, unless a node's end must not undo what was filled in.
    """
    return live() if needed() > 1 else {}


def require(written: Mapping[str, Any]) -> None:
    """Raise `EngineUnavailable` if the cluster took a write, but had it on too few nodes: it is sent again."""
    there = written["_shards"]["successful"]
    if there < needed():
        raise EngineUnavailable(f"{written['_id']} is on {there} of at least {needed()} nodes")
