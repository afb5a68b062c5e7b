"""Reading a query: keystrokes left unconverted, quotations, exclusions, fields, misspellings.

`interpret` does the first four; nothing here touches the database but `vocabulary`, `presentation`,
and sources that look names up.
"""

from .correction import Vocabulary, correct
from .interpretation import Interpretation, interpret
from .keystrokes import Keystrokes, convert_keystrokes
from .resolve import Resolved, resolve
from .syntax import Reading, read

__all__ = [
    "Interpretation",
    "Keystrokes",
    "Reading",
    "Resolved",
    "Vocabulary",
    "convert_keystrokes",
    "correct",
    "interpret",
    "read",
    "resolve",
]
