"""Whether an index was made for this version's queries: one that wasn't would find too little without a word."""

import hashlib
import json
import time

from elasticsearch import Elasticsearch

from search.engines.base import EngineUnavailable

from . import mapping
from .client import failures_named

# Seconds for which a look at the live index holds.
HOLDS = 30.0
_seen: dict[str, float] = {}


def mark() -> str:
    """Return what tells this version's fields and analysis from any other's."""
    made = [mapping.mappings(), mapping.settings()["analysis"]]
    return hashlib.sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()[:16]


def marked() -> dict[str, object]:
    """Return the mappings of a new index, which carry the mark."""
    return {**mapping.mappings(), "_meta": {"schema": mark()}}


def require(index: str, client: Elasticsearch) -> None:
    """Raise `EngineUnavailable` if the index behind an alias is not of this version; looks now and then."""
    if time.monotonic() < _seen.get(index, 0.0):
        return
    with failures_named():
        found = client.indices.get_mapping(index=index).body
    marks = {held["mappings"].get("_meta", {}).get("schema") for held in found.values()}
    if marks != {mark()}:
        raise EngineUnavailable(f"{index} was made for another version of the site: manage.py rebuild_search")
    _seen[index] = time.monotonic() + HOLDS
