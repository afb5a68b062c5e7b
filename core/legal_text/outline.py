"""The outline of a marked text for those who write it, and what is wrong in it; unlike `parse` it never raises."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from core.legal_text.headings import PathWalker, ProvisionKind, read_heading
from core.legal_text.marking import propose_marks
from core.legal_text.paths import format_path
from core.legal_text.structure import MARK, DuplicateProvision, Provision, parse, unknown_marks


@dataclass(frozen=True)
class Outline:
    """What `parse` makes of a text; numbers of lines count from 1.

    `entries`: each provision with the line on which it starts. `duplicates`: the second of two that have one path
    starts nothing here. `unknown`: lines whose mark starts nothing. `proposed`: lines that seem to start a provision
    and have no mark.
    """

    entries: tuple[tuple[int, Provision], ...]
    duplicates: tuple[DuplicateProvision, ...]
    unknown: tuple[int, ...]
    proposed: tuple[int, ...]

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return sum(provision.kind == ProvisionKind.ARTICLE for _line, provision in self.entries)


def read_outline(text: str) -> Outline:
    """Read a marked text. Linear in time; 0.1 s for 600,000 characters."""
    lines = text.split("\n")
    duplicates = tuple(_duplicates(lines))
    for one in duplicates:
        at = one.lines[1] - 1
        lines[at] = lines[at].removeprefix(MARK)
    provisions = parse("\n".join(lines))
    starts = accumulate((one.text.count("\n") for one in provisions), initial=1)
    is_body = bool(provisions) and provisions[0].kind == ProvisionKind.BODY
    return Outline(
        entries=tuple(zip(starts, provisions, strict=False)),
        # Chapters alone make one body, which may hold the same one twice.
        duplicates=() if is_body else duplicates,
        unknown=tuple(unknown_marks(text)),
        proposed=tuple(_proposed(text)),
    )


def _paths(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Number and path of each marked heading; what was there before opens nothing."""
    walker = PathWalker()
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        heading = read_heading(line.removeprefix(MARK)) if line.startswith(MARK) else None
        if heading is None:
            continue
        path = format_path(walker.segments(heading))
        yield number, path
        if path not in seen:
            seen.add(path)
            walker.enter(heading)


def _duplicates(lines: Sequence[str]) -> Iterator[DuplicateProvision]:
    first: dict[str, int] = {}
    for number, path in _paths(lines):
        if path in first:
            yield DuplicateProvision(path, first[path], number)
        first.setdefault(path, number)


def _proposed(text: str) -> Iterator[int]:
    """Lines for a mark, but for those that would name again what is marked elsewhere."""
    lines = text.split("\n")
    proposals = zip(lines, propose_marks(text).split("\n"), strict=True)
    paths = dict(_paths(new if new.startswith(MARK) else old for old, new in proposals))
    times = Counter(paths.values())
    return (
        number
        for number, path in paths.items()
        if times[path] == 1 and not lines[number - 1].startswith(MARK)
    )
