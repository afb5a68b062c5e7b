"""Files in encodings of old: PDF layers and Word runs come out in Unicode, and the editor is told."""

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pypdfium2 as pdfium
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from core.legacy_text.tables import Encoding, shown
from regulations.extraction import ocr
from regulations.extraction.reading import read, read_text
from tests.core.legacy_text.published import written
from tests.regulations.reading import files

WORDS = "Căn cứ Luật Tổ chức chính quyền địa phương, người dân và nhà nước"
SIGNED = "Quyết định số 15/QĐ-SNV của Giám đốc Sở Nội vụ về đầu tư"


def pdf(lines: list[bytes]) -> bytes:
    """A PDF of a page with these lines, as printing programs write them: the bytes in a font of Windows."""
    shows = b" ".join(b"<" + line.hex().encode() + b"> Tj T*" for line in lines)
    stream = b"BT /F1 11 Tf 14 TL 50 800 Td " + shows + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, one) for at, one in enumerate(objects, 1))
    # Readers find the objects of a file without a table; it is written anew to be a whole one.
    with pdfium.PdfDocument(b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF") as document:
        target = BytesIO()
        document.save(target)
    return target.getvalue()


def word(*runs: tuple[str, str | None], style_font: str | None = None) -> bytes:
    """A Word file of one paragraph; text and font of its runs."""
    document = docx.Document()
    if style_font:
        document.styles["Normal"].font.name = style_font
    paragraph = document.add_paragraph()
    for text, font in runs:
        paragraph.add_run(text).font.name = font
    return files.saved(document)


def in_old(text: str, encoding: Encoding = Encoding.TCVN3) -> str:
    return shown(written(text, encoding))


def text_of(folder: Path, content: bytes, name: str = "a.docx") -> tuple[str, list[str]]:
    path = folder / name
    path.write_bytes(content)
    found = read_text(path)
    return "\n".join(found.pages), found.warnings


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
def test_a_pdf_layer_is_converted_and_not_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: Encoding
) -> None:
    monkeypatch.setattr(ocr, "recognise", lambda *_: pytest.fail("recognised"))
    text, warnings = text_of(
        tmp_path, pdf([written(line, encoding) for line in (WORDS, SIGNED) * 5]), "a.pdf"
    )
    assert text.split() == " ".join((WORDS, SIGNED) * 5).split()
    assert [encoding in warning for warning in warnings] == [True]


def test_broken_lines_of_a_pdf_keep_their_hyphens(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([b"Theo Nghi dinh so 08/2021/ND-", b"CP ngay 28 thang 01"]))
    found, _warnings = read(read_text(path), path.name)
    assert "08/2021/ND-CP" in found.text


@pytest.mark.parametrize(
    ("font", "encoding"),
    [(".VnTime", Encoding.TCVN3), ("VNI-Times", Encoding.VNI), ("VPS Times", Encoding.VPS)],
)
@pytest.mark.parametrize("where", ["run", "style"])
def test_the_font_tells_what_a_run_says(tmp_path: Path, font: str, encoding: Encoding, where: str) -> None:
    runs = [
        ("Điều 1. ", "Times New Roman"),
        (in_old("và các sở", encoding), font if where == "run" else None),
    ]
    text, warnings = text_of(tmp_path, word(*runs, style_font=font if where == "style" else None))
    assert text == "Điều 1. và các sở"
    assert [encoding in warning for warning in warnings] == [True]


def test_fonts_of_capitals(tmp_path: Path) -> None:
    runs = [(in_old("ủy ban "), ".VnTimeH"), (in_old("Sông Lam"), ".VnTime")]
    assert text_of(tmp_path, word(*runs))[0] == "ỦY BAN Sông Lam"


def test_a_letter_parted_from_its_sign(tmp_path: Path) -> None:
    text = in_old("Sở Nội vụ", Encoding.VNI)
    assert text_of(tmp_path, word(*((sign, "VNI-Times") for sign in text)))[0] == "Sở Nội vụ"


def test_unicode_in_such_a_font_stays(tmp_path: Path) -> None:
    text, warnings = text_of(tmp_path, word((WORDS, ".VnTime"), (" Hà Nội", "VNI-Times")))
    assert text == f"{WORDS} Hà Nội"
    assert not warnings


def test_runs_without_a_telling_font_are_read_by_the_paragraph(tmp_path: Path) -> None:
    document = docx.Document()
    for line in (SIGNED, in_old(WORDS), "Và các tài sản của Sở"):
        document.add_paragraph(line)
    text, warnings = text_of(tmp_path, files.saved(document))
    assert text.split("\n") == [SIGNED, WORDS, "Và các tài sản của Sở"]
    assert [Encoding.TCVN3 in warning for warning in warnings] == [True]


def test_pieces_between_tabs_and_in_text_boxes_keep_their_places(tmp_path: Path) -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run(in_old("Nơi nhận\tGiám đốc"))
    run.font.name = ".VnTime"
    box, inside = OxmlElement("w:txbxContent"), OxmlElement("w:p")
    box.append(inside)
    inner: Any = document.add_paragraph().add_run(in_old("Trong khung"))
    inner.font.name = ".VnTime"
    inside.append(inner._r)
    run._r.append(box)
    last = document.paragraphs[0].add_run(in_old(" đã ký"))
    last.font.name = ".VnTime"
    assert text_of(tmp_path, files.saved(document))[0].split("\n") == [
        "Nơi nhận Giám đốc đã ký",
        "Trong khung",
    ]
    assert box.tag == qn("w:txbxContent")


def test_numbers_that_word_counts(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph(in_old("Phạm vi"), "List Number")
    numbering = document.part.numbering_part.element
    for label in numbering.iter(qn("w:lvlText")):
        label.set(qn("w:val"), in_old("Điều %1."))
    assert text_of(tmp_path, files.saved(document))[0] == "Điều 1. Phạm vi"
