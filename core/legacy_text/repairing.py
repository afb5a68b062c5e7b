"""Characters that a program made of the bytes of an old encoding, taking them for Latin-1 or Windows-1252."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from .horns import restore_soft_hyphens
from .readings import LEAST_SHARE, Converted, best_reading, score
from .syllables import count_marked
from .tables import Encoding, read

LEAST_LEAD = 4
"""Of the syllables made over those unmade, in all lines: two words that were none before, or more that were."""
ENOUGH = 1_000
"""Beyond which no more lines are asked for their encoding."""

# Of Vietnamese, what is neither in Latin-1 nor in Windows-1252.
_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u036f\u1ea0-\u1ef9]"
)
_MARK = "§ "
"""Begins a provision in our texts (core.legal_text.structure); in TCVN3 it would be a Đ that stands alone."""


def repair(text: str) -> Converted | None:
    """Mend the lines that are in an old encoding, one for all; None where too little is sure to be.

    Line by line, so that a paragraph may be in TCVN3 and the next in Unicode; what could be either goes with the line
    before it.
    """
    lines = text.split("\n")
    encoding = _encoding(lines)
    if encoding is None:
        return None
    mended = {at: _read(lines[at], encoding) for at in _old(lines, encoding)}
    right, wrong = count_marked("\n".join(mended.values()))
    if right < LEAST_SHARE * (right + wrong):
        return None
    found = "\n".join(mended.get(at, line) for at, line in enumerate(lines))
    return Converted(unicodedata.normalize("NFC", found), encoding)


def _encoding(lines: list[str]) -> Encoding | None:
    """The one that makes most syllables of the lines that are best read in one."""
    votes = Counter[Encoding]()
    for line in filter(_is_doubtful, lines):
        found = best_reading(line, _read)
        if found and (lead := found.score - _score(line)) > 0:
            votes[found.encoding] += lead
            if votes[found.encoding] > ENOUGH:
                break
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] >= LEAST_LEAD else None


def _old(lines: list[str], encoding: Encoding) -> Iterator[int]:
    """Which lines are in the encoding."""
    is_mixed = any(map(has_unicode_letters, lines))
    leads = {at: _lead(line, encoding) for at, line in enumerate(lines) if not line.isascii()}
    before = next((lead for lead in leads.values() if lead), 1)
    for at, lead in leads.items():
        before = lead or before
        if lead > 0 or (
            lead == 0 and before > 0 and not (is_mixed and _has_foreign_words(lines[at], encoding))
        ):
            yield at


def _lead(line: str, encoding: Encoding) -> int:
    """Syllables that the encoding makes of the line, less those that it has: above 0 for text of the encoding."""
    return score(_read(line, encoding)) - _score(line) if _is_doubtful(line) else -1


def _has_foreign_words(line: str, encoding: Encoding) -> bool:
    return count_marked(_read(line, encoding))[1] > 0


def has_unicode_letters(text: str) -> bool:
    """Whether there are Vietnamese letters or marks that no byte shows as."""
    return _UNICODE.search(text) is not None


def _is_doubtful(line: str) -> bool:
    return not line.isascii() and not has_unicode_letters(line)


def _read(line: str, encoding: Encoding) -> str:
    mark = _MARK if line.startswith(_MARK) else ""
    if encoding == Encoding.TCVN3 and "\u00ad" not in line:
        line = restore_soft_hyphens(line)
    return mark + read(line.removeprefix(mark), encoding)


def _score(line: str) -> int:
    return score(unicodedata.normalize("NFC", line))
