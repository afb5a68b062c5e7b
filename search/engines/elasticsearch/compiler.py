"""From a plan to the body of a request: pure. What a reader typed goes only into values that are matched."""

from collections.abc import Iterable, Mapping
from typing import Any

from search.plan import Plan, Run
from search.priors import asked
from search.query import FACETS, HIDDEN_IN, SearchQuery, Sort
from search.results import PASSAGES_SHOWN
from search.weights import (
    COVER_PAIR,
    COVER_SINGLE,
    FIELD_WEIGHTS,
    K1,
    NUMBER_EXACT,
    NUMBER_MATCH,
    PAIR_WEIGHT,
    SINGLE_WEIGHT,
)

from .mapping import COVER_K1

Body = dict[str, Any]

# Of a facet: more than there are signers.
FACET_VALUES = 10_000
MAX_PASSAGES = 100
# Counts what the words find before facets narrow it.
UNFILTERED = "unfiltered"
_SHOWN = [f"passages.{name}" for name in ("path", "number", "heading", "title", "text")]
_NAMED = ["passages.path", "passages.number", "passages.title"]
# The part of the title's field that knows of its length, by kind of word and accents.
COVERS = {
    ("singles", True): ".cover",
    ("singles", False): ".bare_cover",
    ("pairs", True): ".pair_cover",
    ("pairs", False): ".bare_pair_cover",
}

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


def _fields(plan: Plan, kind: str) -> list[str]:
    suffix = {
        ("pairs", True): ".pairs",
        ("pairs", False): ".bare_pairs",
        ("singles", True): "",
        ("singles", False): ".bare",
    }[kind, plan.accented]
    return [f"passages.{name}_words{suffix}^{weight}" for name, weight in FIELD_WEIGHTS.items()]


def _combined(plan: Plan, kind: str, words: Iterable[str], **options: Any) -> Body:
    """Match syllables or pairs over a provision's fields as if they were one."""
    return {"combined_fields": {"query": " ".join(words), "fields": _fields(plan, kind), **options}}


def _scored(plan: Plan, kind: str, shares: Mapping[str, float], weight: float, cover: float) -> list[Body]:
    """Match words by their shares: over the fields as one, and in the title alone for its cover."""
    title = "passages.title_words" + COVERS[kind, plan.accented]
    clauses: list[Body] = []
    for share in sorted(set(shares.values()), reverse=True):
        words = [word for word, other in shares.items() if other == share]
        # Elasticsearch's BM25 multiplies by k1 + 1, which the written formula doesn't.
        clauses.append(_combined(plan, kind, words, boost=round(weight * share / (K1 + 1), 6)))
        boost = round(cover * share * plan.scale / (COVER_K1 + 1), 6)
        clauses.append({"match": {title: {"query": " ".join(words), "boost": boost}}})
    return clauses


def _required(plan: Plan) -> Body:
    if plan.is_term:
        ways = [_combined(plan, "singles", wording, operator="and") for wording in plan.wordings]
        return {"bool": {"should": ways}} if len(ways) > 1 else ways[0]
    return _combined(plan, "pairs", plan.pair_shares, minimum_should_match=plan.least_pairs)


def _in_a_row(run: Run) -> Body:
    """Match syllables in a row within one field."""
    suffix = "" if run.accented else ".bare"
    fields = [f"passages.{name}_words{suffix}" for name in FIELD_WEIGHTS]
    ways = [{"match_phrase": {field: " ".join(run.words)}} for field in fields]
    return {"bool": {"should": ways}}


def _somewhere(run: Run) -> Body:
    """Match documents with a provision that holds the syllables in a row."""
    return {"nested": {"path": "passages", "query": _in_a_row(run)}}


def _narrowed(plan: Plan, limits: list[Body]) -> Body:
    """Match documents that are found for another reason than their words: every phrase, nothing excluded."""
    found: Body = {"filter": [*limits, *map(_somewhere, plan.phrases)]}
    if plan.excluded:
        found["must_not"] = list(map(_somewhere, plan.excluded))
    return {"bool": found}


def _matched(plan: Plan) -> Body:
    scored = _scored(plan, "singles", plan.single_shares, SINGLE_WEIGHT, COVER_SINGLE)
    scored += _scored(plan, "pairs", plan.pair_shares, PAIR_WEIGHT, COVER_PAIR)
    found: Body = {
        "should": scored,
        "filter": [_required(plan), *map(_in_a_row, plan.phrases)],
    }
    if plan.excluded:
        found["must_not"] = list(map(_in_a_row, plan.excluded))
    return {
        "function_score": {
            "query": {"bool": found},
            "functions": [
                {"field_value_factor": {"field": "passages.prior", "missing": 1}},
                {"filter": {"term": {"passages.defines": True}}, "weight": asked(plan.definition)},
            ],
            "score_mode": "multiply",
            "boost_mode": "multiply",
        }
    }


def _text(plan: Plan, shown: int, names: list[str]) -> Body:
    return {
        "nested": {
            "path": "passages",
            "score_mode": "max",
            "query": _matched(plan),
            "inner_hits": {"size": shown, "_source": names},
        }
    }


def _numbered(plan: Plan, ranks: Mapping[str, int]) -> list[Body]:
    boosts = {1: NUMBER_MATCH, 2: NUMBER_EXACT}
    return [
        {
            "constant_score": {
                "filter": _narrowed(plan, [{"terms": {"id": _of_rank(ranks, level)}}]),
                "boost": boost,
            }
        }
        for level, boost in boosts.items()
        if level in ranks.values()
    ]


def _of_rank(ranks: Mapping[str, int], level: int) -> list[str]:
    return sorted(key for key, rank in ranks.items() if rank == level)


def _limits(query: SearchQuery) -> list[Body]:
    limits: list[Body] = []
    if query.source:
        limits.append({"term": {"source": query.source}})
    if query.language:
        limits.append({"bool": {"must_not": {"term": {f"facets.{HIDDEN_IN}": query.language}}}})
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
        return _narrowed(plan, _limits(plan.query))
    wanted = [_text(plan, shown, names), *_numbered(plan, ranks)]
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
        "_source": ["id", "source", "key", "number", "title"],
    }


def compile_numbers(sequence: str) -> Body:
    """Return the request for the documents of which a number with this sequence may be meant."""
    return {
        "query": {"bool": {"filter": [{"term": {"sequence": sequence}}]}},
        "_source": ["id", "number"],
        "size": 10_000,
        "sort": [{"id": "asc"}],
    }
