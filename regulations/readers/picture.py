"""The relation picture: the document in the middle, others on both sides; sizes in SVG user units. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from .relations import ShownRelation, ShownRelations

WIDTH, ROW, BOX_WIDTH, BOX_HEIGHT, MARGIN = 960, 64, 264, 48, 16
MOST_A_SIDE = 8
LONGEST = 34


@dataclass(frozen=True)
class Box:
    """A document in the picture: its corner, label, what is done, address."""

    x: int
    y: int
    title: str
    label: str
    url: str

    @property
    def middle(self) -> int:
        """Half of its height."""
        return self.y + BOX_HEIGHT // 2


@dataclass(frozen=True)
class Line:
    """From one side of the middle box to the box of another document."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True)
class Picture:
    """Everything that the template draws; `is_whole`: nothing was left out for want of room."""

    height: int
    centre: Box
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    is_whole: bool
    width: int = WIDTH
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT


def picture(title: str, relations: ShownRelations) -> Picture:
    """Those that act on the document on its left, those that it acts on on its right, each document once."""
    left, right = _once(relations.acted_on), _once(relations.acts)
    rows = max(1, min(MOST_A_SIDE, max(len(left), len(right))))
    height = rows * ROW + 2 * MARGIN
    centre = Box((WIDTH - BOX_WIDTH) // 2, (height - BOX_HEIGHT) // 2, _short(title), "", "")
    boxes = [*_column(left, MARGIN, height), *_column(right, WIDTH - BOX_WIDTH - MARGIN, height)]
    lines = [
        Line(box.x + BOX_WIDTH, box.middle, centre.x, centre.middle)
        if box.x < centre.x
        else Line(centre.x + BOX_WIDTH, centre.middle, box.x, box.middle)
        for box in boxes
    ]
    is_whole = len(left) <= MOST_A_SIDE >= len(right) and not relations.more_citing
    return Picture(height, centre, tuple(boxes), tuple(lines), is_whole)


def _once(lines: Sequence[ShownRelation]) -> list[ShownRelation]:
    return list({line.title: line for line in reversed(lines)}.values())[::-1]


def _column(lines: Sequence[ShownRelation], x: int, height: int) -> list[Box]:
    shown = lines[:MOST_A_SIDE]
    top = (height - len(shown) * ROW + ROW - BOX_HEIGHT) // 2
    return [
        Box(x, top + place * ROW, _short(line.title), _short(line.label), line.url)
        for place, line in enumerate(shown)
    ]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
