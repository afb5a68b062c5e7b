"""Where in a suggested text the typed words stand: pure.

Typed words come as keys (`word_key`); the last is only the beginning of a word unless `complete`.
Stretches are (start, end) in characters of the text, which must be NFC.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.legal_text.numbers import strip_zeros
from core.spelling import normalize_spelling
from core.text import fold, normalize_tone_placement

_WORD = re.compile(r"[^\W_]+")
Mark = tuple[int, int]


@dataclass(frozen=True)
class Word:
    """A word of a text and its bounds."""

    start: int
    end: int
    key: str

    def fits(self, typed: str, whole: bool) -> bool:
        """Tell whether the word is what was typed, or begins with it unless `whole`."""
        return self.key == typed if whole else self.key.startswith(typed)

    def end_of(self, typed: str) -> int:
        """Return where the typed part ends: with the word, where its key is not written letter for letter."""
        return self.start + len(typed) if len(self.key) == self.end - self.start else self.end


# Texts repeat a small vocabulary.
@lru_cache(maxsize=1 << 15)
def word_key(word: str) -> str:
    """Return a word as it is compared: folded, in its commonest spelling, numbers without leading zeros."""
    return _key(fold(normalize_spelling(normalize_tone_placement(word).lower())))


def _key(folded: str) -> str:
    return strip_zeros(folded) if folded[:1].isdecimal() else folded


def keys_of(folded: str) -> list[str]:
    """Return the keys of words that are folded and spelt already, separated by spaces."""
    return [_key(word) for word in folded.split()]


def words_of(text: str) -> list[Word]:
    """Return the words of a text."""
    return [Word(match.start(), match.end(), word_key(match[0])) for match in _WORD.finditer(text)]


def _wholes(typed: Sequence[str], complete: bool) -> list[tuple[str, bool]]:
    return [(key, complete or place < len(typed) - 1) for place, key in enumerate(typed)]


def find_run(words: Sequence[Word], typed: Sequence[str], complete: bool) -> Mark | None:
    """Return the first stretch in which the typed words follow one another."""
    asked = _wholes(typed, complete)
    for first in range(len(words) - len(typed) + 1):
        run = words[first : first + len(typed)]
        if all(word.fits(key, whole) for word, (key, whole) in zip(run, asked, strict=True)):
            return run[0].start, run[-1].end_of(typed[-1])
    return None


def find_apart(words: Sequence[Word], typed: Sequence[str], complete: bool) -> list[Mark]:
    """Return where each typed word stands first."""
    found: dict[int, int] = {}
    for key, whole in _wholes(typed, complete):
        word = next((word for word in words if word.fits(key, whole)), None)
        if word:
            # Two typed words may fall on one, of which the longer stretch counts.
            found[word.start] = max(found.get(word.start, 0), word.end_of(key))
    return sorted(found.items())


def count_leading(words: Sequence[Word], typed: Sequence[str], complete: bool) -> int:
    """Return how many of the typed words a text begins with."""
    fitting = [
        word.fits(key, whole) for word, (key, whole) in zip(words, _wholes(typed, complete), strict=False)
    ]
    return fitting.index(False) if False in fitting else len(fitting)


def marks_of(text: str, lines: Sequence[Sequence[str]], complete: bool) -> tuple[Mark, ...]:
    """Return what to emphasise in a text; `lines` are the ways in which the typed words may be read."""
    words = words_of(text)
    run = next(filter(None, (find_run(words, keys, complete) for keys in lines)), None)
    return (run,) if run else tuple(find_apart(words, lines[0], complete))


def marks_behind(
    label: str, text: str, lines: Sequence[Sequence[str]], complete: bool
) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Return the marks of a text and of its label, where what was typed may begin with words of the label.

    "luat dat" is the "Luật" of "Luật 31/2024/QH15" and the "Đất" of "Đất đai".
    """
    words, before = words_of(text), words_of(label)
    for keys in lines:
        count = count_leading(before, keys, complete)
        rest = keys[count:]
        run = find_run(words, rest, complete) if rest else None
        if count and (run or not rest) and not find_run(words, keys, complete):
            stretch = before[0].start, before[count - 1].end_of(keys[count - 1])
            return ((run,) if run else ()), (stretch,)
    return marks_of(text, lines, complete), ()
