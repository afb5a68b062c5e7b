"""The ư of TCVN3 in PDF files: its byte is a soft hyphen in Windows, which they write as a hyphen ("ng-êi")."""

import re

from .syllables import is_vietnamese
from .tables import Encoding, read

# Letters of TCVN3 are letters or signs in Latin-1.
_LETTER = "(?:[^\\W\\d_]|[\u00a1-\u00bf])"
_HYPHENED = re.compile(f"(?<![^\\W\\d_])(?<![\u00a1-\u00bf]){_LETTER}*+(?:-{_LETTER}*+)+")


def restore_soft_hyphens(line: str) -> str:
    """Put soft hyphens for the hyphens of words that are syllables in TCVN3 with them: of "ng-êi", not of "Q§-UBND".

    A letter and a hyphen that begin the line ("c- C¸c së") may be of a list, and stay.
    """
    return _HYPHENED.sub(_restored, line)


def _restored(match: re.Match[str]) -> str:
    found = match[0]
    soft = found.replace("-", "\u00ad")
    is_item = match.start() == 0 and len(found) == 2 and found.endswith("-")
    word = read(soft, Encoding.TCVN3)
    return soft if len(word) > 1 and not is_item and is_vietnamese(word) else found
