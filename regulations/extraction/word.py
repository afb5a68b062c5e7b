"""Word files (.docx) as lines: paragraphs with their numbers, rows of tables, notes at the end."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from lxml import etree

from .errors import UnreadableFile
from .legacy_fonts import LegacyFonts, conversion_note
from .numbering import Numbering
from .packages import check_package
from .word_tables import TABLE, Rulings, table_rows

FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
ENDNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"
NOTES = {qn("w:footnoteReference"): FOOTNOTES, qn("w:endnoteReference"): ENDNOTES}
# What a change that is not accepted took away, and a second form of the same text for old programs.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LEFT_OUT = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), FALLBACK})
CHANGES = (qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo"))
SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def word_text(path: Path) -> tuple[str, list[str]]:
    """The lines of the file, and what an editor should know. Raises `UnreadableFile`."""
    check_package(path)
    try:
        document = docx.Document(str(path))
        fonts = LegacyFonts(document)
        fonts.labels_to_unicode(document)
        notes = list(_number_notes(document, fonts))
        lines = list(_lines(fonts.to_unicode(document.element.body), Numbering(document), Rulings(document)))
    except (
        OpcError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        AttributeError,
        KeyError,
        ValueError,
    ) as error:
        raise UnreadableFile(
            _("The Word file is damaged: open it, save it again as .docx, and try once more.")
        ) from error
    warnings = []
    if next(document.element.body.iter(*CHANGES), None) is not None:
        warnings.append(_("The file has tracked changes: it was read as if they were accepted."))
    if fonts.found:
        warnings.append(conversion_note(*sorted(fonts.found)))
    return "\n".join([*lines, *notes]), warnings


def _lines(parent: Any, numbering: Numbering, rulings: Rulings | None) -> Iterator[str]:
    """The paragraphs below an element in reading order, with those of text boxes; empty ones left out.

    Tables that have lines are rows, in whose cells " / " stands between paragraphs, those of a table inside a cell
    (`rulings` is None there) as well; other tables set a head or a signature: a line a paragraph.
    """
    for child in parent:
        if child.tag in LEFT_OUT:
            continue
        if child.tag == TABLE and rulings and rulings.is_ruled(child):
            yield from table_rows(child, lambda cell: " / ".join(_lines(cell, numbering, None)))
            continue
        if child.tag == qn("w:p"):
            # Word counts empty paragraphs as well.
            label, text = numbering.label(child), _text(child).strip()
            if text:
                yield f"{label}{text}"
        yield from _lines(child, numbering, rulings)


def _text(element: Any) -> str:
    """The text of an element without that of paragraphs inside it (text boxes), which have lines of their own."""
    parts = []
    for child in element:
        if child.tag in LEFT_OUT or child.tag == qn("w:p"):
            continue
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        else:
            parts.append(SIGNS.get(child.tag) or _text(child))
    return "".join(parts)


def _number_notes(document: Any, fonts: LegacyFonts) -> Iterator[str]:
    """Put "[1]", "[2]", … in place of the references to foot- and endnotes, counted together as they come: ids are not
    what Word prints. The notes, behind their numbers; the library has no access to them."""
    notes = {
        (relation.reltype, note.get(qn("w:id"))): note
        for relation in document.part.rels.values()
        if relation.reltype in NOTES.values() and not relation.is_external
        for note in fonts.to_unicode(parse_xml(relation.target_part.blob))
    }
    numbers: dict[Any, int] = {}
    for reference in list(document.element.body.iter(*NOTES)):
        if any(above.tag in LEFT_OUT for above in reference.iterancestors()):
            continue
        key = (NOTES[reference.tag], reference.get(qn("w:id")))
        if key not in numbers:
            numbers[key] = len(numbers) + 1
            paragraphs = notes[key].iter(qn("w:p")) if key in notes else ()
            text = " ".join(map(_text, paragraphs)).strip()
            if text:
                yield f"[{numbers[key]}] {text}"
        sign = OxmlElement("w:t")
        sign.text = f"[{numbers[key]}]"
        reference.getparent().replace(reference, sign)
