"""Whether digits and what stands round them are a document number, or a date, an age, a sum."""

from dataclasses import dataclass

from core.legal_text.codes import (
    LAW,
    STRONG_ABBREVIATIONS,
    STRONG_TYPES,
    is_issuer,
    is_known,
    is_type,
)
from core.legal_text.number_tokens import Token
from core.legal_text.numbers import plausible_year

# Words before a number that make it a provision, a date or a rank …
_NOT_BEFORE = {
    *("dieu", "khoan", "diem", "chuong", "muc", "phan", "trang", "so"),
    *("ngay", "thang", "quy", "nam", "tuoi", "tu", "den", "duoi", "tren", "khoang"),
    *("lop", "cap", "bac", "hang", "lan", "dot", "phong", "tang", "kenh"),
}
_DATE_BEFORE = {"ngay", "thang", "quy", "nam"}
# … and words after it that make it a quantity.
_UNITS = {
    *("ngay", "thang", "nam", "tuan", "gio", "phut", "tuoi", "nguoi", "lan"),
    *("dong", "trieu", "ty", "km", "kg", "ha", "m2"),
    *("dieu", "khoan", "diem", "muc", "chuong", "phan"),
}
_MONTHS = 12


@dataclass
class Reading:
    """What stands round one sequence of digits; `index` its token, `first` and `last` the tokens used.

    `named` is the type written out, `left` and `right` the codes on either side, `labelled` tells of
    "số" in front, `slashed` of "/" or "-" before the year.
    """

    sequence: str
    index: int
    first: int
    last: int
    year: int | None = None
    slashed: bool = False
    named: str = ""
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    right_attached: bool = False
    labelled: bool = False


def _is_date(tokens: list[Token], index: int) -> bool:
    """Tell whether the number is part of a chain of numbers: a date, a phone number, a sum of money."""
    before = tokens[index - 1] if index else None
    if before is not None and before.folded.isdecimal() and tokens[index].follows and tokens[index].gap:
        return True
    after = tokens[index + 1 : index + 3]
    return len(after) == 2 and all(token.folded.isdecimal() and token.follows for token in after)


def _alone(tokens: list[Token], reading: Reading) -> bool:
    return reading.first == 0 and reading.last == len(tokens) - 1


def _value(sequence: str) -> int:
    return int(sequence.rstrip("abcdefghijklmnopqrstuvwxyz"))


def _is_number_with_year(tokens: list[Token], reading: Reading, before: str, dated: bool) -> bool:
    has_codes = bool(reading.right or reading.left or reading.named)
    if has_codes:
        weak = (
            not reading.right
            and not reading.left
            and reading.named not in STRONG_TYPES | STRONG_ABBREVIATIONS
        )
        unclear = weak and not reading.labelled
        if unclear and (not reading.slashed or _value(reading.sequence) <= _MONTHS):
            return _alone(tokens, reading) and reading.slashed
        return not dated or bool(reading.right)
    if dated or not reading.slashed or before in _DATE_BEFORE or plausible_year(reading.sequence):
        return False
    big = _value(reading.sequence) > _MONTHS
    return _alone(tokens, reading) or reading.labelled or (big and before not in _NOT_BEFORE)


def _is_number_without_year(tokens: list[Token], reading: Reading, after: str) -> bool:
    alone = _alone(tokens, reading)
    if reading.right:
        known = is_known(reading.right[0])
        if reading.right_attached:
            return known or len(reading.right) > 1
        return known and (alone or bool(reading.named or reading.left) or _type_and_issuer(reading.right))
    if plausible_year(reading.sequence) is not None and not reading.labelled:
        return False
    if after in _UNITS and not alone:
        return False
    if reading.named:
        return reading.labelled or reading.named in STRONG_TYPES - {LAW} or (alone and reading.named != LAW)
    if not reading.left:
        return False
    return is_type(reading.left[0]) and (
        alone or reading.labelled or len(reading.left) > 1 or reading.left[0] in STRONG_ABBREVIATIONS
    )


def _type_and_issuer(codes: tuple[str, ...]) -> bool:
    return len(codes) > 1 and is_type(codes[0]) and any(is_issuer(code) for code in codes[1:])


def is_number(tokens: list[Token], reading: Reading) -> bool:
    """Tell whether what stands round a sequence is evidence enough for a document number."""
    before = tokens[reading.first - 1].folded if reading.first else ""
    after = tokens[reading.last + 1].folded if reading.last + 1 < len(tokens) else ""
    dated = _is_date(tokens, reading.index)
    if reading.year is not None:
        return _is_number_with_year(tokens, reading, before, dated)
    plain_left = not reading.named and not reading.left
    if dated or (plain_left and not reading.right_attached and before in _NOT_BEFORE):
        return False
    return _is_number_without_year(tokens, reading, after)
