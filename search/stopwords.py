"""What questions are made of besides what they ask for."""

from collections.abc import Sequence
from functools import lru_cache

from .words import fold_all, syllables

# Whole phrases first: "được quy định như thế nào" says nothing, "quy định" alone may.
_PHRASES = """
được quy định như thế nào, được quy định ra sao, được quy định thế nào, được thực hiện như thế nào,
được thực hiện ra sao, quy định như thế nào, quy định thế nào, quy định ra sao, được quy định, quy định về,
quy định mới, quy định pháp luật, quy định của pháp luật, quy định hiện hành, theo quy định,
pháp luật quy định, như thế nào, thế nào là, thế nào, ra sao, là gì, là bao nhiêu, bao nhiêu, là bao lâu,
trong bao lâu, bao lâu, hay không, có được không, được không, có đúng không, đúng không, có phải, phải không,
không, gồm những gì, bao gồm những gì, có những gì, những gì, gồm có những, những nào, nào, gì, ai có, ai,
khi nào, hiện nay, hiện hành, được hiểu, hiểu là, khái niệm, có được, có thể, cho tôi hỏi, xin hỏi, cho hỏi,
vậy, thì, theo, của, các, những, và, là, có, cho, được, trong, khi, để, với, về, tại, do, bị, mà, này, đó, ở,
từ, bằng, như, sẽ, đã, đang, cần, phải
"""
# Ways of asking what something is, folded.
_DEFINITIONS = """
la gi, the nao la, hieu the nao, hieu nhu the nao, hieu la, hieu la gi, hieu ra sao, nghia la, nghia la gi,
khai niem, dinh nghia, duoc hieu the nao, duoc hieu nhu the nao, duoc hieu la, duoc hieu la gi, duoc hieu ra sao
"""


@lru_cache(maxsize=2)
def _phrases(accented: bool) -> frozenset[tuple[str, ...]]:
    phrases = [syllables(phrase) for phrase in _PHRASES.split(",")]
    return frozenset(tuple(words if accented else fold_all(words)) for words in phrases)


@lru_cache(maxsize=1)
def _definitions() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(syllables(phrase)) for phrase in _DEFINITIONS.split(","))


def segments(words: Sequence[str], accented: bool) -> list[list[str]]:
    """Return the runs of words between stop phrases, the longest phrase taken first at each place."""
    phrases = _phrases(accented)
    longest = max(map(len, phrases))
    runs: list[list[str]] = [[]]
    place = 0
    while place < len(words):
        for length in range(longest, 0, -1):
            if tuple(words[place : place + length]) in phrases:
                runs.append([])
                place += length
                break
        else:
            runs[-1].append(words[place])
            place += 1
    return [run for run in runs if run]


def asked_about(words: Sequence[str]) -> list[str]:
    """Return what a question asks the meaning of ("khuyến nông là gì"); all the words if it asks none.

    Words with accents or without.
    """
    folded = fold_all(words)
    phrases = _definitions()
    longest = max(map(len, phrases))
    left: list[str] = []
    place = 0
    while place < len(words):
        ends = range(place + longest, place, -1)
        end = next((end for end in ends if tuple(folded[place:end]) in phrases), None)
        if end is None:
            left.append(words[place])
        place = end or place + 1
    return left or list(words)
