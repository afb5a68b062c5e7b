"""Two texts of a document side by side, provision by provision."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from core.legal_text.amending.locating import body_of
from core.legal_text.clauses import read_parts
from core.legal_text.headings import ProvisionKind
from core.legal_text.structure import Provision, parse, unmarked

_WORD = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")
# Pairs of like words in two passages: above, these are shown as a whole, one taken out, one put in.
MOST_PAIRS = 100_000


class Difference(StrEnum):
    """How a provision, or words in it, differ."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Words:
    """Words that both texts have (as the second prints them), or only one; `kind` is never CHANGED."""

    kind: Difference
    text: str


@dataclass(frozen=True)
class Row:
    """A provision, clause or point with its own text, without those inside it; `heading`: of a provision."""

    path: str
    heading: str
    kind: Difference
    words: tuple[Words, ...]


def compare(one: str, other: str) -> list[Row]:
    """Two marked texts by provision path, in the order of the second; what only the first has stays behind what it
    followed there. White space counts for nothing. Raise DuplicateProvision for a text that `parse` refuses.
    """
    before, after = _provisions(one), _provisions(other)
    rows: list[Row] = []
    for name in _merged(before, after):
        old, new = before.get(name, {}), after.get(name, {})
        rows += [_row(path, old.get(path), new.get(path)) for path in _merged(old, new)]
    return rows


def _provisions(text: str) -> dict[str, dict[str, tuple[str, str]]]:
    """By provision, the heading and own text of it and of every clause and point in it."""
    return {one.path: dict(_pieces(one)) for one in parse(text)}


def _pieces(provision: Provision) -> Iterator[tuple[str, tuple[str, str]]]:
    if provision.kind != ProvisionKind.ARTICLE:
        yield provision.path, (provision.heading, unmarked(provision.text).strip())
        return
    below = body_of(provision)
    body = provision.text[below:]
    parts = read_parts(body)
    opening = parts[0].end if not parts[0].path else 0
    yield provision.path, (provision.heading, unmarked(provision.text[: below + opening]).strip())
    for part in parts:
        if part.path:
            yield f"{provision.path}/{part.path}", ("", unmarked(body[part.start : part.end]).strip())


def _merged(one: Iterable[str], other: Collection[str]) -> Iterator[str]:
    last, gone = "", defaultdict[str, list[str]](list)
    for path in one:
        if path in other:
            last = path
        else:
            gone[last].append(path)
    yield from gone[""]
    for path in other:
        yield path
        yield from gone[path]


def _row(path: str, one: tuple[str, str] | None, other: tuple[str, str] | None) -> Row:
    if one is None or other is None:
        kind = Difference.ADDED if one is None else Difference.REMOVED
        heading, text = one or other or ("", "")
        return Row(path, heading, kind, (Words(kind, text),))
    words = tuple(_compared(one[1], other[1]))
    same = all(piece.kind == Difference.SAME for piece in words)
    return Row(path, other[0], Difference.SAME if same else Difference.CHANGED, words)


def _compared(one: str, other: str) -> Iterator[Words]:
    """By lines, then by words where lines differ; neighbours of one kind joined."""
    lines, others = one.splitlines(keepends=True), other.splitlines(keepends=True)
    found = (
        words
        for old, new in _steps(lines, others)
        for removed, added in _steps(_WORD.findall("".join(old)), _WORD.findall("".join(new)))
        for words in _words(removed, added)
    )
    for kind, pieces in groupby(found, key=lambda piece: piece.kind):
        yield Words(kind, "".join(piece.text for piece in pieces))


def _words(one: list[str], other: list[str]) -> Iterator[Words]:
    if _bare(one) == _bare(other):
        yield Words(Difference.SAME, "".join(other))
        return
    for kind, words in ((Difference.REMOVED, one), (Difference.ADDED, other)):
        if words:
            yield Words(kind, "".join(words))


def _steps(one: list[str], other: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Passages that are the same in both, and those between them, in turn."""
    old, new = _bare(one), _bare(other)
    counts = Counter(new)
    if old == new or sum(counts[piece] for piece in old) > MOST_PAIRS:
        yield one, other
        return
    for _tag, start, end, first, last in SequenceMatcher(None, old, new).get_opcodes():
        yield one[start:end], other[first:last]


def _bare(pieces: list[str]) -> list[str]:
    return [" ".join(piece.split()) for piece in pieces]
