"""Word files: what they print is what is read."""

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from core.legal_text.extraction.document import read_document
from regulations.extraction.numbering import shown
from regulations.extraction.reading import read, read_text
from regulations.extraction.word import FOOTNOTES, word_text
from tests.regulations.reading import files


def text_of(folder: Path, document: Any) -> str:
    path = folder / "a.docx"
    path.write_bytes(files.saved(document))
    return word_text(path)[0]


def test_a_decision_of_a_department(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(files.word())
    found, warnings = read(read_text(path), path.name)
    assert {name: value.value for name, value in found.fields.items()} == {
        "number": "15/QĐ-SNV",
        "type": "Quyết định",
        "issuer": "Sở Nội vụ",
        "place": "Sông Lam",
        "date": "2026-03-05",
        "title": "Ban hành Quy chế làm việc của Sở Nội vụ",
        "signer": "Nguyễn Thị Lan",
        "signer_office": "KT. Giám đốc, Phó Giám đốc",
        "effective_on": "2026-03-05",
    }
    assert (found.based_on, found.amends) == (["72/2025/QH15"], ["10/QĐ-SNV"])
    assert [str(one.path) for one in found.provisions] == ["mo-dau", "dieu-1", "dieu-2"]
    assert not warnings


def test_numbers_that_word_counts(tmp_path: Path) -> None:
    document = docx.Document()
    for text, style in (
        ("một", "List Number"),
        ("hai", "List Number"),
        ("chấm", "List Bullet"),
        ("", "List Number"),
        ("bốn", "List Number"),
    ):
        document.add_paragraph(text, style)
    assert text_of(tmp_path, document).split("\n") == ["1. một", "2. hai", "chấm", "4. bốn"]


def test_footnotes_stand_at_the_end(tmp_path: Path) -> None:
    document = docx.Document()
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    document.add_paragraph("Điều 1. Một").runs[0]._r.append(reference)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = (
        f'<w:footnotes {space}><w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Sửa đổi bởi Luật 1.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", notes.encode(), document.part.package)
    document.part.relate_to(part, FOOTNOTES)
    assert text_of(tmp_path, document).split("\n") == ["Điều 1. Một[1]", "[1] Sửa đổi bởi Luật 1."]


@pytest.mark.parametrize(
    ("count", "shape", "wanted"),
    [
        (2, "lowerLetter", "b"),
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (3, "decimal", "3"),
        (30, "upperLetter", "30"),
    ],
)
def test_shapes_of_numbers(count: int, shape: str, wanted: str) -> None:
    assert shown(count, shape) == wanted


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Điều 1. ")
    for tag, word in (("w:ins", "mới"), ("w:del", "cũ")):
        change, run = OxmlElement(tag), OxmlElement("w:r")
        text = OxmlElement("w:t" if tag == "w:ins" else "w:delText")
        text.text = word
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    path = tmp_path / "a.docx"
    path.write_bytes(files.saved(document))
    text_found, warnings = word_text(path)
    assert text_found == "Điều 1. mới"
    assert len(warnings) == 1


def test_cells_line_breaks_and_text_boxes_keep_their_order(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Cột một\nhàng hai", "Cột hai"
    box, inside = OxmlElement("w:txbxContent"), OxmlElement("w:p")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "Trong khung"
    run.append(text)
    inside.append(run)
    box.append(inside)
    document.add_paragraph("Ngoài").runs[0]._r.append(box)
    assert text_of(tmp_path, document).split("\n") == [
        "Cột một",
        "hàng hai",
        "Cột hai",
        "Ngoài",
        "Trong khung",
    ]
    assert box.tag == qn("w:txbxContent")


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Điều 1. Một",
                "Điều 2.",
                "“Điều 3. Ba”",
                "Chương I",
                "PHỤ LỤC",
                "KT. GIÁM ĐỐC",
                *files.PARAGRAPHS,
            ]
        ),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60),
    ),
    max_size=20,
)


@given(st.lists(LINES, max_size=4), st.booleans())
def test_provisions_joined_are_the_text(pages: list[list[str]], whole: bool) -> None:
    found = read_document(["\n".join(lines) for lines in pages], whole_lines=whole)
    assert "".join(provision.text for provision in found.provisions) == found.text
    assert all(1 <= page <= max(1, len(pages)) for page in found.provision_pages)
