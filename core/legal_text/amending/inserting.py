"""Where a new provision goes: directly behind the one that its number follows."""

import re
from collections.abc import Iterable, Iterator, Sequence

from core.legal_text.amending.edits import Edit
from core.legal_text.amending.locating import article_of, locate, outline, refuse_headings, stripped
from core.legal_text.amending.operations import Operation
from core.legal_text.amending.pieces import new_texts
from core.legal_text.amending.results import Reason, Refusal
from core.legal_text.clauses import POINTS
from core.legal_text.paths import Level, Segment, parse_path
from core.legal_text.structure import MARK

Order = tuple[int, tuple[int, ...]]


def insert(text: str, operation: Operation, together: Sequence[Operation]) -> Iterator[Edit]:
    """The edits that put new provisions in. Raise Refusal unless every one has its place."""
    inserted: dict[str, int] = {}
    edits: list[Edit] = []
    for (path, _part), new in new_texts(text, operation, together).items():
        article = parse_path(path)[-1].kind == Level.ARTICLE
        before = _before(text, path, inserted)
        if before in inserted:
            at, gap = inserted[before], edits[-1].new[: len(edits[-1].new) - len(edits[-1].new.lstrip())]
        else:
            _refuse_elsewhere(text, operation, path, before)
            place = locate(text, before)
            refuse_headings(text[place.start : place.end], before)
            at = stripped(text, place.start, place.end)
            gap = (text[at : place.end] if article else "") or "\n"
        inserted[path] = at
        edits.append(Edit(at, at, gap + (MARK + new if article else new), path))
    # At one place, the last is put there first.
    yield from reversed(edits)


def _refuse_elsewhere(text: str, operation: Operation, path: str, before: str) -> None:
    """What the sentence says of the place must be where the number belongs."""
    said = {operation.after or before}
    if operation.before:
        beside = _beside(text, path)
        following = beside.get(operation.before, (0, ()))
        said.add(max((one for one in beside if beside[one] < following), key=beside.__getitem__, default=""))
    if said != {before}:
        raise Refusal(Reason.NO_PLACE, path)


def _before(text: str, path: str, inserted: Iterable[str]) -> str:
    """What a new provision follows: the greatest of a smaller number, which must be the one directly before it."""
    beside = _beside(text, path, inserted)
    if path in beside:
        raise Refusal(Reason.EXISTS, path)
    wanted = order_of(parse_path(path)[-1])
    closest = max((one for one in beside if beside[one] < wanted), key=beside.__getitem__, default="")
    if not closest or beside[closest][0] != (wanted[0] if wanted[1] else wanted[0] - 1):
        raise Refusal(Reason.NO_PLACE, path)
    return closest


def _beside(text: str, path: str, inserted: Iterable[str] = ()) -> dict[str, Order]:
    """The provisions of the kind of a path's that lie where it lies."""
    *above, last = parse_path(path)
    return {
        one: order_of(segments[-1])
        for one in (*outline(text, {article_of(path)}), *inserted)
        if (segments := parse_path(one))[:-1] == tuple(above) and segments[-1].kind == last.kind
    }


def order_of(segment: Segment) -> Order:
    """12 before 12a before 12b … 12đ before 13; d before d1 before đ."""
    first, *rest = (
        int(piece) if piece.isdecimal() else POINTS.find(piece)
        for piece in re.findall(r"\d+|[a-zđ]", segment.number)
    )
    return first, tuple(rest)
