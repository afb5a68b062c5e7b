"""Paths of provisions: "dieu-8/khoan-2/diem-a", "phu-luc-1/dieu-1", "chuong-2/muc-1".

A path names a provision inside one document. A first segment may open a scope: an appendix or an
attached regulation; without one the path is in the document itself. Chapters, parts and sections are
no part of an article's path, because articles are numbered through them (NĐ 34/2016/NĐ-CP Điều 62).
Numbers are Arabic whatever the document prints; "đ" is written "dd", so "d" and "đ" stay apart.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from core.legal_text.ordinals import (
    arabic_number,
    canonical_number,
    from_roman,
    from_token,
    number_token,
    to_roman,
)
from core.text import fold, nfc


class Level(StrEnum):
    """What a segment of a path can be, but for attached regulations, which bear their own names."""

    PREAMBLE = "mo-dau"
    BODY = "toan-van"
    APPENDIX = "phu-luc"
    PART = "phan"
    CHAPTER = "chuong"
    SECTION = "muc"
    SUBSECTION = "tieu-muc"
    ARTICLE = "dieu"
    CLAUSE = "khoan"
    POINT = "diem"


# Regulations issued together with a document ("ban hành kèm theo").
ATTACHED: dict[str, str] = {
    "bo-quy-tac": "Bộ quy tắc",
    "chien-luoc": "Chiến lược",
    "chuong-trinh": "Chương trình",
    "de-an": "Đề án",
    "dieu-le": "Điều lệ",
    "huong-dan": "Hướng dẫn",
    "ke-hoach": "Kế hoạch",
    "noi-quy": "Nội quy",
    "phuong-an": "Phương án",
    "quy-che": "Quy chế",
    "quy-chuan": "Quy chuẩn",
    "quy-dinh": "Quy định",
    "quy-hoach": "Quy hoạch",
    "quy-tac": "Quy tắc",
    "quy-trinh": "Quy trình",
    "tieu-chuan": "Tiêu chuẩn",
}

_ALONE: dict[str, str] = {Level.PREAMBLE: "Phần mở đầu", Level.BODY: "Toàn văn"}
_GROUPS = (Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION)
_INSIDE = (Level.ARTICLE, Level.CLAUSE, Level.POINT)
_LABELS: dict[str, str] = {
    Level.APPENDIX: "Phụ lục",
    Level.PART: "Phần",
    Level.CHAPTER: "Chương",
    Level.SECTION: "Mục",
    Level.SUBSECTION: "Tiểu mục",
    Level.ARTICLE: "Điều",
    Level.CLAUSE: "khoản",
    Level.POINT: "điểm",
}
_ROMAN_LEVELS = {Level.PART, Level.CHAPTER}
_ROMAN_PRINTABLE = re.compile(r"([0-9]{1,3})([abd-hkm-uyđ]?)")
# Printed in Roman digits here and in Arabic there, stored in Arabic.
_ARABIC_LEVELS = {Level.APPENDIX, *_GROUPS}
_RANKS: dict[str, int] = {level: rank for rank, level in enumerate((*_GROUPS, *_INSIDE), start=1)}

_KINDS: dict[str, str] = {fold(name): kind for kind, name in {**ATTACHED, **_LABELS, **_ALONE}.items()}
_KIND_NAMES = "|".join(name.replace(" ", r"\s+") for name in sorted(_KINDS, key=len, reverse=True))
_CITED = re.compile(
    rf"(?:[\s,]|cua\s|thuoc\s|tai\s|trong\s|so\s)*({_KIND_NAMES})\b"
    r"(?:\s+(?:so\s+)?(thu\s+(?:muoi\s+)?[a-z]{2,4}|[0-9]+[a-z]{0,2}(?:\.[0-9a-z]+)*|[a-z][0-9]{0,2}|[ivxlc]+[a-z]?)\b)?"
)


@dataclass(frozen=True)
class Segment:
    """One step of a path: a `Level` or a name in `ATTACHED`, and its number ("12đ"; "" where it has none)."""

    kind: str
    number: str = ""


def parse_path(path: str) -> tuple[Segment, ...]:
    """Return the segments of a path. Raise ValueError if it is not one that `format_path` makes."""
    segments = tuple(_parse_segment(text) for text in path.split("/"))
    _check_order(segments)
    return segments


def format_path(segments: tuple[Segment, ...]) -> str:
    """Return segments as a path. Raise ValueError where their order or a number is impossible."""
    _check_order(segments)
    return "/".join(_format_segment(segment) for segment in segments)


def _parse_segment(text: str) -> Segment:
    if text in _ALONE or text in ATTACHED or text == Level.APPENDIX:
        return Segment(text)
    kind, _, token = text.rpartition("-")
    if kind not in _LABELS:
        raise ValueError(f"not a segment of a path: {text!r}")
    return Segment(kind, from_token(token))


def _format_segment(segment: Segment) -> str:
    if not segment.number:
        return str(segment.kind)
    return f"{segment.kind}-{number_token(segment.number)}"


def _check_order(segments: tuple[Segment, ...]) -> None:
    kinds = [segment.kind for segment in segments]
    for segment in segments:
        numbered = segment.kind in _LABELS
        optional = segment.kind == Level.APPENDIX
        if not numbered and segment.kind not in ATTACHED and segment.kind not in _ALONE:
            raise ValueError(f"unknown kind of segment: {segment.kind!r}")
        if bool(segment.number) != numbered and not (optional and not segment.number):
            raise ValueError(f"number missing or superfluous: {segment!r}")
        if segment.number != _canonical(segment):
            raise ValueError(f"number not in its canonical form: {segment!r}")
    scoped = bool(kinds) and (
        kinds[0] in ATTACHED or kinds[0] in {Level.APPENDIX, Level.BODY, Level.PREAMBLE}
    )
    rest = kinds[1:] if scoped else kinds
    allowed: tuple[Level, ...] = _GROUPS if rest and rest[0] in _GROUPS else _INSIDE
    if kinds[:1] == [Level.PREAMBLE] and rest:
        raise ValueError("nothing lies inside the preamble")
    if not kinds or any(kind not in allowed for kind in rest):
        raise ValueError(f"not a path: {kinds!r}")
    ranks = [allowed.index(Level(kind)) for kind in rest]
    if ranks != sorted(set(ranks)):
        raise ValueError(f"segments out of order: {kinds!r}")


def scope(path: str) -> str:
    """Return the appendix or attached regulation that a path lies in, "" for the document itself."""
    first = _parse_segment(path.split("/", 1)[0])
    return path.split("/", 1)[0] if first.kind == Level.APPENDIX or first.kind in ATTACHED else ""


def label(path: str) -> str:
    """Return how a legal text cites a path, smallest first: "điểm a khoản 2 Điều 8".

    Raise ValueError if it is no path.
    """
    return " ".join(_segment_label(segment) for segment in reversed(parse_path(path)))


def label_or_text(scope: str) -> str:
    """Return the label of a path, or a text that is none as it is: parts that no path names."""
    try:
        return label(scope)
    except ValueError:
        return scope


def _segment_label(segment: Segment) -> str:
    if segment.kind in ATTACHED:
        return ATTACHED[segment.kind]
    level = Level(segment.kind)
    if level in _ALONE:
        return _ALONE[level]
    name = _LABELS[level]
    if not segment.number:
        return name
    return f"{name} {_roman(segment.number) if level in _ROMAN_LEVELS else segment.number}"


def _roman(number: str) -> str:
    # Only what is read back as the same number: "10c" is no "Xc", and L alone is the letter.
    match = _ROMAN_PRINTABLE.fullmatch(number)
    if match is None or not 1 <= int(match[1]) <= 399:
        return number
    numeral = to_roman(int(match[1]))
    return numeral + match[2] if from_roman(numeral) is not None else number


def read_citation(text: str) -> str | None:
    """Return the path that a citation names, or None if the whole text isn't one citation.

    "khoản 2 Điều 8", "điểm đ, khoản 1 Điều 12a của Quy định", "Điều 8 khoản 2", with or without
    accents. Part, chapter and section are dropped beside an article.
    """
    clean = nfc(text).strip(" \t\r\n.,;")
    folded = fold(clean)
    if len(folded) != len(clean):
        return None
    segments: list[Segment] = []
    position = 0
    while position < len(clean):
        match = _CITED.match(folded, position)
        if match is None:
            return None
        number = clean[match.start(2) : match.end(2)] if match[2] else ""
        segments.append(Segment(_KINDS[" ".join(match[1].split())], number))
        position = match.end()
    try:
        return format_path(_in_order(segments))
    except ValueError:
        return None


def _in_order(segments: list[Segment]) -> tuple[Segment, ...]:
    kinds = {segment.kind for segment in segments}
    if Level.ARTICLE in kinds:
        segments = [segment for segment in segments if segment.kind not in _GROUPS]
    ranked = sorted(segments, key=lambda segment: _RANKS.get(segment.kind, 0))
    return tuple(Segment(segment.kind, _canonical(segment)) for segment in ranked)


def _canonical(segment: Segment) -> str:
    if not segment.number:
        return ""
    return (
        arabic_number(segment.number) if segment.kind in _ARABIC_LEVELS else canonical_number(segment.number)
    )
