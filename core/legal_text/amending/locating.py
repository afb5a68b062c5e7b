"""Where provisions stand in a marked text."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.legal_text.amending.results import Reason, Refusal
from core.legal_text.clauses import CLAUSE, POINT, Part, read_parts
from core.legal_text.headings import read_heading
from core.legal_text.marking import propose_marks
from core.legal_text.paths import Level, Segment, format_path, parse_path
from core.legal_text.structure import MARK, Provision, parse

# What an operation can change, the smallest first.
RANKS: dict[str, int] = {Level.POINT: 0, Level.CLAUSE: 1, Level.ARTICLE: 2}


@dataclass(frozen=True)
class Place:
    """Where a provision stands: its heading or first line ends at `head`, `label` ends mark and number, `own` what
    comes before its clauses or points."""

    start: int
    label: int
    head: int
    own: int
    end: int

    def end_of(self, part: str) -> int:
        """Where "H" the heading ends, "O" the opening, "" all."""
        return {"H": self.head, "O": self.own, "": self.end}[part]


def locate(text: str, path: str) -> Place:
    """Where an article, clause or point stands. Raise Refusal if it is none, or missing."""
    segments = parse_path(path)
    depth = next((depth for depth, one in enumerate(segments, 1) if one.kind == Level.ARTICLE), 0)
    if not depth:
        raise Refusal(Reason.LEVEL, path)
    article, inside = format_path(segments[:depth]), "/".join(path.split("/")[depth:])
    start, provision = next((one for one in slices(text) if one[1].path == article), (0, None))
    if provision is None:
        raise Refusal(Reason.MISSING, path)
    end, below = start + len(provision.text), start + body_of(provision)
    parts = read_parts(text[below:end])
    first_line = text.find("\n", start, end)
    if not inside:
        own = below + (parts[0].end if parts[0].path == "" else 0)
        return Place(start, start + label_end(provision), end if first_line < 0 else first_line, own, end)
    return _inside(text, below, parts, inside, segments[-1], path)


def _inside(text: str, below: int, parts: tuple[Part, ...], inside: str, last: Segment, path: str) -> Place:
    own = next((part for part in parts if part.path == inside), None)
    if own is None:
        raise Refusal(Reason.MISSING, path)
    start, own_end = below + own.start, below + own.end
    end = max(below + part.end for part in parts if f"{part.path}/".startswith(f"{inside}/"))
    label = (CLAUSE if last.kind == Level.CLAUSE else POINT).match(text, start)
    first_line = text.find("\n", start, own_end)
    head = own_end if first_line < 0 else first_line
    return Place(start, label.end() if label else start, head, own_end, end)


def slices(text: str) -> Iterator[tuple[int, Provision]]:
    """Every provision with where it begins."""
    start = 0
    for provision in parse(text):
        yield start, provision
        start += len(provision.text)


def body_of(provision: Provision) -> int:
    """Where in a provision its first line ends."""
    return provision.text.find("\n") + 1 or len(provision.text)


def label_end(provision: Provision) -> int:
    """Where the heading's words begin, after mark and number."""
    first = provision.text.partition("\n")[0]
    heading = read_heading(first.removeprefix(MARK)) if first.startswith(MARK) else None
    return len(first.rstrip()) - len(heading.rest.rstrip()) if heading else 0


def outline(text: str, articles: set[str]) -> dict[str, str]:
    """Every provision, "" each; `articles` and their clauses and points with their own text."""
    found: dict[str, str] = {}
    for provision in parse(text):
        found[provision.path] = ""
        if provision.path in articles:
            body = provision.text[body_of(provision) :]
            for part in read_parts(body):
                path = f"{provision.path}/{part.path}".rstrip("/")
                found[path] = body[part.start : part.end].rstrip()
    return found


def article_of(path: str) -> str:
    """The article that a path lies in, or the path where it lies in none."""
    return path.partition(f"/{Level.CLAUSE}-")[0].partition(f"/{Level.POINT}-")[0]


def stripped(text: str, start: int, end: int) -> int:
    """The end of a slice without the white space behind it, which stays."""
    return start + len(text[start:end].rstrip())


def refuse_headings(old: str, path: str) -> None:
    """A text may hold the heading of the next chapter as mere lines, which no operation on an article means."""
    if any(line.startswith(MARK) for line in propose_marks(old).split("\n")[1:]):
        raise Refusal(Reason.HEADING, path)
