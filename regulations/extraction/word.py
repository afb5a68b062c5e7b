"""Word files (.docx) as lines: paragraphs with their numbers, cells of tables, footnotes at the end."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from .errors import UnreadableFile
from .numbering import Numbering
from .packages import check_package

FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
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
        lines = list(_lines(document.element.body, Numbering(document)))
        notes = list(_footnotes(document))
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
    return "\n".join([*lines, *notes]), warnings


def _lines(parent: Any, numbering: Numbering) -> Iterator[str]:
    """The paragraphs below an element in reading order, with those of tables and text boxes; empty ones left out."""
    for paragraph in parent.iter(qn("w:p")):
        if any(above.tag in LEFT_OUT for above in paragraph.iterancestors()):
            continue
        # Word counts empty paragraphs as well.
        label, text = numbering.label(paragraph), _text(paragraph).strip()
        if text:
            yield f"{label}{text}"


def _text(element: Any) -> str:
    """The text of an element without that of paragraphs inside it (text boxes), which have lines of their own."""
    parts = []
    for child in element:
        if child.tag in LEFT_OUT or child.tag == qn("w:p"):
            continue
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag == qn("w:footnoteReference"):
            parts.append(f"[{child.get(qn('w:id'))}]")
        else:
            parts.append(SIGNS.get(child.tag) or _text(child))
    return "".join(parts)


def _footnotes(document: Any) -> Iterator[str]:
    """The footnotes, each behind the sign that its reference has in the text; the library has no access to them."""
    for relation in document.part.rels.values():
        if relation.reltype == FOOTNOTES and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                text = " ".join(_text(paragraph) for paragraph in note.iter(qn("w:p"))).strip()
                # Separators have a type.
                if text and note.get(qn("w:type")) is None:
                    yield f"[{note.get(qn('w:id'))}] {text}"
