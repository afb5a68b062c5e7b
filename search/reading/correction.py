"""One correction of a misspelt query, from the pairs of syllables that the documents hold."""

from collections.abc import Collection, Mapping, Sequence
from math import log
from typing import Protocol

from core.text import fold, has_accents, pairs
from core.vietnamese_syllables import FOLDED_SYLLABLES, VOWELS, split_tone

from .misspellings import one_edit_away

# Syllables that are looked at, and those of them that may be mistyped rather than wrongly accented.
MAX_WORDS = 64
MAX_MISTYPED = 8
# Other syllables that may have been meant by one, the most frequent first.
MAX_CHOICES = 12
# A longer run of letters is no syllable but a code or an address; so is a short one without a vowel.
LONGEST, CODE = 8, 3
# A pair is frequent that occurs in one of so many provisions, and in at least so many.
FREQUENT_SHARE, FREQUENT = 1 / 4_000, 5
# A corrected pair is so many times as frequent as the pair that was typed.
RATIO = 30
# A corrected syllable's pair makes up this share of all that it or its neighbour occurs in: where what was
# typed is no syllable, and where it is one ("bao nhiêu" is no mistake for "bao nhiều").
LINK_OF_NONE, LINK_OF_SYLLABLE = 0.01, 0.1
# What a changed accent counts against a correction, as a natural logarithm; see `misspellings` for edits.
ACCENT = 3.0


class Vocabulary(Protocol):
    """What is known of the words of all documents."""

    @property
    def passages(self) -> int:
        """How many provisions were counted."""

    def frequencies(self, words: Collection[str], accented: bool) -> Mapping[str, int]:
        """Return in about how many provisions syllables and pairs occur; those left out are rare.

        Without accents where `accented` is False.
        """

    def spellings(self, folded: Collection[str], least: int) -> Mapping[str, int]:
        """Return accented syllables and pairs that fold to one of these, with frequencies of `least` or more."""


# What may have been meant by one syllable → what the mistake counts.
Choices = dict[str, float]


def correct(words: Sequence[str], vocabulary: Vocabulary) -> list[str] | None:
    """Return the syllables of a query with its misspellings corrected, or None if nothing is to be said.

    `words` are syllables as `search.words.syllables` returns them. A syllable changes only if every pair
    that it forms with a neighbour is rare, and it then becomes part of a frequent pair that is written
    alike but for accents, or but for one edit of a syllable that is rare itself. Words with digits never
    change. Deterministic; asks the vocabulary at most twice.
    """
    typed = list(words[:MAX_WORDS])
    accented = any(has_accents(word) for word in typed)
    counted = vocabulary.frequencies({*typed, *pairs(typed)}, accented)
    least = max(FREQUENT, round(vocabulary.passages * FREQUENT_SHARE))
    suspects = _suspects(typed, counted, least)
    meant = _meant(typed, suspects, counted, accented, least)
    asked = _asked(typed, meant, accented)
    if not asked:
        return None
    found = vocabulary.spellings(asked, least) if accented else vocabulary.frequencies(asked, False)
    frequent = {pair: count for pair, count in found.items() if count >= least}
    known = {**counted, **frequent}
    corrected = _best(_choices(typed, suspects, meant, frequent), known)
    sure = [
        new if new == old or _is_sure(place, typed, corrected, known, least) else old
        for place, (old, new) in enumerate(zip(typed, corrected, strict=True))
    ]
    return [*sure, *words[MAX_WORDS:]] if sure != typed else None


def _around(place: int, words: Sequence[str]) -> list[str]:
    """Return the pairs that a syllable forms with its neighbours."""
    return pairs(list(words[max(place - 1, 0) : place + 2]))


def _suspects(typed: list[str], counted: Mapping[str, int], least: int) -> set[int]:
    return {
        place
        for place, word in enumerate(typed)
        if _may_be_wrong(word) and all(counted.get(pair, 0) < least for pair in _around(place, typed))
    }


def _may_be_wrong(word: str) -> bool:
    if not word.isalpha() or len(word) > LONGEST:
        return False
    return len(word) > CODE or not VOWELS.isdisjoint((split_tone(word) or (word,))[0])


def _meant(
    typed: list[str], suspects: set[int], counted: Mapping[str, int], accented: bool, least: int
) -> list[Choices]:
    """Return, place by place, the syllables without accents that may have been meant."""
    mistyped = sorted(
        (place for place in suspects if counted.get(typed[place], 0) < least),
        key=lambda place: (counted.get(typed[place], 0), place),
    )[:MAX_MISTYPED]
    meant: list[Choices] = []
    for place, word in enumerate(typed):
        folded = fold(word)
        edits = one_edit_away(folded) if place in mistyped else {}
        meant.append({folded: ACCENT if accented else 0.0, **edits})
    return meant


def _asked(typed: list[str], meant: list[Choices], accented: bool) -> set[str]:
    """Return the pairs without accents to look up, one edit at a time, and the syllables in them."""
    asked: set[str] = set()
    for place in range(len(typed) - 1):
        left, right = fold(typed[place]), fold(typed[place + 1])
        asked.update(f"{word}_{right}" for word in meant[place] if word != left)
        asked.update(f"{left}_{word}" for word in meant[place + 1] if word != right)
        if accented:
            asked.add(f"{left}_{right}")
    return asked | {word for pair in asked for word in pair.split("_")}


def _choices(
    typed: list[str], suspects: set[int], meant: list[Choices], frequent: Mapping[str, int]
) -> list[Choices]:
    """Return, place by place, the syllables to choose from: the typed one, and those of frequent pairs."""
    offered: list[dict[str, int]] = [{} for _word in typed]
    by_folded: dict[str, list[str]] = {}
    for pair in sorted(pair for pair in frequent if "_" in pair):
        by_folded.setdefault(fold(pair), []).append(pair)
    for place in range(len(typed) - 1):
        for left in meant[place]:
            for right in meant[place + 1]:
                for pair in by_folded.get(f"{left}_{right}", ()):
                    ends = pair.split("_")
                    if all(
                        at in suspects or word == typed[at]
                        for at, word in zip((place, place + 1), ends, strict=True)
                    ):
                        for at, word in zip((place, place + 1), ends, strict=True):
                            offered[at][word] = offered[at].get(word, 0) + frequent[pair]
    return [
        {
            word: 0.0,
            **{
                other: meant[place][fold(other)]
                for other in sorted(offered[place], key=lambda other: (-offered[place][other], other))[
                    :MAX_CHOICES
                ]
                if other != word
            },
        }
        for place, word in enumerate(typed)
    ]


def _best(choices: list[Choices], known: Mapping[str, int]) -> list[str]:
    """Return the path through the choices whose pairs are most frequent, less what its changes count."""
    paths: list[tuple[float, list[str]]] = [(-cost, [word]) for word, cost in choices[0].items()]
    for following in choices[1:]:
        longer = []
        for word, cost in following.items():
            scores = [score + log(known.get(f"{path[-1]}_{word}", 0) + 0.5) for score, path in paths]
            best = scores.index(max(scores))
            longer.append((scores[best] - cost, [*paths[best][1], word]))
        paths = longer
    return max(paths, key=lambda scored: scored[0])[1]


def _is_sure(
    place: int, typed: list[str], corrected: list[str], known: Mapping[str, int], least: int
) -> bool:
    before = max((known.get(pair, 0) for pair in _around(place, typed)), default=0)
    share = LINK_OF_SYLLABLE if fold(typed[place]) in FOLDED_SYLLABLES else LINK_OF_NONE
    for at in (place - 1, place + 1):
        if 0 <= at < len(typed):
            first, second = sorted((at, place))
            count = known.get(f"{corrected[first]}_{corrected[second]}", 0)
            apart = min(known.get(corrected[place], 0), known.get(corrected[at], 0))
            if count >= max(least, before * RATIO, share * apart):
                return True
    return False
