"""Footnotes of the canonical text: "[1]" in the text, and a line "[1] …" for each note at the end of the text.

Consolidated texts name in them what changed each provision (Pháp lệnh 01/2012/UBTVQH13).
"""

import re
from collections.abc import Sequence

# "[01]" numbers a field of a form.
NOTE_MARK = re.compile(r"\[([1-9]\d{0,3})\]")
_NOTE = re.compile(rf"\s*{NOTE_MARK.pattern}\s+(?=\S)")


def read_notes(lines: Sequence[str]) -> dict[int, str]:
    """The number of each note at the end of a text, by the index of its first line, in order.

    Notes count up one by one to the last; the lines between them are further paragraphs of a note.
    """
    found: dict[int, str] = {}
    last = 0
    for index in reversed(range(len(lines))):
        match = _NOTE.match(lines[index])
        if match is None:
            continue
        if last and int(match[1]) != last - 1:
            break
        last = int(match[1])
        found[index] = match[1]
    return dict(reversed(found.items()))
