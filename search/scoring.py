"""The score of a provision for a query: pure, for the engine that ranks in Python and for explanations."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .plan import Plan
from .weights import (
    COVER_LENGTH,
    COVER_PAIR,
    COVER_SINGLE,
    FIELD_WEIGHTS,
    K1,
    PAIR_WEIGHT,
    SINGLE_WEIGHT,
    B,
)


@dataclass(frozen=True)
class Corpus:
    """What rarity is measured against: number of provisions, their mean weighted length in syllables."""

    passages: int
    mean_length: float


@dataclass(frozen=True)
class Frequencies:
    """In how many provisions a pair or syllable occurs at all, and in how many titles of provisions."""

    anywhere: Mapping[str, float]
    in_title: Mapping[str, float]


@dataclass(frozen=True)
class WeightedTerm:
    """A pair ("đất đai", a space between) or syllable with its weights in the provision and in its title."""

    text: str
    weight: float
    cover: float


@dataclass(frozen=True)
class Match:
    """What a term adds to a score; `fields` tells how often it occurs in each."""

    text: str
    value: float
    fields: Mapping[str, int]


@dataclass(frozen=True)
class Parts:
    """A score taken apart; `total` is before the prior."""

    matches: tuple[Match, ...]
    cover: float

    @property
    def total(self) -> float:
        """The sum."""
        return sum(match.value for match in self.matches) + self.cover


def rarity(found_in: float, passages: int) -> float:
    """Return the inverse document frequency of a term found in so many of the provisions (BM25's, > 0)."""
    return math.log(1 + (max(passages - found_in, 0) + 0.5) / (found_in + 0.5))


def weigh(plan: Plan, frequencies: Frequencies, corpus: Corpus) -> list[WeightedTerm]:
    """Return the terms of a plan with their weights."""
    kinds = (
        (plan.pair_shares, PAIR_WEIGHT, COVER_PAIR),
        (plan.single_shares, SINGLE_WEIGHT, COVER_SINGLE),
    )
    terms = []
    for shares, weight, cover in kinds:
        for word, share in shares.items():
            value = share * weight * rarity(frequencies.anywhere[word], corpus.passages)
            covering = share * cover * plan.scale * rarity(frequencies.in_title[word], corpus.passages)
            terms.append(WeightedTerm(word.replace("_", " "), value, covering))
    return terms


def take_apart(terms: list[WeightedTerm], fields: Mapping[str, str], corpus: Corpus) -> Parts:
    """Return what each term adds to the score of one provision, without its prior.

    `fields` maps the names in `FIELD_WEIGHTS` to syllables, a single space before and after each; "" if none.
    """
    padded = [(name, text, FIELD_WEIGHTS[name]) for name, text in fields.items() if text]
    length = sum((text.count(" ") - 1) * weight for _name, text, weight in padded)
    saturation = K1 * (1 - B + B * length / corpus.mean_length)
    covered = 1 + COVER_LENGTH * max(fields["title"].count(" ") - 1, 0)
    matches = []
    cover = 0.0
    for term in terms:
        needle = f" {term.text} "
        counts = {name: count for name, text, _weight in padded if (count := text.count(needle))}
        if counts:
            frequency = sum(count * FIELD_WEIGHTS[name] for name, count in counts.items())
            matches.append(Match(term.text, term.weight * frequency / (frequency + saturation), counts))
            cover += term.cover / covered if "title" in counts else 0.0
    return Parts(tuple(matches), cover)


def score(terms: list[WeightedTerm], fields: Mapping[str, str], corpus: Corpus) -> float:
    """Return the score of one provision without its prior; arguments as for `take_apart`."""
    return take_apart(terms, fields, corpus).total
