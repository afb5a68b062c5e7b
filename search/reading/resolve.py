"""From fields that a reader named to filters: names become the codes that they fit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.legal_text.careless import NumberQuery, read_number_query
from core.legal_text.numbers import strip_zeros
from core.text import fold
from search.sources import Source

from .fields import NUMBER, TYPE, YEAR
from .syntax import Reading

# A range of years is cut to so many of them, the latest.
MAX_YEARS = 100


@dataclass(frozen=True)
class Resolved:
    """What a reading asks for, in codes.

    `filters` maps facets to codes, as in `SearchQuery.filters`; `text` holds the free words and the values
    that fit nothing; `unknown` names those, as (field, value). `number` is the document number of a field.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    number: NumberQuery | None = None
    unknown: tuple[tuple[str, str], ...] = ()


def resolve(reading: Reading, sources: Iterable[Source]) -> Resolved:
    """Return the filters of a reading. A value may fit several codes: all of them are meant.

    Asks each source once a value, for a type up to four times; no fields, nothing is asked.
    """
    offered = list(sources)
    text = [reading.text] if reading.text else []
    filters: dict[str, tuple[str, ...]] = {}
    unknown: list[tuple[str, str]] = []
    number = None
    for name, values in reading.fields.items():
        if name == NUMBER:
            number = _number(values[0])
            unknown += [] if number else [(name, values[0])]
            text += values[1:] if number else values
            continue
        codes: dict[str, None] = {}
        for value in values:
            found, rest = _codes(name, value, offered)
            codes.update(dict.fromkeys(found))
            unknown += [] if found else [(name, value)]
            text += [rest] if rest else []
        if codes:
            filters[name] = tuple(codes)
    return Resolved(" ".join(text), filters, number, tuple(unknown))


def years_of(value: str) -> tuple[str, ...]:
    """Return the years of "2023" or "2020-2022", at most the latest hundred."""
    first, _dash, last = value.partition("-")
    return tuple(str(year) for year in range(int(first), int(last or first) + 1))[-MAX_YEARS:]


def _number(value: str) -> NumberQuery | None:
    read = read_number_query(value)
    if read is not None and not read.rest:
        return read
    digits = value.strip()
    # After "số:" digits alone are a number.
    if digits.isascii() and digits.isdecimal() and len(digits) <= 6:
        return NumberQuery(strip_zeros(fold(digits)), None, (), "")
    return None


def _codes(name: str, value: str, sources: list[Source]) -> tuple[list[str], str]:
    """Return the codes that a value fits and the words of it that are left."""
    if name == YEAR:
        return list(years_of(value)), ""
    words = value.split()
    # Names of types are short: what follows one belongs to the question. Other names may be long.
    shortest = 1 if name == TYPE else len(words)
    for length in [len(words), *range(min(4, len(words) - 1), shortest - 1, -1)]:
        typed = " ".join(words[:length])
        found = [code for source in sources for code in source.facet_codes(name, typed)]
        if found:
            return list(dict.fromkeys(found)), " ".join(words[length:])
    return [], value
