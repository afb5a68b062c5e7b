"""Words replaced in provisions, or in the whole text."""

import re
from collections.abc import Iterator

from core.legal_text.amending.edits import Edit
from core.legal_text.amending.locating import RANKS, label_end, locate, slices
from core.legal_text.amending.operations import Operation
from core.legal_text.amending.pieces import Named, named
from core.legal_text.amending.results import Reason, Refusal
from core.legal_text.paths import ATTACHED, Level, parse_path, scope


def change_words(text: str, operation: Operation, failed: list[Refusal]) -> Iterator[Edit]:
    """The edits of every place that has the words; a place where they can't change is in `failed`.

    Raise Refusal if no place is named and the words are nowhere.
    """
    done: set[tuple[int, int]] = set()
    places = named(operation)
    whole = _whole(text, places)
    for path, part in whole or places:
        if whole and path == Level.PREAMBLE:
            continue
        try:
            for edit in _changes(text, _region(text, path, part), path, operation):
                if (edit.start, edit.end) not in done:
                    done.add((edit.start, edit.end))
                    yield edit
        except Refusal as refusal:
            if not whole or refusal.reason == Reason.AMBIGUOUS:
                failed.append(refusal)
    if not done and not failed:
        raise Refusal(Reason.NOT_FOUND)


def _whole(text: str, places: list[Named]) -> list[Named]:
    """All provisions if no place is named, those of an attached regulation that is; else none."""
    inside = next((path for path, part in places if path in ATTACHED and not part), "")
    if places and not inside:
        return []
    return [(one.path, "") for _start, one in slices(text) if not inside or scope(one.path) == inside]


def _region(text: str, path: str, part: str) -> tuple[int, int]:
    """Where words are looked for, without the number of the provision."""
    kind = parse_path(path)[-1].kind
    if kind in RANKS and not (part == "O" and kind == Level.ARTICLE):
        place = locate(text, path)
        return place.label, place.end_of(part)
    for start, provision in slices(text):
        if provision.path == path and part != "O":
            return start + label_end(provision), start + len(provision.text)
    raise Refusal(Reason.LEVEL if part or kind == Level.BODY else Reason.MISSING, path)


def _changes(text: str, region: tuple[int, int], path: str, operation: Operation) -> list[Edit]:
    """Every occurrence in a region. Raise Refusal if there is none, or some can't be meant."""
    old, new = operation.old, operation.new
    found = list(_phrase(old).finditer(text, *region))
    present = list(_phrase(new).finditer(text, *region)) if new else []
    if not found:
        raise Refusal(Reason.DONE if present else Reason.NOT_FOUND, path)
    if _phrase(old).search(new):
        within = [
            one
            for one in found
            if any(two.start() <= one.start() and one.end() <= two.end() for two in present)
        ]
        if within or len(found) > 1:
            raise Refusal(Reason.DONE if len(within) == len(found) else Reason.AMBIGUOUS, path)
    return [Edit(*(match.span() if new else _with_space(text, *match.span())), new, path) for match in found]


def _with_space(text: str, first: int, last: int) -> tuple[int, int]:
    """Words that are taken away leave no double space."""
    before, after = text[first - 1 : first], text[last : last + 1]
    if before == " " and (not after or after in " \n.,;:)"):
        return first - 1, last
    return first, last + (before in "(\n" and after == " ")


def _phrase(words: str) -> re.Pattern[str]:
    """Words as they stand in a line, whole."""
    start = r"(?<!\w)" if words[:1].isalnum() else ""
    end = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(start + r"[^\S\n]+".join(map(re.escape, words.split())) + end)
