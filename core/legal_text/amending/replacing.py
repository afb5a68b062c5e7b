"""Provisions replaced by new text, or repealed."""

import re
from collections.abc import Iterator, Sequence

from core.legal_text.amending.edits import Edit
from core.legal_text.amending.locating import locate, refuse_headings, stripped
from core.legal_text.amending.operations import Operation
from core.legal_text.amending.pieces import named, new_texts
from core.legal_text.amending.results import Reason, Refusal
from core.legal_text.paths import Level, parse_path
from core.legal_text.structure import MARK

REPEALED = "(được bãi bỏ)"
# As texts say it themselves of a provision that was repealed before.
_GONE = re.compile(r"(?:.*\n)?[\s.(]*(?:được |bị |đã )*(?:bãi bỏ|hủy bỏ)[\s.;)]*", re.IGNORECASE)


def replace(text: str, operation: Operation, together: Sequence[Operation]) -> Iterator[Edit]:
    """The edits that put new text in place of old. Raise Refusal if one can't, or none changes anything."""
    changed = False
    for (path, part), new in new_texts(text, operation, together).items():
        place = locate(text, path)
        article = parse_path(path)[-1].kind == Level.ARTICLE
        if part == "O" and article:
            raise Refusal(Reason.LEVEL, path)
        end = place.end_of(part)
        refuse_headings(text[place.start : end], path)
        end = stripped(text, place.start, end)
        new = MARK + new if article else new
        changed |= _bare(text[place.start : end]) != _bare(new)
        yield Edit(place.start, end, new, path)
    if not changed:
        raise Refusal(Reason.DONE)


def _bare(text: str) -> str:
    """What is left to compare: a full stop may stand inside of the quotation marks or outside."""
    return "".join(text.split()).rstrip(".,;")


def repeal(text: str, operation: Operation, failed: list[Refusal]) -> Iterator[Edit]:
    """The edits that leave of provisions their numbers and a note; a place that can't be repealed is in `failed`."""
    for path, part in named(operation):
        try:
            if part:
                raise Refusal(Reason.LEVEL, path)
            yield _repealed(text, path)
        except Refusal as refusal:
            failed.append(refusal)


def _repealed(text: str, path: str) -> Edit:
    place = locate(text, path)
    refuse_headings(text[place.start : place.end], path)
    end = stripped(text, place.start, place.end)
    if _GONE.fullmatch(text, place.label, end):
        raise Refusal(Reason.DONE, path)
    label = text[place.start : place.label].rstrip()
    full_stop = "." if label[-1].isalnum() else ""
    return Edit(place.start, end, f"{label}{full_stop} {REPEALED}", path)
