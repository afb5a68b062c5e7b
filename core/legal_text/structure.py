"""The provisions of a document, read from its canonical text.

The canonical text is plain NFC text in which a line that starts a provision begins with `MARK`:
"§ Điều 1. Phạm vi". A line without the mark is text, whatever it says, so an article that an amending
document quotes starts nothing. A marked line that is no heading (see `headings`) is text too;
`unknown_marks` finds such lines.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.legal_text.headings import (
    GROUP_LEVELS,
    Heading,
    PathWalker,
    ProvisionKind,
    is_capitals,
    read_heading,
)
from core.legal_text.paths import Level, format_path
from core.legal_text.tables import is_row

MARK = "§ "

_MARKED_LINE = re.compile(rf"^{MARK}(.*)$", re.MULTILINE)
_MARKS = re.compile(rf"^(?:{MARK})+", re.MULTILINE)
_ENDS_SENTENCE = (".", ";", ":", ",")
_TITLE_LINES = 10
_TITLE_LENGTH = 250


class DuplicateProvision(ValueError):
    """Two provisions of a document have one path; `path`, and `lines`: the numbers of both, from 1."""

    def __init__(self, path: str, first_line: int, second_line: int) -> None:
        super().__init__(f"{path} starts on line {first_line} and again on line {second_line}")
        self.path = path
        self.lines = (first_line, second_line)


@dataclass(frozen=True)
class Provision:
    """A provision: `text` is its exact slice of the marked text, marked heading line included.

    `number` as printed; `title` what heads it beside the number; `heading` number and title in one
    line; `content` the text below the heading; `context` the headings that enclose it, outermost first.
    """

    kind: ProvisionKind
    number: str
    path: str
    title: str
    text: str
    heading: str
    content: str
    context: tuple[str, ...]


@dataclass(frozen=True)
class _Start:
    offset: int
    end: int
    heading: Heading


@lru_cache(maxsize=8)
def parse(text: str) -> tuple[Provision, ...]:
    """Return the provisions of a marked text, in order; their slices joined are the text.

    What stands before the first mark is a preamble, path "mo-dau". A text without a marked article,
    appendix or attached regulation is one body, path "toan-van". Appendices are numbered in Arabic
    in paths ("Phụ lục II" → "phu-luc-2"), letters stay, and each opens a scope of its own, as does
    an attached regulation. Raise DuplicateProvision if a path comes twice. Linear in time.
    """
    starts = list(_starts(text))
    if all(start.heading.kind in GROUP_LEVELS for start in starts):
        return (_whole(text),) if text else ()
    provisions: list[Provision] = []
    if starts[0].offset:
        preamble = text[: starts[0].offset]
        provisions.append(
            Provision(
                ProvisionKind.PREAMBLE, "", Level.PREAMBLE, "", preamble, "", unmarked(preamble).strip(), ()
            )
        )
    walker = PathWalker()
    context = _Context()
    seen: dict[str, int] = {}
    ends = [*(start.offset for start in starts[1:]), len(text)]
    for start, end in zip(starts, ends, strict=True):
        path = format_path(walker.segments(start.heading))
        if path in seen:
            raise DuplicateProvision(path, _line(text, seen[path]), _line(text, start.offset))
        seen[path] = start.offset
        walker.enter(start.heading)
        provisions.append(_provision(text[start.offset : end], start, path, context))
    return tuple(provisions)


def _whole(text: str) -> Provision:
    return Provision(ProvisionKind.BODY, "", Level.BODY, "", text, "", unmarked(text).strip(), ())


def _starts(text: str) -> Iterator[_Start]:
    for match in _MARKED_LINE.finditer(text):
        heading = read_heading(match[1])
        if heading is not None:
            yield _Start(match.start(), match.end(), heading)


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


class _Context:
    """The headings that enclose what comes next."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def take(self, kind: ProvisionKind, heading: str) -> tuple[str, ...]:
        """Return what encloses a heading, and let it enclose what follows unless it is an article."""
        if kind == ProvisionKind.ARTICLE:
            return tuple(text for _, text in self._open)
        rank = 1 + list(GROUP_LEVELS).index(kind) if kind in GROUP_LEVELS else 0
        self._open = [(outer, text) for outer, text in self._open if outer < rank]
        context = tuple(text for _, text in self._open)
        self._open.append((rank, heading))
        return context


def _provision(text: str, start: _Start, path: str, context: _Context) -> Provision:
    found = start.heading
    first, _, below = text.partition("\n")
    head = " ".join(first.removeprefix(MARK).split())
    title = found.rest.strip()
    if found.kind != ProvisionKind.ARTICLE:
        lines, below = _title_lines(below, group=found.kind in GROUP_LEVELS)
        below_title = " ".join(lines)
        head = f"{head.rstrip('.:')}. {below_title}" if below_title else head
        title = " ".join(filter(None, (title, below_title)))
    content = unmarked(below).strip()
    return Provision(
        found.kind, found.number, path, title, text, head, content, context.take(found.kind, head)
    )


def _title_lines(below: str, *, group: bool) -> tuple[list[str], str]:
    """Return the lines in capitals that continue a heading, and the text after them.

    A part, chapter or section (`group`) has no text of its own: empty lines don't end its title, and
    a single short line under its heading is the title whatever its case.
    """
    title: list[str] = []
    rest = below
    for _ in range(_TITLE_LINES):
        line, _, following = rest.partition("\n")
        if is_row(line) or (not is_capitals(line) and (line.strip() or (title and not group))):
            break
        if line.strip():
            title.append(" ".join(line.split()))
        rest = following
    only = below.strip()
    short = 0 < len(only) <= _TITLE_LENGTH and "\n" not in only and not only.endswith(_ENDS_SENTENCE)
    if group and not title and short and not is_row(only):
        return [" ".join(only.split())], ""
    return (title, rest) if title else ([], below)


def unmarked(text: str) -> str:
    """Return a marked text as it is read, without marks."""
    return _MARKS.sub("", text)


def unknown_marks(text: str) -> list[int]:
    """Return the numbers, from 1, of marked lines that are no heading and so start nothing."""
    return [
        number
        for number, line in enumerate(text.split("\n"), 1)
        if line.startswith(MARK) and read_heading(line.removeprefix(MARK)) is None
    ]


def escape(text: str) -> str:
    """Return text from outside with a space before each line that happens to begin with the mark."""
    return re.sub(rf"^(?={MARK})", " ", text, flags=re.MULTILINE)


def article_line(number: str, title: str) -> str:
    """Return the marked line that starts an article: "§ Điều 12a. Phạm vi".

    Line breaks in the title become spaces. Raise ValueError if the number is not an article's.
    """
    line = f"{MARK}Điều {number.strip()}. {' '.join(title.split())}".rstrip()
    heading = read_heading(line.removeprefix(MARK))
    if heading is None or heading.kind != ProvisionKind.ARTICLE or heading.number != number.strip():
        raise ValueError(f"not the number of an article: {number!r}")
    return line


def missing_articles(provisions: Iterable[Provision]) -> list[str]:
    """Return the numbers missing among the articles of the document itself: 1, 3 → ["2"].

    Counts from 1 to the greatest number; inserted articles ("12a") leave no gap. A document with
    gaps is an extract ("trích").
    """
    numbers = {
        int("".join(filter(str.isdecimal, provision.number)))
        for provision in provisions
        if provision.kind == ProvisionKind.ARTICLE and "/" not in provision.path
    }
    return [str(number) for number in range(1, max(numbers, default=0)) if number not in numbers]
