"""Which provisions may be meant, found by the index alone, with a first rough weight.

A term ("thu hồi đất") is found where all its syllables are. A question is found by its rarest pairs,
as many as the index can look up quickly; common ones are left to the second pass.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from search.plan import Plan
from search.scoring import Corpus, rarity

from . import vendor
from .terms import anywhere, in_title

# Provisions that the chosen terms of a question may occur in, added up.
BUDGET = 8_000
LEAST_TERMS = 3
# SQLite takes no more than 500 parts of a query.
MOST_TERMS = 60
TITLE_BONUS = 2.0
# A question's provisions carry at least this share of the weight that its chosen terms have together.
LEAST_SHARE = 0.15

Arm = tuple[str, list[Any]]


def chosen_terms(plan: Plan, frequencies: Mapping[str, float]) -> list[str]:
    """Return the pairs of a question to look up: the rarest, as many as the budget allows."""
    chosen: list[str] = []
    total = 0.0
    for pair in sorted(plan.pair_shares, key=lambda pair: (frequencies[pair], pair))[:MOST_TERMS]:
        total += frequencies[pair]
        if len(chosen) >= LEAST_TERMS and total > BUDGET:
            break
        chosen.append(pair)
    return chosen


def _term_arms(plan: Plan, frequencies: Mapping[str, float], size: Corpus) -> list[Arm]:
    arms = []
    for wording in plan.wordings:
        required = [anywhere(word, plan.accented) for word in wording]
        arms.append(vendor.matching(required, 0.001))
        for word in plan.pairs or plan.syllables:
            weight = rarity(frequencies[word], size.passages)
            if word in plan.pairs:
                arms.append(vendor.matching([*required, anywhere(word, plan.accented)], weight))
            arms.append(vendor.matching([*required, in_title(word, plan.accented)], weight * TITLE_BONUS))
    return arms


def _question_arms(plan: Plan, frequencies: Mapping[str, float], size: Corpus) -> tuple[list[Arm], float]:
    arms = []
    total = 0.0
    for word in chosen_terms(plan, frequencies):
        weight = rarity(frequencies[word], size.passages) * plan.pair_shares[word]
        total += weight
        arms.append(vendor.matching([anywhere(word, plan.accented)], weight))
        arms.append(vendor.matching([in_title(word, plan.accented)], weight * TITLE_BONUS))
    return arms, total * LEAST_SHARE


def find_candidates(plan: Plan, frequencies: Mapping[str, float], size: Corpus) -> dict[int, float]:
    """Return rough weights by ids of provisions; `frequencies` by syllable and pair. One SQL query."""
    if plan.is_term:
        arms, least = _term_arms(plan, frequencies, size), 0.0
    else:
        arms, least = _question_arms(plan, frequencies, size)
    if not arms:
        return {}
    united = " UNION ALL ".join(sql for sql, _params in arms)
    params: list[Any] = [value for _sql, values in arms for value in values]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r, SUM(w) FROM ({united}) AS found GROUP BY r HAVING SUM(w) >= %s",  # noqa: S608 - constants
            [*params, least],
        )
        return {row: float(weight) for row, weight in cursor.fetchall()}
