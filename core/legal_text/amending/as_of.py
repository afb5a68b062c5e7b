"""The text of a document as it stands on a day, after all that was done to it until then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from core.legal_text.amending.applying import apply
from core.legal_text.amending.operations import Operation
from core.legal_text.amending.results import Reason


class Change(NamedTuple):
    """An operation on a document, the day from which it counts (None: nobody knows), the document that says it."""

    on: date | None
    acting: str
    operation: Operation


@dataclass(frozen=True)
class Note:
    """The provision at `path` was changed by the provision `own_path` of `acting`, from the day `on`."""

    path: str
    acting: str
    own_path: str
    on: date


@dataclass(frozen=True)
class NotApplied:
    """A change, by its index in what was given, not applied at `path` ("" for all of it)."""

    change: int
    path: str
    reason: Reason


@dataclass(frozen=True)
class TextAsOf:
    """The marked text on a day; what was changed, oldest first; what should have been and could not be.

    DONE or EXISTS among the reasons: the text given was perhaps no longer the original one.
    """

    text: str
    notes: tuple[Note, ...]
    not_applied: tuple[NotApplied, ...]


def text_as_of(base_text: str, changes: Sequence[tuple[date | None, str, Operation]], day: date) -> TextAsOf:
    """The text on a day: changes of that day or before, by date, those of one day in the order given.

    A change without a date is not applied. Raise DuplicateProvision for a text that `parse` refuses.
    """
    given = [Change(*change) for change in changes]
    text = base_text
    notes: list[Note] = []
    missed = [NotApplied(at, "", Reason.UNDATED) for at, one in enumerate(given) if one.on is None]
    dated = [(one.on, at) for at, one in enumerate(given) if one.on is not None and one.on <= day]
    for (on, acting), group in groupby(sorted(dated), key=lambda one: (one[0], given[one[1]].acting)):
        indexes = [at for _on, at in group]
        beside = [one.operation for one in given if one.acting == acting]
        done = apply(text, [given[at].operation for at in indexes], beside)
        text = done.text
        for made in done.annotations:
            own_path = given[indexes[made.operation]].operation.source.path
            notes.append(Note(made.path, acting, own_path, on))
        missed += [NotApplied(indexes[one.operation], one.path, one.reason) for one in done.refused]
    return TextAsOf(text, tuple(notes), tuple(missed))
