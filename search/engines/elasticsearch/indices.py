"""Indexes under versioned names behind one alias, so that a new one takes over in a single step."""

from django.conf import settings
from django.utils import timezone
from elasticsearch import Elasticsearch

from . import mapping


def alias() -> str:
    """Return the name that searches and writes use."""
    return f"{settings.SEARCH_INDEX_PREFIX}-documents"


def create(client: Elasticsearch) -> str:
    """Create an empty index beside the live one and return its name."""
    name = f"{alias()}-{timezone.now():%Y%m%d%H%M%S%f}"
    client.indices.create(index=name, settings=mapping.settings(), mappings=mapping.mappings())
    return name


def switch(client: Elasticsearch, name: str) -> None:
    """Make an index the live one, then delete the others, finished or given up."""
    client.indices.put_settings(index=name, settings=mapping.live_settings())
    client.indices.refresh(index=name)
    remove = {"remove": {"index": f"{alias()}-*", "alias": alias(), "must_exist": False}}
    client.indices.update_aliases(actions=[remove, {"add": {"index": name, "alias": alias()}}])
    for other in client.indices.get(index=f"{alias()}-*", features="aliases"):
        if other != name:
            client.indices.delete(index=other, ignore_unavailable=True)


def ensure(client: Elasticsearch) -> None:
    """Make an empty live index if there is none yet."""
    if not client.indices.exists_alias(name=alias()):
        switch(client, create(client))
