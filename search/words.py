"""Syllables as both engines index them: normalised once, here, so that engines agree."""

from collections.abc import Sequence
from functools import lru_cache

from core.spelling import normalize_spelling
from core.text import fold
from core.text import syllables as syllables_of

_CHUNKS = 1 << 17
_SYLLABLES = 1 << 16


# Texts repeat a small vocabulary; this makes a corpus five times quicker than calling core on each text.
@lru_cache(maxsize=_CHUNKS)
def _chunk(chunk: str) -> tuple[str, ...]:
    return tuple(normalize_spelling(syllable) for syllable in syllables_of(chunk))


@lru_cache(maxsize=_SYLLABLES)
def _fold(syllable: str) -> str:
    return fold(syllable)


def syllables(text: str) -> list[str]:
    """Return the syllables of text as `core.text.syllables` does, each in its commonest spelling."""
    return [syllable for chunk in text.split() for syllable in _chunk(chunk)]


def fold_all(words: Sequence[str]) -> list[str]:
    """Return the syllables without accents and stroked d."""
    return [_fold(word) for word in words]
