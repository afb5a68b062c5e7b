"""Numbers that Word counts by itself: "Điều 1.", "a)"; the library gives the paragraphs without them."""

from collections import defaultdict
from string import ascii_lowercase
from typing import Any

from docx.oxml.ns import qn

ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
DEEPEST_STYLE = 10
# No list of a document has more entries, no label more characters: what has was made to do harm.
MOST_COUNTED = 9_999
LONGEST_LABEL = 60


class Numbering:
    """Counts the numbered paragraphs of one document, which must come in their order."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.style_id: style.element for style in document.styles}
        self._levels: dict[tuple[str, int], Any] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._lists: dict[str, str] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        abstract = {one.get(qn("w:abstractNumId")): one for one in root.iter(qn("w:abstractNum"))}
        for number in root.iter(qn("w:num")):
            key = number.get(qn("w:numId"))
            link = number.find(qn("w:abstractNumId"))
            shape = abstract.get(link.get(qn("w:val"))) if link is not None else None
            # Lists of one shape count on together, unless they begin anew.
            restarts = number.find(qn("w:lvlOverride")) is not None
            self._lists[key] = key if restarts or link is None else f"shape {link.get(qn('w:val'))}"
            for level in shape.iter(qn("w:lvl")) if shape is not None else ():
                self._levels[key, int(level.get(qn("w:ilvl")))] = level

    def label(self, paragraph: Any) -> str:
        """What Word prints before the paragraph, with a space behind it; "" for none and for bullets."""
        number, depth = self._place(paragraph)
        level = self._levels.get((number, depth))
        if level is None:
            return ""
        counts = self._counts[self._lists[number]]
        counts[depth] = counts.get(depth, _start(level) - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        text = _attribute(level, "w:lvlText") or ""
        if (
            _attribute(level, "w:numFmt") in ("bullet", "none")
            or "%" not in text
            or len(text) > LONGEST_LABEL
        ):
            return ""
        for at in range(depth + 1):
            other = self._levels.get((number, at))
            count = counts.get(at, _start(other) if other is not None else 1)
            shape = _attribute(other, "w:numFmt") if other is not None else "decimal"
            text = text.replace(f"%{at + 1}", shown(count, shape or "decimal"))
        return f"{text} "

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """List and depth, of the paragraph itself or of its style and those on which that is based."""
        element, style = paragraph, ""
        for _step in range(DEEPEST_STYLE):
            properties = element.find(qn("w:pPr"))
            if properties is not None:
                found = properties.find(qn("w:numPr"))
                if found is not None:
                    return _attribute(found, "w:numId") or "", int(_attribute(found, "w:ilvl") or 0)
                style = style or _attribute(properties, "w:pStyle") or ""
            element = self._styles.get(style)
            if element is None:
                break
            style = _attribute(element, "w:basedOn") or ""
        return "", 0


def shown(count: int, shape: str) -> str:
    """A count as a list shows it; `shape` is Word's `numFmt`, of which the unknown ones are shown in figures."""
    if shape.endswith("Letter") and 0 < count <= len(ascii_lowercase):
        letter = ascii_lowercase[count - 1]
        return letter.upper() if shape.startswith("upper") else letter
    if shape.endswith("Roman") and 0 < count <= MOST_COUNTED:
        text = ""
        for value, sign in ROMAN:
            times, count = divmod(count, value)
            text += sign * times
        return text if shape.startswith("upper") else text.lower()
    return str(count)


def _attribute(element: Any, name: str) -> str | None:
    found = element.find(qn(name))
    return found.get(qn("w:val")) if found is not None else None


def _start(level: Any) -> int:
    return int(_attribute(level, "w:start") or 1)
