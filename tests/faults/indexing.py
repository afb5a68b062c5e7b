"""Bringing the index up to date, and comparing it with what it should hold."""

import io
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from elasticsearch import helpers

from search import service, sources
from search.breaker import Breaker
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.client import for_writing
from search.engines.elasticsearch.documents import document, document_id
from search.models import IndexedDocument
from search.query import SearchQuery
from search.records import Record

Shown = tuple[Any, ...]
ENGINES = ("database", "elasticsearch")


def rebuild() -> None:
    """Both indexes anew."""
    call_command("rebuild_search", stdout=io.StringIO(), stderr=io.StringIO())


def warm(query: SearchQuery, times: int = 1) -> None:
    """Search until the cluster answers in time so many times in a row: it compiles its code first."""
    until = time.monotonic() + 60
    in_time = 0
    while in_time < times:
        if time.monotonic() > until:
            pytest.fail("Elasticsearch never answered in time")
        reduced = service.search(query).reduced
        in_time = 0 if reduced else in_time + 1
        if reduced:
            Breaker("elasticsearch").recovered()


def assert_in_step() -> None:
    """Nothing is lost, doubled or stale in either index: by our own comparison and by `verify_search`."""
    found = {name: drift(name) for name in ENGINES}
    assert found == dict.fromkeys(ENGINES, (0, 0, 0)), found
    said = io.StringIO()
    try:
        call_command("verify_search", "--json", stdout=said, stderr=io.StringIO())
    except SystemExit:
        pytest.fail(said.getvalue())


def drift(engine: str) -> tuple[int, int, int]:
    """Compare what is offered with an index, text by text; the numbers of lost, doubled and stale records.

    Independent of `verify_search`, which compares digests.
    """
    offered = {
        document_id(record.source, record.key): _of_record(record)
        for source in sources.all_sources()
        for record in source.records()
    }
    held: dict[str, list[Shown]] = {}
    for name, shown in _in_cluster() if engine == "elasticsearch" else _in_database():
        held.setdefault(name, []).append(shown)
    lost = offered.keys() - held.keys()
    doubled = [name for name, copies in held.items() if len(copies) > 1]
    stale = [name for name, copies in held.items() if set(copies) != {offered.get(name)}]
    return len(lost), len(doubled), len(stale)


def _of_record(record: Record) -> Shown:
    made = document(record)
    return _shown(made, [(held["path"], held["title"], held["text"]) for held in made["passages"]])


def _in_cluster() -> Iterator[tuple[str, Shown]]:
    client = for_writing()
    client.indices.refresh(index=indices.alias())
    for hit in helpers.scan(client, index=indices.alias()):
        held = hit["_source"]
        passages = [(one["path"], one["title"], one["text"]) for one in held["passages"]]
        yield hit["_id"], _shown(held, passages)


def _in_database() -> Iterator[tuple[str, Shown]]:
    for row in IndexedDocument.objects.prefetch_related("passages"):
        passages = [(one.path, one.title, one.text) for one in row.passages.all()]
        values = {name: getattr(row, name) for name in ("title", "label", "url", "number", "facets")}
        issued_on = row.issued_on.isoformat() if row.issued_on else None
        yield document_id(row.source, row.key), _shown({**values, "issued_on": issued_on}, passages)


def _shown(values: dict[str, Any], passages: list[tuple[str, str, str]]) -> Shown:
    facets = tuple(sorted((name, tuple(codes)) for name, codes in values["facets"].items()))
    fields = tuple(values[name] for name in ("title", "label", "url", "number", "issued_on"))
    return (*fields, facets, *sorted(passages))
