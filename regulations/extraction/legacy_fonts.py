"""Word text in fonts of old encodings: the font says what the characters mean (.VnTime TCVN3, VNI-Times VNI)."""

from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from core.legacy_text.readings import score
from core.legacy_text.repairing import has_unicode_letters
from core.legacy_text.tables import Encoding, read

from .numbering import DEEPEST_STYLE

FONTS = {".vn": Encoding.TCVN3, "vni-": Encoding.VNI, "vps ": Encoding.VPS}
"""By the beginnings of their names; those of TCVN3 that end in H (.VnTimeH) draw small letters as capitals."""
NUMBERING = RELATIONSHIP_TYPE.NUMBERING
TEXT, PARAGRAPH = qn("w:t"), qn("w:p")
# What stands between two pieces of text, so that they are not joined.
BETWEEN = (PARAGRAPH, qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen"))


def conversion_note(*encodings: str) -> str:
    """What to tell an editor of text that was converted."""
    return _(
        "The text was in an old encoding (%(encodings)s) and was converted to Unicode: compare it with the file, "
        "above all the capitals."
    ) % {"encodings": ", ".join(encodings)}


class LegacyFonts:
    """Turns the text of one document that is in such fonts into Unicode; `found`: the encodings that it met."""

    def __init__(self, document: Any) -> None:
        self.found: set[Encoding] = set()
        root = document.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in root.iter(qn("w:style"))}
        self._normal = next((name for name, style in self._styles.items() if _is_normal(style)), None)
        self._default = _own_font(root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}"))

    def to_unicode(self, root: Any) -> Any:
        """Change the text below an element where it stands, and return the element.

        Neighbours in one font are read together, because Word may part a letter of VNI from its sign.
        """
        for (_paragraph, font), group in groupby(list(root.iter(TEXT, *BETWEEN)), key=self._place):
            texts = list(group)
            old = "".join(text.text or "" for text in texts)
            if (new := self._converted(old, font)) != old:
                for text in texts:
                    text.text = ""
                texts[0].text = new
        return root

    def labels_to_unicode(self, document: Any) -> None:
        """Change the texts of the numbers that Word counts by itself, as "§iÒu %1."."""
        for relation in document.part.rels.values():
            if relation.reltype == NUMBERING and not relation.is_external:
                for level in relation.target_part.element.iter(qn("w:lvl")):
                    label = _find(level, "w:lvlText")
                    font = _own_font(level) or self._style_font(_value(level, "w:pStyle") or self._normal)
                    if label is not None:
                        old = label.get(qn("w:val"), "")
                        label.set(qn("w:val"), self._converted(old, font or self._default or ""))

    def _converted(self, old: str, font: str) -> str:
        encoding = next((one for start, one in FONTS.items() if font.lower().startswith(start)), None)
        # Text in Unicode may be in such a font: another font showed it.
        if encoding is None or has_unicode_letters(old):
            return old
        new = read(old, encoding, capitals=encoding == Encoding.TCVN3 and font.endswith("H"))
        if new == old or score(new) < score(old):
            return old
        self.found.add(encoding)
        return new

    def _place(self, element: Any) -> tuple[Any, str]:
        """The paragraph and the font: of the run, else of its style, of the paragraph's style, or of the document."""
        run, paragraph = (next(element.iterancestors(qn(tag)), None) for tag in ("w:r", "w:p"))
        if element.tag != TEXT or run is None or paragraph is None:
            return None, ""
        style = _value(paragraph, "w:pPr/w:pStyle") or self._normal
        font = _own_font(run) or self._style_font(_value(run, "w:rPr/w:rStyle")) or self._style_font(style)
        return paragraph, font or self._default or ""

    def _style_font(self, name: str | None) -> str | None:
        for _step in range(DEEPEST_STYLE):
            style = self._styles.get(name)
            if style is None:
                break
            if font := _own_font(style):
                return font
            name = _value(style, "w:basedOn")
        return None


def _is_normal(style: Any) -> bool:
    return (style.get(qn("w:type")), style.get(qn("w:default"))) == ("paragraph", "1")


def _own_font(element: Any) -> str | None:
    fonts = _find(element, "w:rPr/w:rFonts") if element is not None else None
    if fonts is None:
        return None
    # What a theme names is of today.
    return fonts.get(qn("w:hAnsi")) or fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsiTheme"))


def _value(element: Any, path: str) -> str | None:
    found = _find(element, path)
    return found.get(qn("w:val")) if found is not None else None


def _find(element: Any, path: str) -> Any:
    return element.find("/".join(qn(step) for step in path.split("/")))
