"""A corrected query in its reader's own characters: quotation marks, fields and capitals stay."""

import re
from collections.abc import Sequence

from core.text import nfc
from search.words import syllables

from .correction import Vocabulary, correct

_WORD = re.compile(r"[^\W_]+")


def corrected_text(text: str, vocabulary: Vocabulary) -> str | None:
    """Return text with its misspelt words replaced, or None if there is nothing to correct."""
    clean = nfc(text)
    matches = list(_WORD.finditer(clean))
    forms = [syllables(match[0]) for match in matches]
    typed = [word for words in forms for word in words]
    corrected = correct(typed, vocabulary)
    if corrected is None:
        return None
    parts: list[str] = []
    position = taken = 0
    for match, words in zip(matches, forms, strict=True):
        new = corrected[taken : taken + len(words)]
        taken += len(words)
        if new != words:
            parts += [clean[position : match.start()], _in_case(match[0], new)]
            position = match.end()
    return "".join([*parts, clean[position:]])


def _in_case(typed: str, words: Sequence[str]) -> str:
    text = " ".join(words)
    if typed.isupper() and len(typed) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if typed[:1].isupper() else text
