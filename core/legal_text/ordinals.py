"""Numbers of provisions: Arabic, Roman, letters, ordinal words."""

import re

from core.text import fold, nfc

_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_STEPS = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_ORDINALS = ("nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai")

# Roman numerals to 399; C and L alone are letters, no chapter or appendix bears 50 or 100.
_ROMAN = re.compile(r"(?!$)(?![cl]$)(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_LEADING_ZEROS = re.compile(r"^0+(?=[0-9])")
_ROMAN_AND_LETTER = re.compile(r"([ivxlc]+?)([a-hk-uyđ])")

# What a provision's number can look like: "12", "12a", "a", "a1". Two letters only if none is d or đ,
# or the token of đ ("dd") could be read in two ways.
_SIMPLE = r"(?:[0-9]{1,4}(?:[a-zđ]|[abce-z]{2})?|[a-zđ][0-9]{0,2})"
NUMBER = re.compile(rf"{_SIMPLE}(?:\.{_SIMPLE}){{0,3}}")


def from_roman(text: str) -> int | None:
    """Return the value of a Roman numeral (1 to 399, either case), or None."""
    numeral = text.lower()
    if not _ROMAN.fullmatch(numeral):
        return None
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def to_roman(value: int) -> str:
    """Return a number from 1 to 399 as a Roman numeral; raise ValueError outside."""
    if not 1 <= value <= 399:
        raise ValueError(f"no Roman numeral for {value}")
    numeral = ""
    for step, letters in _ROMAN_STEPS:
        count, value = divmod(value, step)
        numeral += letters * count
    return numeral


def canonical_number(raw: str) -> str:
    """Return a provision's number in lower case, without leading zeros: "012A" → "12a".

    Raise ValueError if it is none.
    """
    number = ".".join(_LEADING_ZEROS.sub("", part) for part in nfc(raw).strip().lower().split("."))
    if not NUMBER.fullmatch(number):
        raise ValueError(f"not the number of a provision: {raw!r}")
    return number


def arabic_number(raw: str) -> str:
    """Return a chapter's, part's or appendix's number with Arabic digits.

    "II" → "2", "IIa" → "2a", "thứ nhất" → "1", "I.1" and "I-1" → "1.1"; "B" and "12" stay.
    Raise ValueError if it is none.
    """
    text = nfc(raw).strip().lower()
    words = fold(text).removeprefix("thu ").strip()
    if words in _ORDINALS:
        return str(_ORDINALS.index(words) + 1)
    return canonical_number(".".join(_arabic_part(part) for part in re.split(r"[.\-]", text)))


def _arabic_part(part: str) -> str:
    value = from_roman(part)
    if value is not None:
        return str(value)
    lettered = _ROMAN_AND_LETTER.fullmatch(part)
    value = from_roman(lettered[1]) if lettered else None
    return f"{value}{lettered[2]}" if lettered and value is not None else part


def number_token(number: str) -> str:
    """Return a canonical number as ASCII for a path: "12đ" → "12dd"; the reverse is `from_token`."""
    return number.replace("đ", "dd")


def from_token(token: str) -> str:
    """Return the number that a path's token stands for: "12dd" → "12đ". Raise ValueError if none."""
    number = token.replace("dd", "đ")
    if number != canonical_number(number) or not token.isascii():
        raise ValueError(f"not a number in a path: {token!r}")
    return number
