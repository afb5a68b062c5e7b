"""Tables of Word files that are tables to the eye (ECMA-376 part 1, 17.4); one without lines only sets a head or a
signature."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from docx.oxml.ns import qn

from core.legal_text.tables import MOST_CELLS, format_row

from .numbering import DEEPEST_STYLE

TABLE = qn("w:tbl")
_NAMES = {"start": "left", "end": "right"}
_INVISIBLE = ("nil", "none")


class Rulings:
    """Tells which tables of one document have lines round their cells."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.style_id: style.element for style in document.styles}

    def is_ruled(self, table: Any) -> bool:
        """Whether it has two columns or more, and lines set at least half of its cells apart."""
        rows = [_cells(row) for row in _rows(table)]
        if max(map(len, rows), default=0) < 2:
            return False
        lines = self._lines_of(table)
        cells = [
            _is_set_apart(cell, lines, (at == 0, at == len(rows) - 1, place == 0, place == len(row) - 1))
            for at, row in enumerate(rows)
            for place, cell in enumerate(row)
        ]
        return 2 * sum(cells) >= len(cells)

    def _lines_of(self, table: Any) -> dict[str, bool]:
        """Where the table has lines, itself or by its style and those on which that is based."""
        lines = _lines(table, "w:tblPr/w:tblBorders")
        style = _value(table, "w:tblPr/w:tblStyle")
        for _step in range(DEEPEST_STYLE):
            element = self._styles.get(style)
            if element is None:
                break
            lines = _lines(element, "w:tblPr/w:tblBorders") | lines
            style = _value(element, "w:basedOn")
        return lines


def table_rows(table: Any, text_of: Callable[[Any], str]) -> Iterator[str]:
    """The rows as lines of the canonical text; `text_of` gives the text of a cell. Rows without text are left out."""
    for row in _rows(table):
        cells = [""] * _count(row, "w:trPr/w:gridBefore")
        for cell in _cells(row):
            cells += [text_of(cell), *[""] * (_count(cell, "w:tcPr/w:gridSpan") - 1)]
        if any(cells):
            cells += [""] * _count(row, "w:trPr/w:gridAfter")
            yield format_row(cells, is_header=_is_on(row, "w:trPr/w:tblHeader"))


def _rows(table: Any) -> list[Any]:
    return _own(table, qn("w:tr"), TABLE)


def _cells(row: Any) -> list[Any]:
    return _own(row, qn("w:tc"), qn("w:tr"))


def _own(element: Any, tag: str, around: str) -> list[Any]:
    """The elements below one, those of tables inside it left out; content controls and changes may lie between."""
    return [one for one in element.iter(tag) if next(one.iterancestors(around)) is element]


def _is_set_apart(cell: Any, lines: Mapping[str, bool], ends: Sequence[bool]) -> bool:
    """Whether a cell has lines on two sides or more, not all of them a frame round the table.

    `ends`: whether the table ends above, below, left and right of it. A head has at most a rule below its issuer.
    """
    own = _lines(cell, "w:tcPr/w:tcBorders")
    inner = ("insideH", "insideH", "insideV", "insideV")
    sides = [
        own.get(side, lines.get(side if end else inside, False))
        for side, inside, end in zip(("top", "bottom", "left", "right"), inner, ends, strict=True)
    ]
    return sum(sides) >= 2 and any(seen and not end for seen, end in zip(sides, ends, strict=True))


def _lines(element: Any, path: str) -> dict[str, bool]:
    found = {}
    for borders in _find(element, path):
        for line in borders.iterchildren("{*}*"):
            name = line.tag.rpartition("}")[2]
            is_white = line.get(qn("w:color"), "").upper() == "FFFFFF"
            found[_NAMES.get(name, name)] = line.get(qn("w:val"), "none") not in _INVISIBLE and not is_white
    return found


def _find(element: Any, path: str) -> list[Any]:
    return element.findall("/".join(qn(step) for step in path.split("/")))


def _value(element: Any, path: str) -> str:
    return next((one.get(qn("w:val"), "") for one in _find(element, path)), "")


def _count(element: Any, path: str) -> int:
    """A number of columns, 0 where it is not said, no more than a table can have."""
    return min(int(_value(element, path) or 0), MOST_CELLS)


def _is_on(element: Any, path: str) -> bool:
    return any(one.get(qn("w:val"), "1") not in ("0", "false", "off") for one in _find(element, path))
