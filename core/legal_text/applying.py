"""The text of a document after operations on it: `read_operations` says what is to be done, this does it.

How new text takes the place of old: NĐ 34/2016/NĐ-CP, NĐ 78/2025/NĐ-CP; that repealed provisions stay, with a note:
consolidated texts (Pháp lệnh 01/2012/UBTVQH13). What doesn't fit exactly is refused with a reason, never forced.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.legal_text.amendments import Kind, Operation
from core.legal_text.clauses import CLAUSE, POINT, POINTS, read_parts
from core.legal_text.headings import read_heading
from core.legal_text.marking import propose_marks, quoted_lines
from core.legal_text.ordinals import canonical_number
from core.legal_text.paths import Level, Segment, format_path, parse_path
from core.legal_text.structure import MARK, Provision, escape, parse

REPEALED = "(được bãi bỏ)"
ARTICLE_LINE = re.compile(r"\s*Điều\s+(\d{1,4}[a-zđ]{0,2})\s*(?:[.:].*)?", re.IGNORECASE)


class Reason(StrEnum):
    """Why an operation, or one of its places, was not applied."""

    UNREAD = "unread"  # the sentence was not understood
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


class _Refusal(ValueError):
    def __init__(self, reason: Reason, path: str = "") -> None:
        super().__init__(reason)
        self.reason, self.path = reason, path


@dataclass(frozen=True)
class _Edit:
    """New text in place of `start`–`end`, for the provision at `path`."""

    start: int
    end: int
    new: str
    path: str


@dataclass(frozen=True)
class _Place:
    """Where a provision stands: `label` ends its mark and number, `own` what comes before its clauses or points."""

    start: int
    label: int
    own: int
    end: int


def apply(text: str, operations: Sequence[Operation]) -> Applied:
    """Apply operations in their order to a marked text; all must be meant for it.

    What a sentence replaces or inserts is applied whole or not at all; where words change or provisions are
    repealed, each place is applied or refused by itself. Raise DuplicateProvision for a text that `parse` refuses.
    """
    annotations: list[Annotation] = []
    refused: list[Refused] = []
    for index, operation in enumerate(operations):
        failed: list[_Refusal] = []
        try:
            edits = list(_EDITS[operation.kind](text, operation, operations, failed))
            changed = _edited(text, edits)
            _check(text, changed, edits, operation.kind)
        except _Refusal as refusal:
            failed, edits, changed = [refusal], [], text
        text = changed
        annotations += [Annotation(path, index) for path in dict.fromkeys(edit.path for edit in edits)]
        refused += [Refused(index, refusal.path, refusal.reason) for refusal in failed]
    return Applied(text, tuple(annotations), tuple(refused))


def _edited(text: str, edits: list[_Edit]) -> str:
    last = len(text) + 1
    for edit in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
        if edit.end > last:
            raise _Refusal(Reason.AMBIGUOUS, edit.path)
        text, last = text[: edit.start] + edit.new + text[edit.end :], edit.start
    return text


def _place(text: str, path: str) -> _Place:
    """Where an article, clause or point stands. Raise _Refusal if it is none, or missing."""
    segments = parse_path(path)
    depth = next((depth for depth, one in enumerate(segments, 1) if one.kind == Level.ARTICLE), 0)
    if not depth:
        raise _Refusal(Reason.LEVEL, path)
    article, inside = format_path(segments[:depth]), "/".join(path.split("/")[depth:])
    found = next((one for one in _provisions(text) if one[1].path == article), None)
    if found is None:
        raise _Refusal(Reason.MISSING, path)
    start, provision = found
    below = start + _body(provision)
    parts = read_parts(text[below : start + len(provision.text)])
    if not inside:
        own = below + (parts[0].end if parts[0].path == "" else 0)
        return _Place(start, start + _label(provision), own, start + len(provision.text))
    at = next((at for at, part in enumerate(parts) if part.path == inside), -1)
    if at < 0:
        raise _Refusal(Reason.MISSING, path)
    last = at
    while last + 1 < len(parts) and parts[last + 1].path.startswith(inside + "/"):
        last += 1
    first = below + parts[at].start
    label = (CLAUSE if segments[-1].kind == Level.CLAUSE else POINT).match(text, first)
    return _Place(first, label.end() if label else first, below + parts[at].end, below + parts[last].end)


def _provisions(text: str) -> Iterator[tuple[int, Provision]]:
    start = 0
    for provision in parse(text):
        yield start, provision
        start += len(provision.text)


def _body(provision: Provision) -> int:
    return provision.text.find("\n") + 1 or len(provision.text)


def _label(provision: Provision) -> int:
    """Where the heading's words begin, after mark and number."""
    first = provision.text.partition("\n")[0]
    heading = read_heading(first.removeprefix(MARK)) if first.startswith(MARK) else None
    if heading is None:
        return 0
    return len(first.rstrip()) - len(heading.rest.rstrip())


def _stripped(text: str, start: int, end: int) -> int:
    """The end of a slice without the white space behind it, which stays."""
    return start + len(text[start:end].rstrip())


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def _refuse_headings(old: str, path: str) -> None:
    """A text may hold the heading of the next chapter as mere lines, which no operation on an article means."""
    if any(line.startswith(MARK) for line in propose_marks(old).split("\n")[1:]):
        raise _Refusal(Reason.HEADING, path)


def _check(text: str, changed: str, edits: list[_Edit], kind: Kind) -> None:
    """Refuse what would change, add or lose any provision but those named."""
    named = {edit.path for edit in edits}
    articles = {path.partition(f"/{Level.CLAUSE}")[0].partition(f"/{Level.POINT}")[0] for path in named}
    before, after = _outline(text, articles), _outline(changed, articles)
    for path in before.keys() | after.keys():
        around = path.split("/")
        inside = any("/".join(around[:depth]) in named for depth in range(1, len(around) + 1))
        if before.get(path) != after.get(path) and (not inside or (kind == Kind.WORDS and path not in after)):
            raise _Refusal(Reason.AMBIGUOUS, path)


def _outline(text: str, articles: set[str]) -> dict[str, str]:
    """Every provision with its text if it is no article or one of `articles`, their clauses and points with theirs."""
    found: dict[str, str] = {}
    for provision in parse(text):
        found[provision.path] = ""
        if provision.path in articles:
            body = provision.text[_body(provision) :]
            for part in read_parts(body):
                path = f"{provision.path}/{part.path}".rstrip("/")
                found[path] = body[part.start : part.end].rstrip()
    return found


def _named(operation: Operation) -> list[tuple[str, str]]:
    """Places and what of them is meant: "H" the heading, "O" the opening, "" all."""
    parts = (("H", operation.titles), ("O", operation.openings), ("", operation.scopes))
    return [(path, part) for part, paths in parts for path in paths]


class _Splitter:
    """Takes the quoted text of a sentence apart into the provisions that it names, each of which must be there."""

    def __init__(self, base: str, wanted: list[tuple[str, str]]) -> None:
        self._base, self._wanted = base, wanted
        self._found: dict[tuple[str, str], list[str]] = {}
        self._key: tuple[str, str] | None = None
        # The article, and the clause in it, whose first lines were repeated before what is new.
        self._around = ""

    def split(self, text: str) -> dict[tuple[str, str], str]:
        text = text.strip()
        quoted = quoted_lines(text)
        for number, line in enumerate(text.split("\n")):
            label = _label_of(line) if number not in quoted else None
            if label and self._starts(label, line):
                continue
            if self._key is None:
                raise _Refusal(Reason.LABELS)
            self._found[self._key].append(line)
        if len(self._found) != len(self._wanted):
            raise _Refusal(Reason.LABELS)
        return {key: "\n".join(lines).strip() for key, lines in self._found.items()}

    def _starts(self, label: Segment, line: str) -> bool:
        """Whether a labelled line starts a piece; else it is part of a greater one."""
        left = [key for key in self._wanted if key not in self._found]
        key = next((key for key in left if self._fits(key[0], label)), None)
        current = parse_path(self._key[0])[-1].kind if self._key and not self._key[1] else Level.POINT
        if _RANKS[current] > _RANKS[label.kind]:
            if key is not None:
                raise _Refusal(Reason.LABELS)
            return False
        if key is None:
            self._enter(label, line, left)
            return True
        self._found[key] = [line]
        # A heading is one line; what follows lies in its article.
        self._key, self._around = (None, key[0]) if key[1] == "H" else (key, self._above(label))
        return True

    def _fits(self, path: str, label: Segment) -> bool:
        above = self._above(label)
        return parse_path(path)[-1] == label and (not above or path.startswith(f"{above}/"))

    def _above(self, label: Segment) -> str:
        """What encloses a label: the clause and article repeated, as far as they are greater."""
        segments = parse_path(self._around) if self._around else ()
        greater = tuple(one for one in segments if _RANKS.get(one.kind, 9) > _RANKS[label.kind])
        return format_path(greater) if greater else ""

    def _enter(self, label: Segment, line: str, left: list[tuple[str, str]]) -> None:
        """A line that is only repeated, to say where the new text is: it must be what stands there."""
        names = [path.split("/") for path, _part in left]
        own = format_path((label,))
        above = {"/".join(name[: name.index(own) + 1]) for name in names if own in name[:-1]}
        if len(above) != 1:
            raise _Refusal(Reason.LABELS)
        self._around, self._key = above.pop(), None
        place = _place(self._base, self._around)
        end = self._base.find("\n", place.start) if label.kind == Level.ARTICLE else place.own
        if not _same(self._base[place.start : end].removeprefix(MARK), line):
            raise _Refusal(Reason.CONTEXT, self._around)


_RANKS: dict[str, int] = {Level.POINT: 0, Level.CLAUSE: 1, Level.ARTICLE: 2}


def _label_of(line: str) -> Segment | None:
    for kind, form in ((Level.ARTICLE, ARTICLE_LINE), (Level.CLAUSE, CLAUSE), (Level.POINT, POINT)):
        match = form.fullmatch(line) if kind == Level.ARTICLE else form.match(line)
        if match:
            try:
                return Segment(kind, canonical_number(match[match.lastindex or 1]))
            except ValueError:
                return None
    return None


def _pieces(text: str, operation: Operation, operations: Sequence[Operation]) -> dict[tuple[str, str], str]:
    """The new provisions, by place; the quoted text holds those of all operations of its sentence."""
    together = [one for one in operations if one.source == operation.source and one.text == operation.text]
    wanted = list(dict.fromkeys(place for one in together for place in _named(one)))
    if any(parse_path(path)[-1].kind not in _RANKS for path, _part in wanted):
        raise _Refusal(Reason.LEVEL)
    pieces = _Splitter(text, wanted).split(operation.text)
    return {place: escape(pieces[place]) for place in _named(operation)}


def _replace(
    text: str, operation: Operation, operations: Sequence[Operation], failed: list[_Refusal]
) -> Iterator[_Edit]:
    changed = False
    for (path, part), new in _pieces(text, operation, operations).items():
        place = _place(text, path)
        article = parse_path(path)[-1].kind == Level.ARTICLE
        if part == "O" and article:
            raise _Refusal(Reason.LEVEL, path)
        first = text.find("\n", place.start)
        end = {"H": first if first >= 0 else len(text), "O": place.own, "": place.end}[part]
        _refuse_headings(text[place.start : end], path)
        end = _stripped(text, place.start, end)
        new = MARK + new if article else new
        changed |= not _same(text[place.start : end], new)
        yield _Edit(place.start, end, new, path)
    if not changed:
        raise _Refusal(Reason.DONE)


def _insert(
    text: str, operation: Operation, operations: Sequence[Operation], failed: list[_Refusal]
) -> Iterator[_Edit]:
    inserted: dict[str, int] = {}
    edits: list[_Edit] = []
    for (path, _part), new in _pieces(text, operation, operations).items():
        article = parse_path(path)[-1].kind == Level.ARTICLE
        before = _before(text, path, list(inserted))
        if before in inserted:
            at, gap = inserted[before], edits[-1].new[: len(edits[-1].new) - len(edits[-1].new.lstrip())]
        else:
            behind = _before(text, operation.before, []) if operation.before else before
            if operation.after not in {"", before} or behind != before:
                raise _Refusal(Reason.NO_PLACE, path)
            place = _place(text, before)
            _refuse_headings(text[place.start : place.end], before)
            at = _stripped(text, place.start, place.end)
            gap = (text[at : place.end] if article else "") or "\n"
        inserted[path] = at
        edits.append(_Edit(at, at, gap + (MARK + new if article else new), path))
    # At one place, the last is put there first.
    yield from reversed(edits)


def _before(text: str, path: str, inserted: list[str]) -> str:
    """What a new provision follows: the greatest of a smaller number, which must be the one directly before it."""
    *above, last = parse_path(path)
    around = format_path(tuple(above)) if above else ""
    article = around if last.kind != Level.ARTICLE else ""
    present = [*_outline(text, {article.partition(f"/{Level.CLAUSE}")[0]}), *inserted]
    beside = [
        (_order(segments[-1]), one)
        for one in present
        if one and (segments := parse_path(one))[:-1] == tuple(above) and segments[-1].kind == last.kind
    ]
    if path in {one for _order_of, one in beside}:
        raise _Refusal(Reason.EXISTS, path)
    number, one = max(((order, one) for order, one in beside if order < _order(last)), default=((0, ()), ""))
    wanted = _order(last)
    follows = number[0] == wanted[0] if wanted[1] else number[0] + 1 == wanted[0]
    if not one or not follows:
        raise _Refusal(Reason.NO_PLACE, path)
    return one


def _order(segment: Segment) -> tuple[int, tuple[int, ...]]:
    """12 before 12a before 12b … 12đ before 13; d before d1 before đ."""
    if segment.kind == Level.POINT:
        digits = segment.number[1:]
        return POINTS.index(segment.number[0]), (int(digits),) if digits else ()
    letters = segment.number.lstrip("0123456789")
    number = int(segment.number[: len(segment.number) - len(letters)])
    return number, tuple(POINTS.find(letter) for letter in letters)


def _repeal(
    text: str, operation: Operation, operations: Sequence[Operation], failed: list[_Refusal]
) -> Iterator[_Edit]:
    for path, part in _named(operation):
        try:
            if part:
                raise _Refusal(Reason.LEVEL, path)
            place = _place(text, path)
            _refuse_headings(text[place.start : place.end], path)
            end = _stripped(text, place.start, place.end)
            if text[place.label : end].strip() == REPEALED:
                raise _Refusal(Reason.DONE, path)
            label = text[place.start : place.label].rstrip()
            full_stop = "." if label[-1].isalnum() else ""
            yield _Edit(place.start, end, f"{label}{full_stop} {REPEALED}", path)
        except _Refusal as refusal:
            failed.append(refusal)


def _words(
    text: str, operation: Operation, operations: Sequence[Operation], failed: list[_Refusal]
) -> Iterator[_Edit]:
    done: set[tuple[int, int]] = set()
    named = _named(operation)
    for path, part in named or [(one.path, "") for _start, one in _provisions(text)]:
        try:
            if not named and path == Level.PREAMBLE:
                continue
            start, end = _region(text, path, part)
            for edit in _changes(text, start, end, path, operation):
                if (edit.start, edit.end) not in done:
                    done.add((edit.start, edit.end))
                    yield edit
        except _Refusal as refusal:
            if named or refusal.reason == Reason.AMBIGUOUS:
                failed.append(refusal)
    if not named and not done and not failed:
        raise _Refusal(Reason.NOT_FOUND)


def _region(text: str, path: str, part: str) -> tuple[int, int]:
    """Where words are looked for, without the number of the provision."""
    kind = parse_path(path)[-1].kind
    if kind in _RANKS and not (part == "O" and kind == Level.ARTICLE):
        place = _place(text, path)
        first = text.find("\n", place.start)
        return place.label, {"H": first if first >= 0 else len(text), "O": place.own, "": place.end}[part]
    for start, provision in _provisions(text):
        if provision.path == path and part != "O":
            return start + _label(provision), start + len(provision.text)
    raise _Refusal(Reason.LEVEL if part or kind == Level.BODY else Reason.MISSING, path)


def _changes(text: str, start: int, end: int, path: str, operation: Operation) -> list[_Edit]:
    """Every occurrence in a region, unless some can't be meant. Words taken away leave no double space."""
    old, new = operation.old, operation.new
    found = list(_phrase(old).finditer(text, start, end))
    present = list(_phrase(new).finditer(text, start, end)) if new else []
    if not found:
        raise _Refusal(Reason.DONE if present else Reason.NOT_FOUND, path)
    if _phrase(old).search(new):
        within = [
            one
            for one in found
            if any(two.start() <= one.start() and one.end() <= two.end() for two in present)
        ]
        if within or len(found) > 1:
            raise _Refusal(Reason.DONE if len(within) == len(found) else Reason.AMBIGUOUS, path)
    edits = []
    for match in found:
        first, last = match.span()
        if not new:
            before, after = text[first - 1 : first], text[last : last + 1]
            if before == " " and (not after or after in " \n.,;:)"):
                first -= 1
            elif before in "(\n" and after == " ":
                last += 1
        edits.append(_Edit(first, last, new, path))
    return edits


def _phrase(words: str) -> re.Pattern[str]:
    """Words as they stand in a line, whole."""
    start = r"(?<!\w)" if words[:1].isalnum() else ""
    end = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(start + r"[^\S\n]+".join(map(re.escape, words.split())) + end)


def _unread(
    text: str, operation: Operation, operations: Sequence[Operation], failed: list[_Refusal]
) -> Iterator[_Edit]:
    raise _Refusal(Reason.UNREAD)


_EDITS: dict[Kind, Callable[[str, Operation, Sequence[Operation], list[_Refusal]], Iterator[_Edit]]] = {
    Kind.REPLACE: _replace,
    Kind.INSERT: _insert,
    Kind.REPEAL: _repeal,
    Kind.WORDS: _words,
    Kind.UNREAD: _unread,
}
