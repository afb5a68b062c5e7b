"""What a provision is worth before anybody asks: its role, its document's type, validity and year. Pure."""

from core.text import fold

from .records import Passage, Record
from .weights import (
    DEFINITIONS,
    DEFINITIONS_ASKED,
    ENFORCEMENT,
    FIRST_ARTICLE,
    RECENCY,
    RECENCY_YEAR,
    RECENCY_YEARS,
    TYPE_WEIGHTS,
    VALIDITY_WEIGHTS,
)

# How articles of these roles are called, folded (Nghị định 34/2016/NĐ-CP and 78/2025/NĐ-CP, forms of texts).
_DEFINITIONS = ("giai thich tu ngu", "giai thich thuat ngu", "tu ngu", "khai niem")
_ENFORCEMENT = (
    "hieu luc",
    "to chuc thuc hien",
    "trach nhiem thuc hien",
    "trach nhiem thi hanh",
    "dieu khoan thi hanh",
    "chuyen tiep",
)


def defines(title: str) -> bool:
    """Tell whether a provision of this title defines terms."""
    folded = fold(title)
    return any(phrase in folded for phrase in _DEFINITIONS)


def _enforces(title: str) -> bool:
    folded = fold(title)
    return any(phrase in folded for phrase in _ENFORCEMENT)


def _recency(record: Record) -> float:
    years = record.facets.get("year", ())
    if not years or not years[0].isdecimal():
        return 1.0
    away = int(years[0]) - RECENCY_YEAR
    return 1.0 + RECENCY * max(-RECENCY_YEARS, min(away, RECENCY_YEARS))


def prior_parts(record: Record, passage: Passage) -> dict[str, float]:
    """Return the factors of a provision's prior by what they come from, those that change nothing left out."""
    kinds = record.facets.get("type", ())
    validity = record.facets.get("validity", ())
    parts = {
        "type": TYPE_WEIGHTS.get(kinds[0], 1.0) if kinds else 1.0,
        "validity": VALIDITY_WEIGHTS.get(validity[0], 1.0) if validity else 1.0,
        "year": _recency(record),
        "enforcement": ENFORCEMENT if _enforces(passage.title) else 1.0,
        "first article": FIRST_ARTICLE if passage.number == "1" else 1.0,
    }
    return {name: factor for name, factor in parts.items() if factor != 1.0}


def prior(record: Record, passage: Passage) -> float:
    """Return the factor of a provision's score, > 0, rounded to 4 digits; definitions are left to `asked`."""
    product = 1.0
    for factor in prior_parts(record, passage).values():
        product *= factor
    return round(product, 4)


def asked(definition: bool) -> float:
    """Return the factor of provisions that define terms, by whether a definition was asked for."""
    return DEFINITIONS_ASKED if definition else DEFINITIONS
