"""Headings of provisions: "Điều 12a. Phạm vi", "Chương II", "Phụ lục I", "QUY CHẾ".

Their forms: NĐ 34/2016/NĐ-CP Điều 61–62 and NĐ 30/2020/NĐ-CP Phụ lục I; older documents vary in case
and punctuation.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from core.legal_text.ordinals import arabic_number, canonical_number
from core.legal_text.paths import ATTACHED, Level, Segment
from core.text import nfc


class ProvisionKind(StrEnum):
    """What a provision is."""

    PREAMBLE = "preamble"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    ARTICLE = "article"
    APPENDIX = "appendix"
    ATTACHED = "attached"
    BODY = "body"


@dataclass(frozen=True)
class Heading:
    """A heading line: its kind, its number as printed, the segment of its path, what follows the number."""

    kind: ProvisionKind
    number: str
    segment: Segment
    rest: str


GROUP_LEVELS: dict[ProvisionKind, Level] = {
    ProvisionKind.PART: Level.PART,
    ProvisionKind.CHAPTER: Level.CHAPTER,
    ProvisionKind.SECTION: Level.SECTION,
    ProvisionKind.SUBSECTION: Level.SUBSECTION,
}

_REST = r"(?:\s*[.:–—-]\s*|\s+|$)(.*)"
_ROMAN_OR_ARABIC = r"[0-9]{1,3}[a-zđ]?|[IVXLC]+[a-zđ]?|[A-ZĐ]"
_ORDINAL = r"thứ\s+(?:mười\s+)?\w+"
_ARTICLE = re.compile(r"điều\s+([0-9]{1,4}[a-zđ]{0,2})(?=[\s.:]|$)(?:\s*[.:])?\s*(.*)", re.IGNORECASE)
_PATTERNS: tuple[tuple[ProvisionKind, re.Pattern[str]], ...] = (
    (ProvisionKind.PART, re.compile(rf"phần\s+({_ORDINAL}|{_ROMAN_OR_ARABIC}){_REST}", re.IGNORECASE)),
    (ProvisionKind.CHAPTER, re.compile(rf"chương\s+({_ORDINAL}|{_ROMAN_OR_ARABIC}){_REST}", re.IGNORECASE)),
    (ProvisionKind.SECTION, re.compile(rf"mục\s+({_ROMAN_OR_ARABIC}){_REST}", re.IGNORECASE)),
    (ProvisionKind.SUBSECTION, re.compile(rf"tiểu\s+mục\s+({_ROMAN_OR_ARABIC}){_REST}", re.IGNORECASE)),
)
_APPENDIX_NUMBER = r"(?:số\s*)?((?:[0-9]{1,3}|[IVXLC]+|[A-ZĐ])[a-zđ]?(?:[.\-][0-9IVX]{1,4})?)"
_APPENDIX = re.compile(rf"phụ\s+lục(?:\s+{_APPENDIX_NUMBER}(?=[\s.:–—(-]|$))?{_REST}", re.IGNORECASE)
_ATTACHED = re.compile(
    "(" + "|".join(name.replace(" ", r"\s+") for name in ATTACHED.values()) + r")\b\s*[.:]?\s*(.*)",
    re.IGNORECASE,
)
_ATTACHED_KINDS = {name.lower(): kind for kind, name in ATTACHED.items()}


def is_capitals(line: str) -> bool:
    """Tell whether a line has letters and none of them is lower case."""
    return line.upper() == line and line.lower() != line


def read_heading(line: str) -> Heading | None:
    """Read a line, without its mark, as the heading of a provision; None if it is none."""
    text = nfc(line).strip()
    return _read_article(text) or _read_group(text) or _read_appendix(text) or _read_attached(text)


def _read_article(text: str) -> Heading | None:
    match = _ARTICLE.fullmatch(text)
    if match is None:
        return None
    try:
        segment = Segment(Level.ARTICLE, canonical_number(match[1]))
    except ValueError:
        return None
    return Heading(ProvisionKind.ARTICLE, match[1], segment, match[2])


def _read_group(text: str) -> Heading | None:
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if match is not None:
            try:
                segment = Segment(GROUP_LEVELS[kind], arabic_number(match[1]))
            except ValueError:
                return None
            return Heading(kind, match[1], segment, match[2])
    return None


def _read_appendix(text: str) -> Heading | None:
    match = _APPENDIX.fullmatch(text)
    if match is None:
        return None
    try:
        number = arabic_number(match[1]) if match[1] else ""
    except ValueError:
        return None
    return Heading(ProvisionKind.APPENDIX, match[1] or "", Segment(Level.APPENDIX, number), match[2])


def _read_attached(text: str) -> Heading | None:
    match = _ATTACHED.fullmatch(text)
    # "Quy định này …" is a sentence; a heading stands alone or is in capitals.
    if match is None or (match[2] and not is_capitals(text)):
        return None
    kind = _ATTACHED_KINDS.get(" ".join(match[1].lower().split()))
    return Heading(ProvisionKind.ATTACHED, "", Segment(kind), match[2]) if kind else None


def _rank(kind: ProvisionKind) -> int:
    return list(GROUP_LEVELS).index(kind)


class PathWalker:
    """Gives each heading, in the order of the text, its path and the headings that enclose it."""

    def __init__(self) -> None:
        self._scope: Segment | None = None
        self._groups: list[Segment] = []

    def segments(self, heading: Heading) -> tuple[Segment, ...]:
        """Return the segments of the path that a heading would have here, without taking it in."""
        first = (self._scope,) if self._scope else ()
        if heading.kind in GROUP_LEVELS:
            return (*first, *self._above(heading.kind), heading.segment)
        return (*first, heading.segment) if heading.kind == ProvisionKind.ARTICLE else (heading.segment,)

    def enter(self, heading: Heading) -> None:
        """Take a heading in: what follows lies inside it."""
        if heading.kind in GROUP_LEVELS:
            self._groups = [*self._above(heading.kind), heading.segment]
        elif heading.kind != ProvisionKind.ARTICLE:
            self._scope = heading.segment
            self._groups = []

    def _above(self, kind: ProvisionKind) -> tuple[Segment, ...]:
        levels = list(GROUP_LEVELS.values())
        return tuple(group for group in self._groups if levels.index(Level(group.kind)) < _rank(kind))
