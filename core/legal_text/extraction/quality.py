"""Whether a text layer says anything: fonts of TCVN3, VNI or their own look right in print and are none as text."""

import re

from core.legacy_text.syllables import is_vietnamese
from core.text import nfc

WORD = re.compile(r"[^\W\d_]{2,}")
FEWEST_WORDS = 40
LEAST_SYLLABLES = 0.6
"""The 36 shared gazette files have 0.90 to 0.99, the same texts in TCVN3 0.21 to 0.36."""


def is_garbled(text: str) -> bool:
    """Whether too few words are Vietnamese syllables; a text of few words is not judged."""
    words = WORD.findall(nfc(text))
    return len(words) >= FEWEST_WORDS and sum(map(is_vietnamese, words)) < LEAST_SYLLABLES * len(words)
