"""Tables of Word files: rows where lines are seen round the cells, lines as before where they only set a head."""

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from core.legal_text.tables import MOST_CELLS, is_row, read_row
from regulations.downloads.word import to_word
from regulations.extraction.reading import read, read_text
from regulations.extraction.word import ENDNOTES, FOOTNOTES, word_text
from tests.regulations.downloads.test_files import provision
from tests.regulations.reading import files

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SIDES = ("top", "left", "bottom", "right")


def lines_of(folder: Path, document: Any) -> list[str]:
    path = folder / "a.docx"
    path.write_bytes(files.saved(document))
    return word_text(path)[0].split("\n")


def table(document: Any, rows: list[list[str]], style: str | None = "Table Grid") -> Any:
    made = document.add_table(len(rows), len(rows[0]), style)
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return made


def draw(properties: Any, tag: str, **sides: str) -> None:
    """Lines of a table or a cell: `val` of each side."""
    borders = OxmlElement(tag)
    for side, val in sides.items():
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), val)
        borders.append(line)
    properties.append(borders)


ROWS = [["STT", "Tên"], ["1", "Bàn | ghế"]]


def test_a_table_becomes_rows(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Trước")
    made = table(document, [["STT", "Tên"], ["1", "Bàn\nghế"], ["", ""], ["Điều 5.", ""]])
    made.cell(3, 1).paragraphs[0].add_run("x")
    made.cell(3, 1).add_paragraph("y")
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph("Sau")
    assert lines_of(tmp_path, document) == [
        "Trước",
        "|! STT | Tên |",
        "| 1 | Bàn ghế |",
        "| Điều 5. | x / y |",
        "Sau",
    ]


@pytest.mark.parametrize(
    ("on_table", "on_cells", "ruled"),
    [
        ({}, {}, False),
        ({"insideH": "single"}, {}, False),
        ({"top": "single", "insideH": "single", "bottom": "single"}, {}, True),
        ({"top": "single", "bottom": "single"}, {}, False),
        (dict.fromkeys(SIDES, "single"), {}, False),
        ({**dict.fromkeys(SIDES, "single"), "insideH": "single", "insideV": "single"}, {}, True),
        (dict.fromkeys((*SIDES, "insideH", "insideV"), "nil"), {}, False),
        ({"insideH": "single", "insideV": "single"}, dict.fromkeys(SIDES, "nil"), False),
        ({}, {"bottom": "single"}, False),
        ({}, {"top": "single", "bottom": "double"}, True),
        ({}, {"start": "single", "end": "single"}, True),
    ],
)
def test_which_tables_have_lines(
    on_table: dict[str, str], on_cells: dict[str, str], ruled: bool, tmp_path: Path
) -> None:
    document = docx.Document()
    made = table(document, [["a", "b"], ["c", "d"], ["e", "f"]], None)
    draw(made._tbl.tblPr, "w:tblBorders", **on_table)
    for row in made.rows:
        for cell in row.cells:
            draw(cell._tc.get_or_add_tcPr(), "w:tcBorders", **on_cells)
    assert is_row(lines_of(tmp_path, document)[0]) is ruled


def test_white_lines_are_not_seen(tmp_path: Path) -> None:
    document = docx.Document()
    made = table(document, ROWS, None)
    draw(made._tbl.tblPr, "w:tblBorders", **dict.fromkeys((*SIDES, "insideH", "insideV"), "single"))
    for line in made._tbl.tblPr.find(qn("w:tblBorders")):
        line.set(qn("w:color"), "ffffff")
    assert lines_of(tmp_path, document) == ["STT", "Tên", "1", "Bàn | ghế"]


def test_lines_that_the_table_takes_from_its_style(tmp_path: Path) -> None:
    document = docx.Document()
    made = table(document, ROWS)
    draw(made._tbl.tblPr, "w:tblBorders", **dict.fromkeys((*SIDES, "insideH", "insideV"), "none"))
    table(document, ROWS)
    assert lines_of(tmp_path, document) == [
        "STT",
        "Tên",
        "1",
        "Bàn | ghế",
        "| STT | Tên |",
        "| 1 | Bàn \\| ghế |",
    ]


def test_a_frame_round_one_cell_is_no_table(tmp_path: Path) -> None:
    document = docx.Document()
    table(document, [["Một khung"], ["Hai"]])
    assert lines_of(tmp_path, document) == ["Một khung", "Hai"]


def test_merged_cells_keep_the_columns(tmp_path: Path) -> None:
    document = docx.Document()
    made = table(document, [["" for _ in range(3)] for _ in range(3)])
    made.cell(0, 0).merge(made.cell(1, 0)).text = "cao"
    made.cell(0, 1).merge(made.cell(0, 2)).text = "rộng"
    made.cell(1, 1).text, made.cell(1, 2).text, made.cell(2, 2).text = "b", "c", "cuối"
    assert lines_of(tmp_path, document) == ["| cao | rộng | |", "| | b | c |", "| | | cuối |"]


@pytest.mark.parametrize(("span", "cells"), [("1000000000", MOST_CELLS + 1), ("-4", 2), ("0", 2)])
def test_spans_that_no_table_has(span: str, cells: int, tmp_path: Path) -> None:
    document = docx.Document()
    made = table(document, [["a", "b"]])
    grid = OxmlElement("w:gridSpan")
    grid.set(qn("w:val"), span)
    made.cell(0, 0)._tc.get_or_add_tcPr().append(grid)
    (line,) = lines_of(tmp_path, document)
    assert line.startswith("| a | ")
    assert line.endswith(" b |")
    assert line.count("|") == cells + 1


def test_a_table_in_a_cell_stays_there(tmp_path: Path) -> None:
    document = docx.Document()
    outer = table(document, ROWS)
    inner = outer.cell(1, 1).add_table(2, 2)
    inner.style = "Table Grid"
    inner.cell(0, 0).text, inner.cell(1, 1).text = "trong", "cùng"
    plain = document.add_table(1, 2)
    plain.cell(0, 0).text = "khung"
    within = plain.cell(0, 1).add_table(1, 2)
    within.style = "Table Grid"
    within.cell(0, 1).text = "bảng"
    assert lines_of(tmp_path, document) == [
        "| STT | Tên |",
        "| 1 | Bàn \\| ghế / trong / cùng |",
        "khung",
        "| | bảng |",
    ]


def test_head_and_signature_are_read_beside_tables(tmp_path: Path) -> None:
    document = files.decision("Điều 3. Danh mục")
    table(document, [["TT", "GIÁM ĐỐC"], ["1", "Điều 4. Không phải điều"]])
    path = tmp_path / "a.docx"
    path.write_bytes(files.saved(document))
    found, warnings = read(read_text(path), path.name)
    assert not warnings
    assert found.fields["issuer"].value == "Sở Nội vụ"
    assert found.fields["signer"].value == "Nguyễn Thị Lan"
    assert [one.path for one in found.provisions] == ["mo-dau", "dieu-1", "dieu-2", "dieu-3"]
    assert found.text.endswith("\n| TT | GIÁM ĐỐC |\n| 1 | Điều 4. Không phải điều |")


def notes_part(document: Any, kind: str, name: str, **notes: str) -> None:
    tag = name.removesuffix("s")
    inside = "".join(
        f'<w:{tag} w:id="{key[1:]}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{tag}>'
        for key, text in notes.items()
    )
    xml = f'<w:{name} {SPACE}><w:{tag} w:id="0" w:type="separator"><w:p/></w:{tag}>{inside}</w:{name}>'
    part = Part(PackURI(f"/word/{name}.xml"), "application/xml", xml.encode(), document.part.package)
    document.part.relate_to(part, kind)


def refer(paragraph: Any, tag: str, key: str, *, above: str = "") -> None:
    reference = OxmlElement(tag)
    reference.set(qn("w:id"), key)
    run = paragraph.add_run()._r
    run.append(reference)
    if above:
        change = OxmlElement(above)
        run.addprevious(change)
        change.append(run)


def test_notes_are_counted_as_they_come(tmp_path: Path) -> None:
    document = docx.Document()
    first = document.add_paragraph("Một")
    refer(first, "w:footnoteReference", "7", above="w:del")
    refer(first, "w:footnoteReference", "9")
    refer(first, "w:endnoteReference", "9")
    cell = table(document, ROWS).cell(1, 0).paragraphs[0]
    refer(cell, "w:footnoteReference", "2")
    refer(document.add_paragraph("Hai"), "w:footnoteReference", "404")
    notes_part(document, FOOTNOTES, "footnotes", n2="thứ ba", n7="bỏ", n9="thứ nhất")
    notes_part(document, ENDNOTES, "endnotes", n9="thứ hai")
    assert lines_of(tmp_path, document) == [
        "Một[1][2]",
        "| STT | Tên |",
        "| 1[3] | Bàn \\| ghế |",
        "Hai[4]",
        "[1] thứ nhất",
        "[2] thứ hai",
        "[3] thứ ba",
    ]


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)


@settings(max_examples=25)
@given(
    st.integers(2, 4).flatmap(
        lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=4)
    )
)
def test_what_a_table_says_is_in_its_rows(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    document = docx.Document()
    table(document, rows)
    lines = lines_of(tmp_path_factory.mktemp("word"), document)
    wanted = [tuple(" ".join(cell.split()) for cell in row) for row in rows]
    assert [row.cells for line in lines if (row := read_row(line))] == [row for row in wanted if any(row)]


def test_the_download_reads_back(tmp_path: Path) -> None:
    text = "Một\n|! STT | Tên |\n| 1 | Bàn \\| ghế |\n| | |\nHai[1]\n[1] Ghi chú"
    path = tmp_path / "a.docx"
    path.write_bytes(to_word("Nhãn", "Tên", "", [provision("body", content=text)]))
    assert word_text(path)[0] == f"Nhãn\nTên\n{text}".replace("| | |\n", "")
