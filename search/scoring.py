"""The score of a provision for a query: pure, for the engine that ranks in Python."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .weights import FIELD_WEIGHTS, K1, PAIR_WEIGHT, SINGLE_WEIGHT, B


@dataclass(frozen=True)
class Corpus:
    """What rarity is measured against: number of provisions, their mean weighted length in syllables."""

    passages: int
    mean_length: float


@dataclass(frozen=True)
class WeightedTerm:
    """A pair ("đất đai", a space between) or syllable with its weight: kind × rarity."""

    text: str
    weight: float


def rarity(found_in: float, passages: int) -> float:
    """Return the inverse document frequency of a term found in so many of the provisions (BM25's, > 0)."""
    return math.log(1 + (max(passages - found_in, 0) + 0.5) / (found_in + 0.5))


def weigh(
    pairs: Sequence[str], singles: Sequence[str], frequencies: Mapping[str, float], corpus: Corpus
) -> list[WeightedTerm]:
    """Return the terms of a query with their weights; `frequencies` in provisions, by term."""
    weighted = [(pair, pair.replace("_", " "), PAIR_WEIGHT) for pair in pairs]
    weighted += [(single, single, SINGLE_WEIGHT) for single in singles]
    return [
        WeightedTerm(text, weight * rarity(frequencies[term], corpus.passages))
        for term, text, weight in weighted
    ]


def score(terms: Sequence[WeightedTerm], fields: Mapping[str, str], corpus: Corpus) -> float:
    """Return the score of one provision.

    `fields` maps the names in `FIELD_WEIGHTS` to syllables, a single space before and after each; "" if none.
    """
    padded = [(text, FIELD_WEIGHTS[name]) for name, text in fields.items() if text]
    length = sum((text.count(" ") - 1) * weight for text, weight in padded)
    saturation = K1 * (1 - B + B * length / corpus.mean_length)
    total = 0.0
    for term in terms:
        needle = f" {term.text} "
        frequency = 0
        for text, weight in padded:
            frequency += text.count(needle) * weight
        if frequency:
            total += term.weight * frequency / (frequency + saturation)
    return total
