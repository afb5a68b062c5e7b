"""From Elasticsearch's answers to results: pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from search.highlight import Marker
from search.plan import Plan
from search.results import DocumentHit, PassageHit, RankedPassage, Results, facet_values

from .compiler import MAX_PASSAGES, UNFILTERED

Answer = Mapping[str, Any]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _inner(hit: Answer) -> list[Answer]:
    found: list[Answer] = hit.get("inner_hits", {}).get("passages", {}).get("hits", {}).get("hits", [])
    return found


def _passage(marker: Marker, inner: Answer) -> PassageHit:
    held = inner["_source"]
    return PassageHit(
        path=held["path"],
        number=held["number"],
        heading=held["heading"],
        title=held["title"],
        snippet_html=marker.snippet(held["text"]),
        score=inner["_score"] or 0.0,
    )


def _document(marker: Marker, ranks: Mapping[str, int], hit: Answer) -> DocumentHit:
    held = hit["_source"]
    passages = tuple(_passage(marker, inner) for inner in _inner(hit))
    return DocumentHit(
        source=held["source"],
        key=held["key"],
        language=held["language"],
        label=held["label"],
        title=held["title"],
        title_html=marker.highlighted(held["title"]),
        url=held["url"],
        number=held["number"],
        issued_on=_day(held["issued_on"]),
        effective_on=_day(held["effective_on"]),
        facets={name: tuple(codes) for name, codes in held["facets"].items()},
        score=max((passage.score for passage in passages), default=0.0),
        passages=passages,
        number_match=held["id"] in ranks,
    )


def read_results(plan: Plan, ranks: Mapping[str, int], answer: Answer, engine: str) -> Results:
    """Return the page that an answer to `compile_search` holds."""
    counts = {
        name: {bucket["key"]: bucket["doc_count"] for bucket in facet["values"]["buckets"]}
        for name, facet in answer["aggregations"].items()
        if name != UNFILTERED
    }
    chosen = {name: codes for name, codes in plan.query.filters.items() if codes}
    marker = Marker(plan)
    return Results(
        total=answer["hits"]["total"]["value"],
        hits=tuple(_document(marker, ranks, hit) for hit in answer["hits"]["hits"]),
        facets=facet_values({name: found for name, found in counts.items() if found}, chosen),
        engine=engine,
        page=plan.query.page,
        page_size=plan.query.page_size,
    )


def read_passages(plan: Plan, ranks: Mapping[str, int], answer: Answer, limit: int) -> list[RankedPassage]:
    """Return provisions in rank order from an answer to `compile_passages`.

    A document named by its number, and nothing else, stands for itself, as does one without provisions.
    """
    entries: list[tuple[int, RankedPassage]] = []
    for hit in answer["hits"]["hits"]:
        held = hit["_source"]
        rank = ranks.get(held["id"], 0)
        inner = _inner(hit)
        if rank and (plan.only_number or not inner):
            itself = RankedPassage(held["number"], None, held["title"], 0.0, held["source"], held["key"])
            entries.append((rank, itself))
            continue
        for found in inner:
            passage = found["_source"]
            score = round(found["_score"] or 0.0, 4)
            place = (held["source"], held["key"], passage["path"])
            article = passage["number"] or None
            entries.append((rank, RankedPassage(held["number"], article, passage["title"], score, *place)))
    entries.sort(key=lambda entry: (-entry[0], -entry[1].score))
    return [passage for _rank, passage in entries[: min(limit, MAX_PASSAGES)]]


def found_nothing(answer: Answer) -> bool:
    """Tell whether the words of a `compile_search` find nothing, whatever its facets."""
    return not answer["aggregations"][UNFILTERED]["doc_count"]


def read_numbers(answer: Answer) -> dict[str, str]:
    """Return document numbers by id from an answer to `compile_numbers`."""
    return {hit["_source"]["id"]: hit["_source"]["number"] for hit in answer["hits"]["hits"]}
