"""Which syllables may have been meant by a mistyped one, and how likely the mistake is."""

import string
from functools import lru_cache

from core.vietnamese_syllables import FOLDED_SYLLABLES

# What a mistake counts against a correction, as a natural logarithm: a letter left out or two exchanged
# happen more easily than a wrong letter or one too many; the first letter is seldom wrong.
MISSING, SWAPPED, WRONG, EXTRA, FIRST = 5.0, 5.0, 6.0, 6.5, 1.5


@lru_cache(maxsize=4_096)
def one_edit_away(syllable: str) -> dict[str, float]:
    """Return the syllables without accents that one edit makes of a folded one → what the edit costs.

    An edit puts in, takes out or replaces a letter, or exchanges two neighbours.
    """
    found: dict[str, float] = {}

    def offer(word: str, cost: float, place: int) -> None:
        if word in FOLDED_SYLLABLES and word != syllable:
            total = cost + (FIRST if place == 0 else 0.0)
            found[word] = min(total, found.get(word, total))

    for place in range(len(syllable) + 1):
        before, after = syllable[:place], syllable[place:]
        for letter in string.ascii_lowercase:
            offer(before + letter + after, MISSING, place)
            if after:
                offer(before + letter + after[1:], WRONG, place)
        if after:
            # One letter typed twice is no wrong first letter.
            offer(before + after[1:], MISSING if before[-1:] == after[0] else EXTRA, place)
        if len(after) > 1:
            offer(before + after[1] + after[0] + after[2:], SWAPPED, place)
    return found
