"""The words of a careless document number, with what separates them."""

import re
from dataclasses import dataclass

from core.legal_text.codes import is_known, is_type, split_joined
from core.legal_text.numbers import fold_code

_TOKEN = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
_TONED = re.compile("[àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")
_GLUED_LEFT = re.compile(r"([a-zđ]{2,4})([0-9]{1,6})")
_GLUED_RIGHT = re.compile(r"([0-9]{1,6})([a-zđ]{2,8})")
_ATTACHED = re.compile(r"[/\-._()\u2010-\u2015]+")


@dataclass(frozen=True)
class Token:
    """A word: as typed, folded, its bounds in the text, and what lies between it and the one before."""

    text: str
    folded: str
    start: int
    end: int
    gap: str

    @property
    def attached(self) -> bool:
        """Whether separators alone join the token to the one before; round a slash spaces don't count."""
        gap = self.gap.strip() if "/" in self.gap else self.gap
        return _ATTACHED.fullmatch(gap) is not None

    @property
    def follows(self) -> bool:
        """Whether only space or separators lie between the token and the one before."""
        return not self.gap.strip(" /-._()\u2013\u2014")

    @property
    def bare(self) -> bool:
        """Whether the token has no tone: codes have none, "từ" is no "TU"."""
        return _TONED.search(self.text.lower()) is None


def tokens_of(text: str) -> list[Token]:
    """Return the words of text (NFC); a type or issuer glued to a number ("nd46") is a word of its own."""
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        for start, stop in _unglue(match[0]):
            piece = match[0][start:stop]
            begin = match.start() + start
            found.append(Token(piece, fold_code(piece), begin, match.start() + stop, text[end:begin]))
            end = match.start() + stop
    return found


def _unglue(word: str) -> list[tuple[int, int]]:
    """Return the bounds of "nd" and "46" in "nd46", of "15" and "qd" in "15qd"; other words stay whole."""
    folded = word.lower()
    if (match := _GLUED_LEFT.fullmatch(folded)) and is_type(fold_code(match[1])):
        return [match.span(1), match.span(2)]
    if (match := _GLUED_RIGHT.fullmatch(folded)) and is_known(split_joined(fold_code(match[2]))[0]):
        return [match.span(1), match.span(2)]
    return [(0, len(word))]
