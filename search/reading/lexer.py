"""The pieces of a typed query: words, quotations, exclusions, colons. One pass from left to right."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from core.legal_text.codes import is_known
from core.text import fold, has_accents, nfc

# Characters that are read; the rest of a longer text is left out.
MAX_READ = 10_000
COLONS = ":\uff1a\ufe55"
MINUSES = "-\u2010\u2011\u2012\u2013\u2212"
# Any quotation mark of a family closes what another one of it opened: keyboards mix them.
_FAMILIES = ('"\u201c\u201d\u201e\u201f\uff02', "\u00ab\u00bb")
QUOTES = "".join(_FAMILIES)
_CLOSING = {family: re.compile(f"[{family}]") for family in _FAMILIES}
_FAMILY = {quote: family for family in _FAMILIES for quote in family}
_WORD = re.compile(rf"[^\s{COLONS}{QUOTES}]+")
_CODE = re.compile(r"[^\W_]+")


class Kind(Enum):
    """What a piece is."""

    WORD = "word"
    COLON = "colon"
    QUOTED = "quoted"
    EXCLUDED = "excluded"


@dataclass(frozen=True)
class Piece:
    """A piece of a query; the text of a quotation or exclusion is without its signs."""

    kind: Kind
    text: str


def clean(text: str) -> str:
    """Return at most 10,000 characters of text (NFC), control and format characters replaced by spaces."""
    composed = nfc(text[:MAX_READ])[:MAX_READ]
    return "".join(" " if unicodedata.category(character)[0] == "C" else character for character in composed)


def pieces(text: str) -> list[Piece]:
    """Return the pieces of a clean text, in order. Linear: every character is passed at most twice."""
    found: list[Piece] = []
    unclosed: set[str] = set()
    position = 0
    while position < len(text):
        character = text[position]
        if character in COLONS:
            found.append(Piece(Kind.COLON, character))
            position += 1
        elif character.isspace():
            position += 1
        else:
            position = _next(text, position, found, unclosed)
    return found


def _next(text: str, position: int, found: list[Piece], unclosed: set[str]) -> int:
    """Add the piece that starts at the position, and return where it ends."""
    after_space = position == 0 or text[position - 1].isspace()
    excluding = text[position] in MINUSES and after_space
    start = position + excluding
    end = _quotation_end(text, start, unclosed)
    if end:
        found.append(Piece(Kind.EXCLUDED if excluding else Kind.QUOTED, text[start + 1 : end - 1]))
        return end
    if text[position] in QUOTES:
        return position + 1
    word = _WORD.match(text, position)
    end = word.end() if word else position + 1
    if excluding and text[start:end][:1].isalpha() and not _goes_on(found, text[start:end]):
        found.append(Piece(Kind.EXCLUDED, text[start:end]))
    else:
        found.append(Piece(Kind.WORD, text[position:end]))
    return end


def _quotation_end(text: str, start: int, unclosed: set[str]) -> int:
    """Return where the quotation that opens here ends, 0 if none opens or it is never closed."""
    family = _FAMILY.get(text[start : start + 1], "")
    # In a word the sign is no quotation: 5" tubes.
    if not family or family in unclosed or (start and text[start - 1].isalnum()):
        return 0
    closing = _CLOSING[family].search(text, start + 1)
    if closing is None:
        unclosed.add(family)
        return 0
    return closing.end()


def _goes_on(before: list[Piece], word: str) -> bool:
    """Tell whether a word after a minus goes on with a document number: "15/2023/QĐ -UBND"."""
    if not before or before[-1].kind is not Kind.WORD:
        return False
    last = _CODE.findall(before[-1].text)[-1:]
    numbered = any(character.isdecimal() for character in before[-1].text)
    if not numbered and not (last and last[0].isupper() and is_known(fold(last[0]))):
        return False
    codes = _CODE.findall(word)
    return all(
        is_known(fold(code)) or (code.isupper() and not has_accents(code.replace("Đ", ""))) for code in codes
    )
