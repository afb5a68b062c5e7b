"""What became of operations: what was changed, and what was refused for which reason."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why an operation, or one of its places, was not applied."""

    UNREAD = "unread"  # the sentence was not understood
    UNDATED = "undated"  # nobody knows from when on
    LEVEL = "level"  # a place that is no article, clause or point
    MISSING = "missing"  # no such place in the text
    EXISTS = "exists"  # what is to be inserted is there
    NO_PLACE = "no_place"  # nothing that comes directly before what is to be inserted
    LABELS = "labels"  # the new text doesn't consist of exactly the provisions named
    CONTEXT = "context"  # the new text repeats a line that is not to change, with other words
    HEADING = "heading"  # old text holds the heading of a chapter, which nobody repealed
    NOT_FOUND = "not_found"  # the words are not there
    AMBIGUOUS = "ambiguous"  # the words can be put in more than one place, or are there already
    DONE = "done"  # the text says already what it would say


@dataclass(frozen=True)
class Annotation:
    """The provision at `path` was changed by an operation, by its index."""

    path: str
    operation: int


@dataclass(frozen=True)
class Refused:
    """An operation, by its index, not applied at `path` ("" for all of it)."""

    operation: int
    path: str
    reason: Reason


@dataclass(frozen=True)
class Applied:
    """The new marked text, what was changed, and what was refused."""

    text: str
    annotations: tuple[Annotation, ...]
    refused: tuple[Refused, ...]


class Refusal(ValueError):
    """An operation, or one of its places, that can't be applied."""

    def __init__(self, reason: Reason, path: str = "") -> None:
        super().__init__(reason)
        self.reason, self.path = reason, path
