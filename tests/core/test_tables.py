"""Attacks on rows of tables: what goes in comes out, and no row is anything but text to the law."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.legal_text.clauses import read_parts
from core.legal_text.marking import propose_marks
from core.legal_text.structure import parse, unknown_marks
from core.legal_text.tables import (
    MOST_CELLS,
    Row,
    blocks,
    format_row,
    is_row,
    read_row,
    rows_from_tabs,
    without_bars,
)
from tests.core.amending.samples import amended
from tests.data import shared_data
from tests.growth import grows_linearly

CELL = st.one_of(
    st.text(max_size=12), st.text(r"|\! §a", max_size=6), st.sampled_from(["Điều 5.", "§ Điều 5.", ""])
)
CELLS = st.lists(CELL, min_size=1, max_size=MOST_CELLS)
HEADINGS = [
    "Điều 5.",
    "Điều 1. Phạm vi",
    "Chương II",
    "PHỤ LỤC I",
    "1. Một",
    "a) Một",
    "QUY CHẾ",
    "§ Điều 5.",
]


@given(CELLS, st.booleans())
def test_a_row_reads_back(cells: list[str], is_header: bool) -> None:
    line = format_row(cells, is_header=is_header)
    assert read_row(line) == Row(tuple(" ".join(cell.split()) for cell in cells), is_header)
    assert format_row(read_row(line).cells, is_header=is_header) == line  # type: ignore[union-attr]
    assert "\n" not in line
    # Extraction leaves single spaces.
    assert " ".join(line.split()) == line


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| a | b |", ("a", "b")),
        ("  |  a|b  |\t", ("a", "b")),
        ("| | |", ("", "")),
        ("| |", ("",)),
        (r"| \|x\| > 2 | \ |", ("|x| > 2", "\\")),
        ("|! STT | Tên |", ("STT", "Tên")),
        ("| ! |", ("!",)),
    ],
)
def test_rows_as_people_write_them(line: str, cells: tuple[str, ...]) -> None:
    row = read_row(line)
    assert row is not None
    assert row.cells == cells
    assert row.is_header == line.startswith("|!")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "|",
        "||",
        "|!",
        "|a|",
        "|Dt| ≤ 2 giờ |x|",
        "Trung sĩ: 2 vạch (||)",
        "a | b",
        "| a",
        "a |",
        r"| a \|",
        "| a | b | c",
        format_row(["x"] * (MOST_CELLS + 1)),
    ],
)
def test_what_is_no_row(line: str) -> None:
    assert not is_row(line)
    assert list(blocks([line])) == [line]
    assert without_bars(line) == line


def test_tables_end_where_their_shape_does() -> None:
    lines = ["|! a | b |", "|! c | d |", "| 1 | 2 |", "|! a | b |", "| 1 | 2 | 3 |", "", "| 1 | 2 | 3 |", "x"]
    found = list(blocks(lines))
    assert [len(one) if isinstance(one, list) else one for one in found] == [3, 1, 1, "", 1, "x"]


@given(st.lists(st.one_of(CELLS.map(format_row), st.text(max_size=20), st.just("|! a | b |")), max_size=12))
def test_no_line_is_lost(lines: list[str]) -> None:
    found = list(blocks(lines))
    again = [row for one in found for row in (one if isinstance(one, list) else [one])]
    assert again == [read_row(line) or line for line in lines]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("form", ["| {} | b |", "| a | {} |", "|! {} |"])
def test_a_row_starts_nothing(heading: str, form: str) -> None:
    row = form.format(heading)
    text = f"Mở đầu\n{row}\nĐiều 1. Một\n1. Khoản\n{row}\n2. Khoản\n{row}\nĐiều 2. Hai\n{row}\n"
    marked = propose_marks(text)
    assert [line for line in marked.split("\n") if line.startswith("§")] == ["§ Điều 1. Một", "§ Điều 2. Hai"]
    provisions = parse(marked)
    assert "".join(one.text for one in provisions) == marked
    assert [part.path for part in read_parts(provisions[1].content)] == ["khoan-1", "khoan-2"]
    assert unknown_marks(f"§ {row}") == [1]
    assert [one.path for one in parse(f"§ {row}\n{row}")] == ["toan-van"]


@pytest.mark.parametrize("heading", ["§ Phụ lục I", "§ Chương I", "§ QUY CHẾ"])
@pytest.mark.parametrize("row", ["| STT | TÊN |", "| stt | tên |", "|! A |"])
def test_a_row_is_no_title(heading: str, row: str) -> None:
    found = parse(f"{heading}\nDANH MỤC\n{row}\n§ Điều 1. A\n")[0]
    assert (found.title, found.content) == ("DANH MỤC", row)
    found = parse(f"{heading}\n{row}\n§ Điều 1. A\n")[0]
    assert (found.title, found.content) == ("", row)


def test_an_amendment_takes_a_table_with_it() -> None:
    base = "§ Điều 1. Một\n1. Cũ.\n| Điều 9. | 1. |\n2. Hai.\n§ Điều 2. Hai\n"
    new = "1. Mới:\n|! STT | Tên |\n| 2. | Điều 3. |\n| a) | x |"
    done = amended(f"1. Sửa đổi khoản 1 Điều 1 như sau:\n“{new}\n”.", base)
    assert done.text == f"§ Điều 1. Một\n{new}\n2. Hai.\n§ Điều 2. Hai\n"


def test_a_quotation_that_ends_inside_a_row_is_not_guessed() -> None:
    base = "§ Điều 1. Một\n1. Cũ.\n"
    assert amended("1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. Mới:\n| a | b” |", base).text == base


def test_what_is_searched_has_no_bars() -> None:
    text = "a\n|! STT | Tên |\n| 1 | | x\\|y |\n| |\nb | c"
    assert without_bars(text) == "a\nSTT; Tên\n1; x|y\n\nb | c"


def test_pasted_tables_become_rows() -> None:
    text = "Danh mục\nSTT\tTên\tSố\r\n1\tBàn | ghế\t\r\n2\tTủ\t3\n\n4\tMột\tdòng\n1.\tĐoạn\n2.\tĐoạn"
    assert rows_from_tabs(text) == (
        "Danh mục\n| STT | Tên | Số |\n| 1 | Bàn \\| ghế | |\n| 2 | Tủ | 3 |\n\n4\tMột\tdòng\n1.\tĐoạn\n2.\tĐoạn"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Họ tên:\t\t\nNgày sinh:\t\t",
        "\t\tThụt dòng\n\t\tThụt dòng",
        "§ Điều 1.\ta\tb\n§ Điều 2.\ta\tb",
        "a\tb\tc\n\na\tb\tc",
        "\t".join("a" * 80) + "\n" + "\t".join("a" * 80),
    ],
)
def test_tabs_that_are_no_table(text: str) -> None:
    assert rows_from_tabs(text) == text


@given(st.text("ab\t\n|§ .", max_size=60))
def test_pasting_loses_nothing(text: str) -> None:
    found = rows_from_tabs(text)
    assert "".join(without_bars(found).replace("; ", "").split()) == "".join(
        without_bars(text).replace("; ", "").split()
    )
    assert rows_from_tabs(found) == found
    assert found.count("\n") == text.count("\n")


def test_linear_time() -> None:
    def read(count: int) -> None:
        text = (
            "| a | b |\n" * count + "| " + "\\|" * count + "\n" + "| |" * count + "\n" + "a\tb\tc\n" * count
        )
        without_bars(rows_from_tabs(text))
        list(blocks(text.split("\n")))

    assert grows_linearly(read, 2000)


def test_no_text_of_the_collection_has_a_row() -> None:
    with gzip.open(shared_data("legal-documents.jsonl.gz"), "rt") as lines:
        for document in map(json.loads, lines):
            for article in document["articles"]:
                assert without_bars(article["text"]) == rows_from_tabs(article["text"]) == article["text"]
