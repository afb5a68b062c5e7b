"""From a plan to the body of a request: pure. What a reader typed goes only into values that are matched."""

from collections.abc import Mapping
from typing import Any

from search.plan import Plan
from search.query import FACETS, SearchQuery, Sort
from search.weights import (
    FIELD_WEIGHTS,
    NUMBER_EXACT,
    NUMBER_MATCH,
    PAIR_WEIGHT,
    QUESTION_SHARE,
    SINGLE_WEIGHT,
)

Body = dict[str, Any]

PASSAGES_SHOWN = 3
FACET_VALUES = 1_000
MAX_PASSAGES = 100
# Counts what the words find before facets narrow it.
UNFILTERED = "unfiltered"
_SHOWN = [f"passages.{name}" for name in ("path", "number", "heading", "title", "text")]
_NAMED = ["passages.number", "passages.title"]

ORDERS: dict[Sort, list[Body]] = {
    Sort.RELEVANCE: [{"_score": "desc"}, {"id": "asc"}],
    Sort.ISSUED: [
        {"issued_on": {"order": "desc", "missing": "_last"}},
        {"number_order": "asc"},
        {"id": "asc"},
    ],
    Sort.EFFECTIVE: [
        {"effective_on": {"order": "desc", "missing": "_last"}},
        {"number_order": "asc"},
        {"id": "asc"},
    ],
    Sort.NUMBER: [
        {"number_order": "asc"},
        {"issued_on": {"order": "desc", "missing": "_last"}},
        {"id": "asc"},
    ],
}


def _combined(plan: Plan, kind: str, **options: Any) -> Body:
    """Match syllables or pairs over a provision's fields as if they were one."""
    words = plan.pairs if kind == "pairs" else plan.syllables
    suffix = {
        ("pairs", True): ".pairs",
        ("pairs", False): ".bare_pairs",
        ("singles", True): "",
        ("singles", False): ".bare",
    }[kind, plan.accented]
    fields = [f"passages.{name}_words{suffix}^{weight}" for name, weight in FIELD_WEIGHTS.items()]
    return {"combined_fields": {"query": " ".join(words), "fields": fields, **options}}


def _matched(plan: Plan) -> Body:
    scored = [_combined(plan, "singles", boost=SINGLE_WEIGHT)]
    if plan.pairs:
        scored.append(_combined(plan, "pairs", boost=PAIR_WEIGHT))
    if plan.is_term:
        required = _combined(plan, "singles", operator="and")
    else:
        required = _combined(plan, "pairs", minimum_should_match=f"{QUESTION_SHARE:.0%}")
    return {"bool": {"should": scored, "filter": [required]}}


def _text(plan: Plan, shown: int, names: list[str]) -> Body:
    return {
        "nested": {
            "path": "passages",
            "score_mode": "max",
            "query": _matched(plan),
            "inner_hits": {"size": shown, "_source": names},
        }
    }


def _numbered(ranks: Mapping[str, int]) -> list[Body]:
    boosts = {1: NUMBER_MATCH, 2: NUMBER_EXACT}
    return [
        {
            "constant_score": {
                "filter": {"terms": {"id": sorted(key for key, rank in ranks.items() if rank == level)}},
                "boost": boost,
            }
        }
        for level, boost in boosts.items()
        if level in ranks.values()
    ]


def _limits(query: SearchQuery) -> list[Body]:
    limits: list[Body] = []
    if query.source:
        limits.append({"term": {"source": query.source}})
    days = {"gte": query.issued_from, "lte": query.issued_to}
    if any(days.values()):
        span = {name: day.isoformat() for name, day in days.items() if day}
        limits.append({"range": {"issued_on": span}})
    return limits


def _chosen(query: SearchQuery, but: str = "") -> Body:
    terms = [
        {"terms": {f"facets.{facet}": list(codes)}}
        for facet, codes in query.filters.items()
        if codes and facet != but
    ]
    return {"bool": {"filter": terms}} if terms else {"match_all": {}}


def _query(plan: Plan, ranks: Mapping[str, int], shown: int, names: list[str]) -> Body:
    if not plan.syllables:
        return {"bool": {"filter": _limits(plan.query)}}
    wanted = [_text(plan, shown, names), *_numbered(ranks)]
    return {"bool": {"should": wanted, "minimum_should_match": 1, "filter": _limits(plan.query)}}


def _facets(query: SearchQuery) -> Body:
    return {
        name: {
            "filter": _chosen(query, but=name),
            "aggs": {
                "values": {
                    "terms": {
                        "field": f"facets.{name}",
                        "size": FACET_VALUES,
                        "order": [{"_count": "desc"}, {"_key": "asc"}],
                    }
                }
            },
        }
        for name in FACETS
    }


def compile_search(plan: Plan, ranks: Mapping[str, int]) -> Body:
    """Return the request for a page of documents.

    `ranks` maps ids of documents whose number the query names to 2 (in full) or 1.
    """
    return {
        "query": _query(plan, ranks, PASSAGES_SHOWN, _SHOWN),
        "post_filter": _chosen(plan.query),
        "aggs": _facets(plan.query) | {UNFILTERED: {"filter": {"match_all": {}}}},
        "sort": ORDERS[plan.sort],
        "from": plan.offset,
        "size": plan.query.page_size,
        "track_total_hits": True,
        "track_scores": True,
        "_source": {"excludes": ["passages"]},
    }


def compile_passages(plan: Plan, ranks: Mapping[str, int], limit: int) -> Body:
    """Return the request for the best provisions: those of the best documents hold them."""
    size = min(limit, MAX_PASSAGES)
    return {
        "query": _query(plan, ranks, size, _NAMED),
        "post_filter": _chosen(plan.query),
        "sort": ORDERS[Sort.RELEVANCE],
        "size": size,
        "track_total_hits": False,
        "_source": ["id", "number", "title"],
    }


def compile_numbers(sequence: str) -> Body:
    """Return the request for the documents of which a number with this sequence may be meant."""
    return {
        "query": {"bool": {"filter": [{"term": {"sequence": sequence}}]}},
        "_source": ["id", "number"],
        "size": 10_000,
        "sort": [{"id": "asc"}],
    }
