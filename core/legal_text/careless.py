"""Reading a document number out of what people type, however carelessly.

Known: "15/2023/qd-ubnd", "15 2023 QĐ UBND", "qd 15/2023", "nghị định số 46 2016", "nd46/2016",
"326 ttg", "luật 36/2013/qh13". Not taken for numbers: dates, months, phone numbers, ages, years,
"điều 15", "khoản 2". Where a form could be both, only its clearest shapes are numbers.
"""

import re
from dataclasses import dataclass

from core.legal_text.codes import (
    ASSEMBLY_TYPES,
    JOINT_TYPES,
    LAW,
    OFFICES,
    TYPE_NAMES,
    is_issuer,
    is_known,
    is_term,
    is_type,
    split_joined,
)
from core.legal_text.number_evidence import Reading, is_number
from core.legal_text.number_tokens import Token, tokens_of
from core.legal_text.numbers import DocumentNumber, plausible_year, strip_zeros
from core.text import nfc

_SEQUENCE = re.compile(r"[0-9]{1,6}[a-zđ]?")
_LETTERS = re.compile(r"[a-z]{1,60}")
_JOINED_TERM = re.compile(r"[a-z]{3,60}[0-9]{1,2}")
# Signed by the Council of State or the President: "21-LCT/HDNN8", "31-L/CTN".
_OLD_LAWS = {"l", "lct"}
_SLASH_OR_DASH = re.compile(r"[/\-_\u2010-\u2015]")


@dataclass(frozen=True)
class NumberQuery:
    """A number as somebody typed it.

    `sequence` without leading zeros; `year` if given; `codes` folded, in order, without repeats;
    `rest` the words of the question that belong to no number, as they were typed.
    """

    sequence: str
    year: int | None
    codes: tuple[str, ...]
    rest: str

    @property
    def joined_codes(self) -> str:
        """Return the codes run together: "qdubnd"."""
        return "".join(self.codes)


def _read_year(tokens: list[Token], reading: Reading) -> None:
    after = tokens[reading.last + 1 : reading.last + 3]
    if after and after[0].folded == "nam" and not after[0].gap.strip():
        year_token = after[1] if len(after) > 1 else None
        steps = 2
    else:
        year_token = after[0] if after else None
        steps = 1
    if year_token is None or not year_token.follows:
        return
    year = plausible_year(year_token.folded)
    if year is not None:
        reading.year = year
        reading.last += steps
        reading.slashed = steps == 1 and _SLASH_OR_DASH.search(year_token.gap) is not None


def _attached_codes(token: Token, codes: list[str]) -> tuple[str, ...]:
    code = token.folded
    shapes = (_LETTERS, _JOINED_TERM)
    if any(shape.fullmatch(code) for shape in shapes) or is_term(code) or _is_order_number(code, codes):
        return split_joined(code)
    return ()


def _is_order_number(code: str, codes: list[str]) -> bool:
    """Tell whether digits go on with "102-SL/L" as in "102-SL/L-004"."""
    return code.isdecimal() and codes[-1:] == ["l"]


def _spaced_codes(token: Token, codes: list[str]) -> tuple[str, ...]:
    if not token.bare:
        return ()
    if _is_order_number(token.folded, codes):
        return (token.folded,)
    parts = split_joined(token.folded)
    issuers = [code for code in codes if is_issuer(code) and not is_type(code)]
    if not issuers:
        return parts if all(is_known(part) for part in parts) else ()
    if is_term(token.folded):
        return (token.folded,)
    if codes[0] in JOINT_TYPES:
        # Of the codes of two letters only the Government's is no ordinary word.
        return parts if is_issuer(parts[0]) and (len(parts[0]) > 2 or parts[0] == "cp") else ()
    if issuers[-1] in {"ubnd", "hdnd"} and token.folded in OFFICES and is_issuer(codes[0]):
        return (token.folded,)
    return ()


def _read_right(tokens: list[Token], reading: Reading) -> None:
    codes: list[str] = []
    attached_start = False
    for position in range(reading.last + 1, len(tokens)):
        token = tokens[position]
        if not token.follows and token.gap:
            break
        glued = not token.gap and token.start == tokens[position - 1].end
        attached = token.attached or glued
        found = _attached_codes(token, codes) if attached else _spaced_codes(token, codes)
        if not found:
            break
        attached_start = attached_start or (attached and not codes)
        codes.extend(found)
        reading.last = position
    reading.right = tuple(codes)
    reading.right_attached = attached_start


def _name_before(tokens: list[Token], end: int) -> tuple[str, int]:
    """Return the code of the type named by the words before `end`, and how many words name it."""
    for words, code in TYPE_NAMES:
        start = end - len(words)
        if start >= 0 and tuple(token.folded for token in tokens[start:end]) == words:
            inner = tokens[start + 1 : end]
            if all(not token.gap.strip() for token in inner):
                return code, len(words)
    return "", 0


def _chain_before(tokens: list[Token], end: int) -> tuple[str, ...]:
    """Return the codes of a chain such as "TTLT-BTP-BCA" that ends before `end`, if a type opens it."""
    start = end - 1
    while start > 0 and tokens[start].attached:
        start -= 1
    chain = tuple(token.folded for token in tokens[start:end])
    whole = (
        len(chain) > 1
        and is_type(chain[0])
        and all(_LETTERS.fullmatch(code) or is_term(code) for code in chain)
    )
    return chain if whole else ()


def _abbreviations_before(tokens: list[Token], end: int) -> tuple[str, ...]:
    codes = _chain_before(tokens, end)
    if codes:
        return codes
    for position in range(end - 1, max(end - 6, -1), -1):
        token = tokens[position]
        parts = split_joined(token.folded)
        if not token.bare or not all(is_known(part) for part in parts):
            break
        codes = parts + codes
        if is_type(parts[0]) and not token.attached:
            return codes
        if not token.follows:
            break
    if not codes or is_type(codes[0]):
        return codes
    # Without a type in front two letters are more likely a word: "tu 12/2023" is "from December".
    return codes[-1:] if len(codes[-1]) > 2 else ()


def _read_left(tokens: list[Token], reading: Reading) -> None:
    end = reading.first
    if end == 0 or (not tokens[end].follows and tokens[end].gap.strip(" :")):
        return
    if tokens[end - 1].folded == "so":
        reading.labelled = True
        end -= 1
        reading.first = end
        if end == 0:
            return
    code, words = _name_before(tokens, end)
    if words:
        reading.named = code
        reading.first = end - words
        return
    reading.left = _abbreviations_before(tokens, end)
    taken = 0
    position = end
    while taken < len(reading.left):
        position -= 1
        taken += len(split_joined(tokens[position].folded))
    reading.first = position if reading.left else reading.first


def _read_at(tokens: list[Token], index: int) -> Reading | None:
    token = tokens[index]
    if not _SEQUENCE.fullmatch(token.folded):
        return None
    reading = Reading(strip_zeros(token.folded), index, index, index)
    _read_year(tokens, reading)
    _read_right(tokens, reading)
    _read_left(tokens, reading)
    return reading if is_number(tokens, reading) else None


def _codes(reading: Reading) -> tuple[str, ...]:
    spelled = reading.left + reading.right
    # A number's own type is surer than the word before it: "thông tư 05/2016/TTLT-…".
    named = (reading.named,) if reading.named and not any(is_type(code) for code in spelled[:1]) else ()
    return tuple(dict.fromkeys(named + spelled))


def read_number_query(text: str) -> NumberQuery | None:
    """Return the first document number in what somebody typed, or None if it names none."""
    clean = nfc(text)
    tokens = tokens_of(clean)
    for index in range(len(tokens)):
        reading = _read_at(tokens, index)
        if reading is not None:
            start, end = tokens[reading.first].start, tokens[reading.last].end
            rest = " ".join(f"{clean[:start]} {clean[end:]}".split()).strip(" ,.;:?!\"'“”()-/")
            return NumberQuery(reading.sequence, reading.year, _codes(reading), rest)
    return None


def _is_assembly(number: DocumentNumber) -> bool:
    """Tell whether a number is of the National Assembly and carries no type: "36/2013/QH13"."""
    return len(number.codes) == 1 and is_term(number.codes[0]) and "qh" in number.codes[0]


def _fits(code: str, number: DocumentNumber) -> bool:
    if code in number.codes:
        return True
    if not is_type(code):
        return any(is_term(other) and other.rstrip("0123456789") == code for other in number.codes)
    if _is_assembly(number):
        return code in ASSEMBLY_TYPES
    # "nghị định 74/CP": old numbers and letters don't carry their type, so a named type can't exclude them.
    unwritten = not is_type(number.codes[0]) and code not in JOINT_TYPES | {LAW}
    return unwritten or (code == LAW and number.codes[0] in _OLD_LAWS)


def _begins_joined(query: NumberQuery, number: DocumentNumber) -> bool:
    # Only for codes that couldn't be told apart: "tt" is known and doesn't stand for "ttlt".
    unclear = any(not is_known(code) for code in query.codes)
    return unclear and "".join(number.codes).startswith(query.joined_codes)


def matches(query: NumberQuery, number: DocumentNumber) -> bool:
    """Tell whether a document's number fits a query; a query with fewer parts fits several.

    The sequence must be equal, the year too if the query has one, and each code of the query be
    among the number's codes. Codes run together that nothing could tell apart must begin the
    number's codes run together.
    """
    if query.sequence != number.sequence or (query.year is not None and query.year != number.year):
        return False
    return all(_fits(code, number) for code in query.codes) or _begins_joined(query, number)


def is_exact(query: NumberQuery, number: DocumentNumber) -> bool:
    """Tell whether a query gives the whole of a number: sequence, year if it has one, and every code."""
    if not matches(query, number) or query.year != number.year:
        return False
    given = set(query.codes)
    return set(number.codes) <= given or query.joined_codes == "".join(number.codes)
