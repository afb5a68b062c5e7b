"""Words that mean the same: abbreviations and everyday words of the administration, from a table of editors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .words import fold_all, syllables

Words = tuple[str, ...]
# Equivalents of one query; more would be a text, not a question.
MOST = 8


@dataclass(frozen=True)
class Equivalents:
    """What may be looked for as well: words → meanings, as typed (True) and folded (False)."""

    by_words: Mapping[bool, Mapping[Words, tuple[Words, ...]]] = field(default_factory=dict)
    longest: int = 0

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, bool]]) -> "Equivalents":
        """Return equivalents of rows (words, meaning, both ways)."""
        known: dict[bool, dict[Words, tuple[Words, ...]]] = {True: {}, False: {}}
        for words, meaning, both_ways in rows:
            ways = [(words, meaning), (meaning, words)] if both_ways else [(words, meaning)]
            for left, right in ways:
                for accented, forms in known.items():
                    key, value = _words(left, accented), _words(right, accented)
                    if key and value and key != value and value not in forms.get(key, ()):
                        forms[key] = (*forms.get(key, ()), value)
        longest = max((len(key) for forms in known.values() for key in forms), default=0)
        return cls(known, longest)

    def look_up(self, words: Sequence[str], accented: bool) -> tuple[list[Words], list[str]]:
        """Return the meanings of what is in the words, and the words with first meanings in place."""
        known = self.by_words.get(accented, {})
        added: list[Words] = []
        other: list[str] = []
        place = 0
        while place < len(words):
            for length in range(min(self.longest, len(words) - place), 0, -1):
                meanings = known.get(tuple(words[place : place + length]), ())
                if meanings and len(added) < MOST:
                    added += meanings
                    other += meanings[0]
                    place += length
                    break
            else:
                other.append(words[place])
                place += 1
        return added, other


NONE = Equivalents()


def _words(text: str, accented: bool) -> Words:
    words = syllables(text)
    return tuple(words if accented else fold_all(words))
