r"""Rows of tables in the canonical text, one line each: "| Số TT | Tên |", "|! Số TT | Tên |" with the columns' names.

A row begins with "| " or "|! ", ends with " |" and has at most 63 cells, as in Word; a bar inside a cell is written
`\|`. Anything else is text: official texts hold "(|||)" and "|Dt| ≤ 2 giờ". What a table may have looked like
where no such mark is left is not guessed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

MOST_CELLS = 63

_ROW = re.compile(r"\|(!?)(?: (.*))? \|")
_BAR = re.compile(r"(?<!\\)\|")
_FEWEST_TABS = 2


@dataclass(frozen=True)
class Row:
    """A row of a table; `is_header`: its cells name the columns."""

    cells: tuple[str, ...]
    is_header: bool = False


def read_row(line: str) -> Row | None:
    """The row that a line is; None for text."""
    match = _ROW.fullmatch(line.strip())
    if match is None:
        return None
    cells = [" ".join(cell.split()).replace(r"\|", "|") for cell in _BAR.split(match[2] or "")]
    return Row(tuple(cells), bool(match[1])) if len(cells) <= MOST_CELLS else None


def is_row(line: str) -> bool:
    """Whether a line is a row of a table."""
    return read_row(line) is not None


def format_row(cells: Iterable[str], *, is_header: bool = False) -> str:
    """The line of a row; line breaks and other white space in a cell become one space."""
    escaped = (" ".join(cell.split()).replace("|", r"\|") for cell in cells)
    return ("|!" if is_header else "|") + "|".join(f" {cell} " if cell else " " for cell in escaped) + "|"


def blocks(lines: Iterable[str]) -> Iterator[str | list[Row]]:
    """Lines of text as they are, and tables: neighbouring rows with the same number of cells.

    A row of columns' names below another row begins a table of its own.
    """
    table: list[Row] = []
    for line in lines:
        row = read_row(line)
        if table and not (row and _continues(table[-1], row)):
            yield table
            table = []
        if row:
            table.append(row)
        else:
            yield line
    if table:
        yield table


def _continues(before: Row, row: Row) -> bool:
    return len(before.cells) == len(row.cells) and (before.is_header or not row.is_header)


def without_bars(text: str) -> str:
    """The text as words to search in: the cells of a row that are not empty behind each other, with "; " between."""
    if "|" not in text:
        return text
    lines = text.split("\n")
    rows = map(read_row, lines)
    return "\n".join(
        "; ".join(filter(None, row.cells)) if row else line for line, row in zip(lines, rows, strict=True)
    )


def rows_from_tabs(text: str) -> str:
    """The text with rows for the tables that programs paste as lines with tabs between the cells.

    Such a table is two lines or more, one behind the other, with the same number of tabs, two or more (a line
    "1.<tab>Text" has one), and something in every column: a form to fill in ("Họ tên:<tab><tab>") stays text, as do
    lines that start a provision.
    """
    found: list[str] = []
    for tabs, group in groupby(text.split("\n"), key=_count_tabs):
        lines = list(group)
        cells = [line.split("\t") for line in lines]
        found += map(format_row, cells) if _is_pasted(tabs, cells) else lines
    return "\n".join(found)


def _count_tabs(line: str) -> int:
    return 0 if line.startswith("§ ") else line.count("\t")


def _is_pasted(tabs: int, rows: Sequence[Sequence[str]]) -> bool:
    if len(rows) < 2 or not _FEWEST_TABS <= tabs < MOST_CELLS:
        return False
    return all(any(cell.strip() for cell in column) for column in zip(*rows, strict=True))
