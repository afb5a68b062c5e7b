"""What phrases and exclusions leave of what was found.

The term index knows pairs of syllables, so that one or two in a row are found by it alone. Of longer runs
it knows only who may hold them; the best of those are read.
"""

import heapq
from collections.abc import Mapping, Sequence

from search.models import IndexedPassage
from search.plan import Plan, Run

from . import vendor
from .ranking import fields_of
from .terms import anywhere
from .writing import document_of

# Provisions that are read; of those after them, having all pairs of a run counts as having the run.
VERIFIED = 3_000
# Pairs of a run that are looked up.
MOST_PIECES = 12
EXACT = 2


def narrowed(plan: Plan, rough: Mapping[int, float]) -> dict[int, float]:
    """Return the candidates (rough weights by ids of provisions) that have every phrase and nothing excluded.

    At most four SQL queries.
    """
    left = dict(rough)
    if plan.phrases:
        left = _only(left, vendor.holding([[term for run in plan.phrases for term in _terms(run)]]))
    short = [run for run in plan.excluded if len(run.words) <= EXACT]
    if short:
        left = _without(left, _holding_any(short))
    long = [run for run in plan.excluded if len(run.words) > EXACT]
    suspects = _only(left, _holding_any(long)) if long else {}
    doubtful = left if any(len(run.words) > EXACT for run in plan.phrases) else suspects
    return _without(left, _refused(plan, doubtful, suspects))


def narrowed_documents(plan: Plan, documents: Mapping[int, int]) -> dict[int, int]:
    """Return the documents (by id) with every phrase in one provision and nothing excluded in any."""
    left = dict(documents)
    if plan.phrases:
        rows = vendor.holding([[term for run in plan.phrases for term in _terms(run)]])
        left = {row: rank for row, rank in left.items() if row in set(map(document_of, rows))}
    if plan.excluded:
        gone = set(map(document_of, _holding_any(plan.excluded)))
        left = {row: rank for row, rank in left.items() if row not in gone}
    return left


def _terms(run: Run) -> list[str]:
    return [anywhere(piece, run.accented) for piece in run.pieces[:MOST_PIECES]]


def _holding_any(runs: Sequence[Run]) -> set[int]:
    return vendor.holding([_terms(run) for run in runs])


def _only(rough: Mapping[int, float], rows: set[int]) -> dict[int, float]:
    return {row: weight for row, weight in rough.items() if row in rows}


def _without(rough: Mapping[int, float], rows: set[int]) -> dict[int, float]:
    return {row: weight for row, weight in rough.items() if row not in rows}


def _refused(plan: Plan, doubtful: Mapping[int, float], suspects: Mapping[int, float]) -> set[int]:
    """Return the doubtful provisions that lack a phrase or hold what is excluded."""
    if not doubtful:
        return set()
    read = heapq.nsmallest(VERIFIED, doubtful, key=lambda row: (-doubtful[row], row))
    held = IndexedPassage.objects.filter(pk__in=vendor.listed(read))
    words = held.values_list("pk", "title_words", "document__words", "words")
    fitting = {row for row, *fields in words if _fits(plan, fields)}
    return (set(read) - fitting) | (suspects.keys() - set(read))


def _fits(plan: Plan, words: Sequence[str]) -> bool:
    fields = {accented: fields_of(words, accented).values() for accented in (True, False)}

    def has(run: Run) -> bool:
        return any(f" {' '.join(run.words)} " in text for text in fields[run.accented])

    return all(map(has, plan.phrases)) and not any(map(has, plan.excluded))
