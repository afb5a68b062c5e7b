"""The second pass: the most promising provisions scored by their words."""

import heapq
from collections.abc import Collection, Mapping, Sequence

from search.models import IndexedPassage
from search.plan import Plan
from search.priors import asked
from search.scoring import Corpus, Frequencies, score, weigh
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
    plan: Plan, rows: Collection[int], frequencies: Frequencies, size: Corpus
) -> dict[int, float]:
    """Return scores by ids of provisions. One SQL query."""
    if not rows:
        return {}
    terms = weigh(plan, frequencies, size)
    defining = asked(plan.definition)
    held = IndexedPassage.objects.filter(pk__in=vendor.listed(rows))
    values = held.values_list("pk", "prior", "defines", "title_words", "document__words", "words")
    scores = {}
    for row, prior, defines, *words in values:
        found = score(terms, fields_of(words, plan.accented), size)
        scores[row] = found * prior * (defining if defines else 1.0)
    return scores


def fields_of(words: Sequence[str], accented: bool) -> dict[str, str]:
    """Return the syllables of title, label and text as `score` takes them."""
    if not accented:
        words = [" ".join(fold_all(field.split())) for field in words]
    return {
        name: f" {field} " if field else ""
        for name, field in zip(("title", "label", "text"), words, strict=True)
    }
