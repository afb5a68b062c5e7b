"""The words of amending sentences, as tokens.

Wordings: NĐ 34/2016/NĐ-CP and NĐ 78/2025/NĐ-CP on how amending documents are written: "Sửa đổi, bổ sung khoản 1
Điều 3 như sau: “…”", "Bổ sung Điều 8a vào sau Điều 8", "Bãi bỏ …", "Thay thế cụm từ “A” bằng cụm từ “B” tại …".
A sentence is read whole or not at all: a word that no rule knows makes it unclear.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from core.legal_text.amending.operations import Unclear, Why
from core.legal_text.amending.sentences import FROM_ITS_DAY, QUOTE
from core.legal_text.amending.titles import after_title
from core.legal_text.paths import ATTACHED, Level
from core.legal_text.references import find_references


@dataclass(frozen=True)
class Token:
    """A piece of a sentence: `letter` tells what it is, see TOKENS; the word that matters in it, its numbers."""

    letter: str
    text: str = ""
    numbers: tuple[str, ...] = ()


LEVELS: dict[str, Level] = {
    "điểm": Level.POINT,
    "khoản": Level.CLAUSE,
    "điều": Level.ARTICLE,
    "tiểu mục": Level.SUBSECTION,
    "mục": Level.SECTION,
    "chương": Level.CHAPTER,
    "phần": Level.PART,
    "phụ lục": Level.APPENDIX,
}
_DIGITS, _LETTER = r"\d{1,4}[a-zđ]{0,2}\b(?![./]\d)", r"[a-zđ]\d{0,2}\b(?![./]\d)"
_ATTACHED = "|".join(ATTACHED.values())
ATTACHED_KINDS = {name.lower(): kind for kind, name in ATTACHED.items()}
JOINED = re.compile(rf"(?:[,;]|và) (?:{_ATTACHED})\b")
_GROUP = r"(?:\d{1,3}|[IVXLC]+|[A-Z])[a-zđ]?\b(?![./-]\w)"
# The first that fits counts. R change, I add, X drop, T swap, P and Y the passive of R and X; Q quotation, W "with",
# A after, B before, N into, C citation, H title, O opening, K attached regulation, J joint, L "as follows". D: document.
TOKENS = {
    "L": r"như sau\b",
    "P": r"được (?:sửa đổi(?:, bổ sung)?|thay thế)\b|sửa lại\b",
    "Y": r"(?:(?:được|bị) bãi bỏ|hết hiệu lực(?: thi hành)?)\b",
    "R": r"sửa(?: đổi)?\b(?:,? bổ sung\b)?",
    "I": r"bổ sung(?: thêm)?\b",
    "X": r"(?:bãi bỏ|hủy bỏ|huỷ bỏ|bỏ)(?: toàn bộ)?\b",
    "T": r"thay(?: thế)?\b",
    "Q": rf"(?:(?:các )?(?:cụm từ|từ ngữ|từ|dấu|chữ|đoạn) ?:? ?)?({QUOTE})",
    "W": r"(?:bằng|thành)\b",
    "A": r"(?:vào )?(?:liền |ngay |tiếp )?sau\b(?! đây)",
    "B": r"(?:vào )?(?:liền |ngay )?trước\b",
    "N": r"vào\b",
    "O": r"(?:đoạn|phần|câu) (?:mở đầu|dẫn|đầu)\b",
    "H": r"tên(?: gọi)?\b(?: của)?(?: (điều(?! \d)|thông tư|nghị định|nghị quyết|quyết định|bộ luật|luật)\b)?",
    "K": rf"((?-i:{_ATTACHED})|(?<=của )(?:{_ATTACHED}))\b(?! tại)"
    rf"(?:(?!(?-i:{JOINED.pattern}))[^;:]){{0,250}}?\bkèm theo\b",
    "C": rf"(?:các )?(?:(điểm) ({_LETTER}(?:(?:, | và ){_LETTER})*)|(khoản|điều) ({_DIGITS}(?:(?:, | và ){_DIGITS})*)"
    rf"|({'|'.join(list(LEVELS)[3:])}) (?:số )?((?-i:{_GROUP}(?:(?:, | và ){_GROUP})*)))",
    "J": r"([,;]|và\b|hoặc\b)",
    "": r"(?:các )?quy định tại\b|(?:được )?ban hành kèm theo\b|(?:tại|của|thuộc|trong|ở)\b|[:.]"
    rf"|{FROM_ITS_DAY}",
}
WORDS = {letter: re.compile(one, re.IGNORECASE) for letter, one in TOKENS.items()}
PASSIVE = re.compile("|".join(TOKENS[letter] for letter in "PY"), re.IGNORECASE)
# An attached regulation in a lead-in that names no document; one that is named after a document: which of both is meant?
OF_ATTACHED = re.compile(rf"\b(?:của ((?i:{_ATTACHED}))|(?:tại|thuộc|trong) ({_ATTACHED}))\b(?! tại)")
AFTER_DOCUMENT = re.compile(
    rf"\bban hành (?:kèm theo )?(?:{_ATTACHED})\b"
    rf"|(?:[,;]|và|của) (?:một số |các )?(?:{_ATTACHED})\b[^;:]{{0,250}}?\bkèm theo\b",
    re.IGNORECASE,
)
# No sentence that anyone wrote is longer.
MOST_TOKENS = 600


def read_tokens(sentence: str, known: Collection[str], also: re.Pattern[str] | None = None) -> list[Token]:
    """The tokens of a sentence. Raise Unclear at a word that is none, nor in `also`."""
    ends = {one.start: (one.end, one.number or one.name) for one in find_references(sentence, known)}
    tokens: list[Token] = []
    at = 0
    while at < len(sentence):
        if len(tokens) > MOST_TOKENS:
            raise Unclear(Why.WORDING)
        if sentence[at] == " ":
            at += 1
            continue
        if at in ends:
            tokens.append(Token("D", ends[at][1]))
            at = after_title(sentence, ends[at][0], {start: end for start, (end, _name) in ends.items()})
            continue
        fits = ((letter, one.match(sentence, at)) for letter, one in WORDS.items())
        letter, match = next(((letter, match) for letter, match in fits if match), ("", None))
        match = match or (also.match(sentence, at) if also else None)
        if match is None:
            raise Unclear(Why.WORDING)
        at = match.end()
        if letter:
            tokens.append(token(letter, match))
    return tokens


def token(letter: str, match: re.Match[str]) -> Token:
    """A token from what its form matched; an attached regulation by the name of its path."""
    if letter == "K":
        return Token(letter, ATTACHED_KINDS[match[1].lower()])
    if letter != "C":
        return Token(letter, match[1] or "" if match.lastindex else "")
    word, numbers = next((match[one], match[one + 1]) for one in (1, 3, 5) if match[one])
    return Token("C", word.lower(), tuple(one for one in re.findall(r"\w+", numbers) if one != "và"))
