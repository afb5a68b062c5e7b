"""The parts of a document number as engines store them."""

from core.legal_text.careless import NumberQuery, is_exact, matches
from core.legal_text.numbers import DocumentNumber, parse_number
from core.text import sort_text

# Digits and small letters sort alike under every collation; other characters don't.
_NUMBERED, _OTHER = "0", "z"


def sequence_of(number: str) -> str:
    """Return the sequence of a document number, "15" of "15/2023/QĐ-UBND"; "" if it is none."""
    parsed = parse_number(number)
    return parsed.sequence if parsed else ""


def number_order(number: str) -> str:
    """Return a text that sorts by sequence, then year, then codes; what is no number comes last."""
    parsed = parse_number(number)
    if parsed is None:
        return (_OTHER + sort_text(number))[:250]
    digits = parsed.sequence.rstrip("abcdefghijklmnopqrstuvwxyz")
    letter = parsed.sequence[len(digits) :] or "0"
    return f"{_NUMBERED}{digits.zfill(6)}{letter}{parsed.year or 0:04d}{''.join(parsed.codes)}"[:250]


def match_rank(query: NumberQuery, number: str) -> int:
    """Return 2 if the query gives this number in full, 1 if it fits, else 0."""
    parsed: DocumentNumber | None = parse_number(number)
    if parsed is None or not matches(query, parsed):
        return 0
    return 2 if is_exact(query, parsed) else 1
