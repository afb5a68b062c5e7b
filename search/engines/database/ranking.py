"""The second pass: the most promising provisions scored by their words."""

import heapq
from collections.abc import Collection, Mapping

from search.models import IndexedPassage
from search.plan import Plan
from search.scoring import Corpus, WeightedTerm, score, weigh
from search.words import fold_all

from . import vendor
from .writing import document_of

# Provisions scored in the second pass; those after them keep the order of their rough weights.
SCORED = 300


def promising(
    candidates: Mapping[int, float], among: Collection[int] | None, first: Mapping[int, int]
) -> list[int]:
    """Return the ids of provisions to score: of documents in `first` (by rank), then by rough weight."""
    fitting = (row for row in candidates if among is None or document_of(row) in among)
    return heapq.nsmallest(
        SCORED, fitting, key=lambda row: (-first.get(document_of(row), 0), -candidates[row], row)
    )


def score_passages(
    plan: Plan, rows: Collection[int], frequencies: Mapping[str, float], size: Corpus
) -> dict[int, float]:
    """Return scores by ids of provisions. One SQL query."""
    if not rows:
        return {}
    terms = weigh(plan.pairs, plan.syllables, frequencies, size)
    held = IndexedPassage.objects.filter(pk__in=vendor.listed(rows))
    words = held.values_list("pk", "title_words", "document__words", "words")
    return {row: _score(plan, terms, fields, size) for row, *fields in words}


def _score(plan: Plan, terms: list[WeightedTerm], fields: list[str], size: Corpus) -> float:
    if not plan.accented:
        fields = [" ".join(fold_all(field.split())) for field in fields]
    title, label, text = (f" {field} " if field else "" for field in fields)
    return score(terms, {"title": title, "label": label, "text": text}, size)
