"""What was read: a value with the place where it stands and how sure it is."""

from dataclasses import dataclass

SURE, LIKELY, GUESS = 1.0, 0.8, 0.5


@dataclass(frozen=True)
class Read:
    """A value read from the text: `value` as the site keeps it, `text` as printed, `page` from 1, `confidence` 0–1."""

    value: str
    text: str
    page: int
    confidence: float = SURE
