"""Index terms of a provision: the same strings on every database."""

import zlib
from collections.abc import Sequence

from core.text import pairs
from search.words import fold_all

# A term is its kind, a colon, and a syllable or a pair. Kinds: found anywhere in the provision, its title
# or its document's label, as written or folded; and found in the provision's title.
ANYWHERE = {True: "a", False: "b"}
IN_TITLE = {True: "t", False: "u"}
# Longer runs of letters are no words; a term must fit the column of its frequency.
MAX_TERM = 200


def anywhere(word: str, accented: bool) -> str:
    """Return the term of a syllable or pair found anywhere."""
    return f"{ANYWHERE[accented]}:{word}"[:MAX_TERM]


def in_title(word: str, accented: bool) -> str:
    """Return the term of a syllable or pair found in the provision's title."""
    return f"{IN_TITLE[accented]}:{word}"[:MAX_TERM]


def folded_form(term: str) -> str:
    """Return the word of an accented term found anywhere without accents, "" for any other term."""
    kind, _colon, word = term.partition(":")
    return "_".join(fold_all(word.split("_")))[:MAX_TERM] if kind == ANYWHERE[True] else ""


def with_pairs(parts: Sequence[Sequence[str]]) -> dict[str, None]:
    """Return the distinct syllables and pairs of the parts; a pair lies within one part."""
    found: dict[str, None] = {}
    for part in parts:
        found.update(dict.fromkeys(part))
        found.update(dict.fromkeys(pairs(list(part))))
    return found


def index_terms(label: Sequence[str], title: Sequence[str], text: Sequence[str]) -> list[str]:
    """Return the distinct terms of a provision from the syllables of its label, title and text."""
    terms: list[str] = []
    for accented in (True, False):
        parts = [label, title, text] if accented else [fold_all(part) for part in (label, title, text)]
        terms.extend(anywhere(word, accented) for word in with_pairs(parts))
        terms.extend(in_title(word, accented) for word in with_pairs(parts[1:2]))
    return terms


def hashed(term: str) -> int:
    """Return a term as a signed integer of 32 bits, for PostgreSQL; two terms may share one."""
    value = zlib.crc32(term.encode())
    return value - (1 << 32) if value >= 1 << 31 else value
