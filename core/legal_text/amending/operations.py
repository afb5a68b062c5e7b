"""What an amending document does to provisions of other documents, as data."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is done; UNREAD: something is, but the sentence was not understood."""

    REPLACE = "replace"
    INSERT = "insert"
    REPEAL = "repeal"
    WORDS = "words"
    UNREAD = "unread"


class Why(StrEnum):
    """Why a sentence is UNREAD: unknown words; a place unnamed or with two readings; no new text or quotes unpaired."""

    WORDING = "wording"
    PLACE = "place"
    QUOTES = "quotes"


@dataclass(frozen=True)
class Source:
    """Where a sentence and what it quotes stand: `path` of the article, clause or point in the acting text;
    `start`–`end` in the `text` of its article."""

    path: str
    start: int
    end: int


@dataclass(frozen=True)
class Operation:
    """One operation on the document `target` (number, else name; "" if none is named).

    `scopes`: paths there. `titles`: paths of which only the heading is meant, "toan-van" for the document's own name.
    `openings`: paths of which only what stands before the first clause or point is meant. `after`, `before`: where
    new provisions go, if said. `text`: the quoted text, exactly, one quotation a line; operations of one sentence
    share it. WORDS: `old` becomes `new`, everywhere if no place is named.
    """

    kind: Kind
    source: Source
    target: str = ""
    scopes: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    after: str = ""
    before: str = ""
    text: str = ""
    old: str = ""
    new: str = ""
    why: Why | None = None


class Unclear(ValueError):
    """A sentence that can't be read; `why`."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why
