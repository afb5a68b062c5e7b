"""How much of a text is Vietnamese."""

import re
from collections import Counter
from functools import lru_cache

from core.vietnamese_syllables import VOWELS, is_syllable, split_tone

# Letters of the scripts up to Greek Extended, and what stands between them only in text read wrongly: control
# characters, signs of Latin-1, tone marks.
_RUN = re.compile("[A-Za-z\x00-\x08\x0e-\x1f\x7f-\x9f\u00a1-\u1fff]{2,}")


@lru_cache(maxsize=50_000)
def is_vietnamese(word: str) -> bool:
    """Whether a word (NFC, any case) is a Vietnamese syllable."""
    parts = split_tone(word.lower())
    return parts is not None and is_syllable(*parts)


def count_marked(text: str) -> tuple[int, int]:
    """Count the words (NFC) with letters or signs beyond ASCII: those that are syllables, and those that are none.

    Single letters and abbreviations (QĐ, HĐND) are neither.
    """
    words = Counter(run for run in _RUN.findall(text) if not run.isascii())
    right = sum(count for word, count in words.items() if _is_right(word))
    abbreviations = sum(count for word, count in words.items() if _is_abbreviation(word))
    return right, words.total() - right - abbreviations


def _is_right(word: str) -> bool:
    # Nobody writes "nÁm".
    return (word.islower() or word.isupper() or word.istitle()) and is_vietnamese(word)


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and word.isalpha() and VOWELS.isdisjoint((split_tone(word.lower()) or "a")[0])
