"""What somebody has typed so far, as the index of starts is asked: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from core.legal_text.careless import NumberQuery, read_number_query
from core.legal_text.codes import STRONG_ABBREVIATIONS, is_known, split_joined
from core.legal_text.number_tokens import tokens_of
from core.legal_text.numbers import strip_zeros
from core.spelling import normalize_spelling
from core.text import has_accents, nfc
from core.text import syllables as syllables_of
from search.models.suggestion import MAX_SPELT, MAX_START
from search.words import fold_all

MAX_TYPED = 200


@dataclass(frozen=True)
class Beginning:
    """One reading of the typed words as the beginning of a start: folded, and with the accents typed."""

    folded: str
    spelt: str


@dataclass(frozen=True)
class Typed:
    """A text that may break off in the middle of a word.

    `words` are as typed, in lower case; `complete` tells that the last one is ended. `beginnings` are two
    where the last word may be written two ways. `number` is the beginning of a document number, "" where
    none is meant; `named` the number that the text names in whatever careless form.
    """

    words: tuple[str, ...] = ()
    complete: bool = False
    accented: bool = False
    beginnings: tuple[Beginning, ...] = ()
    number: str = ""
    named: NumberQuery | None = None

    @property
    def number_beginnings(self) -> tuple[str, ...]:
        """Return what a document's number may begin with.

        As typed; with the last part whole ("1" is rather 1/2022 than 177/2025); the named number's sequence.
        """
        named = [f"{self.named.sequence} "] if self.named else []
        typed = [self.number, self.number.rstrip() + " "] if self.number else []
        return tuple(dict.fromkeys(typed + named))


def read_typed(text: str) -> Typed:
    """Read what was typed, of which the first 200 characters count; never raises."""
    clean = nfc(text[:MAX_TYPED])
    words = syllables_of(clean)
    if not words:
        return Typed()
    complete = not clean[-1].isalnum()
    return Typed(
        words=tuple(words),
        complete=complete,
        accented=has_accents(clean),
        beginnings=_beginnings(words, complete),
        number=_number_beginning(clean, complete),
        named=read_number_query(clean),
    )


def _beginnings(words: Sequence[str], complete: bool) -> tuple[Beginning, ...]:
    *before, last = words
    usual = [normalize_spelling(word) for word in before]
    # "ki" may go on as "kinh" or stand for "kỹ", which is kept under its commonest spelling.
    lasts = [normalize_spelling(last)] if complete else dict.fromkeys((last, normalize_spelling(last)))
    end = " " if complete else ""
    lines = [[*usual, form] for form in lasts]
    return tuple(
        Beginning((" ".join(fold_all(line)) + end)[:MAX_START], (" ".join(line) + end)[:MAX_SPELT])
        for line in lines
    )


def _number_beginning(text: str, complete: bool) -> str:
    parts = [part for token in tokens_of(text) for part in split_joined(token.folded)]
    digits = [position for position, part in enumerate(parts) if part[0].isdecimal()]
    if digits:
        first = digits[0]
        parts[first] = strip_zeros(parts[first])
        if first and parts[first - 1] == "so":
            del parts[first - 1]
    elif not (parts[0] in STRONG_ABBREVIATIONS and all(map(is_known, parts))):
        return ""
    return (" ".join(parts) + (" " if complete else ""))[:MAX_START]


def misfits(typed: Typed, spelt: str) -> int:
    """Return how many words of a text that fits but for accents do not have the accents typed.

    Words in the middle must carry just the accents typed; the last may still gain some ("đa" for "đất").
    A word typed without any fits every spelling.
    """
    if not typed.accented:
        return 0
    last = len(typed.words) - 1
    wrong = 0
    for position, (mine, theirs) in enumerate(zip(typed.words, spelt.split(), strict=False)):
        asked, there = accents(mine), accents(theirs)
        if asked and asked != there:
            wrong += position < last or typed.complete or not _holds(there, asked)
    return wrong


# Texts repeat a small vocabulary.
@lru_cache(maxsize=1 << 15)
def accents(word: str) -> str:
    """Return the marks of a word in order, with "đ" as one of them, whichever vowel carries them."""
    letters = normalize("NFD", normalize_spelling(word))
    return "".join(sorted(letter for letter in letters if letter == "đ" or "\u0300" <= letter <= "\u036f"))


def _holds(marks: str, some: str) -> bool:
    return all(marks.count(mark) >= some.count(mark) for mark in some)
