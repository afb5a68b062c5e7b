"""Field words ("cơ quan:", "year:") and what may be said after them."""

import re

from core.legal_text.codes import is_known
from core.legal_text.numbers import plausible_year
from core.spelling import normalize_spelling
from core.text import fold

from .lexer import MINUSES

NUMBER, ISSUER, FIELD, TYPE, YEAR, SIGNER, VALIDITY = FIELDS = (
    "number",
    "issuer",
    "field",
    "type",
    "year",
    "signer",
    "validity",
)
_NAMES = {
    NUMBER: ("số", "số hiệu", "number", "no"),
    ISSUER: ("cơ quan", "cơ quan ban hành", "nơi ban hành", "issuer", "agency", "issued by"),
    FIELD: ("lĩnh vực", "field", "topic"),
    TYPE: ("loại", "loại văn bản", "type", "document type"),
    YEAR: ("năm", "năm ban hành", "year"),
    SIGNER: ("người ký", "signer", "signed by"),
    VALIDITY: ("hiệu lực", "tình trạng hiệu lực", "validity"),
}
# Longest names first, so that "năm ban hành" is not taken for something that ends in "hành".
_ALIASES = sorted(
    (
        (tuple((word, fold(word)) for word in name.split()), field)
        for field, names in _NAMES.items()
        for name in names
    ),
    key=lambda alias: (-len(alias[0]), alias[0]),
)
_DASH = f"[{MINUSES}\u2014]"
_YEARS = re.compile(rf"\s*[,;]?\s*([0-9]{{4}})(?:\s*(?:{_DASH}|đến|den|to)\s*([0-9]{{4}}))?(?![^\s,;])")
_EDGES = " ,;.()[]{}"


def field_at_end(words: list[str]) -> tuple[str, int]:
    """Return the field that the last words name and how many words do, ("", 0) if they name none.

    Each word is written with its accents or without any: "so", "số", but not "sở".
    """
    last = [normalize_spelling(word.lstrip("([{").lower()) for word in words[-4:]]
    for alias, field in _ALIASES:
        tail = last[-len(alias) :]
        if len(tail) == len(alias) and all(word in forms for word, forms in zip(tail, alias, strict=True)):
            return field, len(alias)
    return "", 0


def take_values(field: str, words: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the values that the words after a field word begin with, and the words that are left.

    A year or a number ends where it ends; a name goes on to the last word. No values: nothing was
    said that the field could mean.
    """
    if field == YEAR:
        return _take_years(" ".join(words))
    if field == NUMBER:
        return _take_number(words)
    value = " ".join(words).strip(_EDGES)
    return ((value,), []) if any(character.isalnum() for character in value) else ((), words)


def _take_years(text: str) -> tuple[tuple[str, ...], list[str]]:
    found: list[str] = []
    position = 0
    while match := _YEARS.match(text, position):
        years = [year for year in match.groups() if year]
        if not all(plausible_year(year) for year in years):
            break
        found.append("-".join(sorted(years)))
        position = match.end()
    return tuple(found), text[position:].lstrip(_EDGES).split() if found else text.split()


def _take_number(words: list[str]) -> tuple[tuple[str, ...], list[str]]:
    if not words or not any(character.isdecimal() for character in words[0]):
        return (), words
    end = 1
    while end < len(words) and _belongs_to_number(words[end]):
        end += 1
    return (" ".join(words[:end]).strip(_EDGES),), words[end:]


def _belongs_to_number(word: str) -> bool:
    codes = [code for code in re.split(rf"[/.]|{_DASH}", word) if code]
    return all(is_known(fold(code)) or code.isdecimal() for code in codes)
