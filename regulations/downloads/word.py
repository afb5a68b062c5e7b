"""The text of a document as a Word file whose headings make it navigable. Pure.

Page and type: NĐ 30/2020/NĐ-CP Phụ lục I (A4, margins 20/20/30/15 mm, Times New Roman 13).
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from docx import Document as new_document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Mm, Pt, RGBColor

from core.legal_text.headings import GROUP_LEVELS, ProvisionKind
from core.legal_text.tables import Row, blocks

from .characters import xml_text

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Times New Roman"
SIZE = Pt(13)
WIDTH = Mm(210 - 30 - 15)
DEEPEST = 6
_SCOPES = (ProvisionKind.APPENDIX, ProvisionKind.ATTACHED)
_RANKS = {**dict.fromkeys(_SCOPES, 0), **{kind: rank for rank, kind in enumerate(GROUP_LEVELS, start=1)}}


def to_word(label: str, title: str, source: str, provisions: Iterable[Any]) -> bytes:
    """A .docx: label and title, then each provision (`kind`, `heading`, `content`) under a heading of its level.

    `source`, printed in the footer, tells where the text comes from.
    """
    document = new_document()
    _prepare(document)
    document.core_properties.title = xml_text(label)[:255]
    document.core_properties.subject = xml_text(title)[:255]
    document.core_properties.language = "vi-VN"
    document.core_properties.author = document.core_properties.comments = ""
    document.sections[0].footer.paragraphs[0].text = xml_text(source)
    write, levels = _Writer(document), _Levels()
    write.line("Title", label)
    write.line("Subtitle", title)
    for provision in provisions:
        if level := levels.take(ProvisionKind(provision.kind)):
            write.line(f"Heading {level}", provision.heading)
        for block in blocks(provision.content.split("\n")):
            if isinstance(block, str):
                write.line("Normal", block)
            else:
                write.table(block)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


class _Writer:
    """Appends paragraphs at the end, which python-docx's own way looks for anew each time: 7 s for a code of laws."""

    def __init__(self, document: Any) -> None:
        self._end = document.element.body.sectPr
        self._styles = {style.name: style.style_id for style in document.styles}

    def line(self, style: str, text: str) -> None:
        """A paragraph, unless the text is blank."""
        if text.strip():
            paragraph = OxmlElement("w:p")
            paragraph.style = self._styles[style]
            paragraph.add_r().text = xml_text(text.strip())
            self._end.addprevious(paragraph)

    def table(self, rows: Sequence[Row]) -> None:
        """A table with lines, and an empty paragraph, without which Word joins it with one that follows."""
        table = CT_Tbl.new_tbl(len(rows), len(rows[0].cells), WIDTH)
        table.tblStyle_val = self._styles["Table Grid"]
        for element, row in zip(table.tr_lst, rows, strict=True):
            if row.is_header:
                element.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            for cell, text in zip(element.tc_lst, row.cells, strict=True):
                cell.p_lst[0].add_r().text = xml_text(text)
        self._end.addprevious(table)
        self._end.addprevious(OxmlElement("w:p"))


class _Levels:
    """Levels of headings, by what encloses them, so that none is skipped."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def take(self, kind: ProvisionKind) -> int:
        """The level of the next provision, from 1; 0 where it has no heading."""
        if kind in (ProvisionKind.PREAMBLE, ProvisionKind.BODY):
            return 0
        rank = _RANKS.get(kind, len(_RANKS))
        self._open = [outer for outer in self._open if outer < rank]
        self._open.append(rank)
        return min(len(self._open), DEEPEST)


def _prepare(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    for style in document.styles:
        if style.name in {"Normal", "Title", "Subtitle"} or style.name.startswith("Heading"):
            _set_font(style)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    for name in ("Title", "Subtitle"):
        document.styles[name].font.bold = True
        document.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")


def _set_font(style: Any) -> None:
    style.font.name, style.font.size, style.font.italic = FONT, SIZE, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for name in ("w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)
