"""Khoản and điểm inside an article (NĐ 34/2016/NĐ-CP Điều 61; NĐ 78/2025/NĐ-CP).

A line "2. …" begins a clause and "a) …" a point only where their numbers rise one by one, outside of quotation
marks: an enumeration in a sentence, or what an amending article quotes, begins nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.legal_text.marking import quoted_lines
from core.legal_text.ordinals import canonical_number, number_token
from core.legal_text.paths import Level

CLAUSE = re.compile(r"\s*(\d{1,3}[a-zđ]{0,2})\s*[.)]\s+(?=\S)|\s*(\d{1,3}[a-zđ]{0,2})\.(?=[A-ZĐÀ-Ỹ]|\[\d)")
POINT = re.compile(r"\s*([a-zđ]{1,2}\d?)\s*\)\s*(?=\S)")
POINTS = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True)
class Part:
    """A piece of an article: `path` below the article ("khoan-2/diem-a", "" for what stands before the first clause),
    and its slice of the article's content; the slices of all pieces, joined, are the content."""

    path: str
    start: int
    end: int


@dataclass
class _Place:
    clause: str = ""
    point: str = ""
    # Points before the first clause, of an article without clauses.
    seen_clause: bool = False


def read_parts(content: str) -> tuple[Part, ...]:
    """The pieces of an article's content, in order. Linear in its length."""
    starts = list(_starts(content))
    if not starts or starts[0][0] > 0:
        starts.insert(0, (0, ""))
    ends = [*(start for start, _path in starts[1:]), len(content)]
    return tuple(Part(path, start, end) for (start, path), end in zip(starts, ends, strict=True))


def _starts(content: str) -> Iterator[tuple[int, str]]:
    place, offset, quoted = _Place(), 0, quoted_lines(content)
    for index, line in enumerate(content.split("\n")):
        if index not in quoted and (path := _path_of(line, place)):
            yield offset, path
        offset += len(line) + 1


def _path_of(line: str, place: _Place) -> str:
    """The path that begins with a line, "" for none; what no provision can be numbered with begins nothing."""
    before = (place.clause, place.point, place.seen_clause)
    try:
        return _next_path(line, place)
    except ValueError:
        place.clause, place.point, place.seen_clause = before
        return ""


def _next_path(line: str, place: _Place) -> str:
    if (match := CLAUSE.match(line)) and _follows(match[1] or match[2], place.clause):
        place.clause, place.point, place.seen_clause = (match[1] or match[2]).lower(), "", True
        return _path(place)
    if (match := POINT.match(line)) and _point_follows(match[1], place.point):
        place.point = match[1]
        return _path(place)
    return ""


def _path(place: _Place) -> str:
    parts = []
    if place.seen_clause:
        parts.append(f"{Level.CLAUSE}-{number_token(canonical_number(place.clause))}")
    if place.point:
        parts.append(f"{Level.POINT}-{number_token(canonical_number(place.point))}")
    return "/".join(parts)


def _follows(number: str, before: str) -> bool:
    """Whether a clause's number comes next: 1, 2, 2a, 2b, 3; a clause that was repealed may leave a gap of one."""
    digits, letters = _taken_apart(number)
    last, last_letters = _taken_apart(before) if before else (0, "")
    if letters:
        return digits == last and letters > last_letters
    return last < digits <= last + (2 if before else 1)


def _taken_apart(number: str) -> tuple[int, str]:
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyzđ")
    return int(digits), number[len(digits) :]


def _point_follows(letter: str, before: str) -> bool:
    """Whether a point's letter comes next in the Vietnamese order: a … d, đ, e; "d1" may follow "d"; one may be left out."""
    base, before_base = letter[0], before[:1]
    if len(letter) > 1 and letter[1:].isdecimal():
        return base == before_base and letter > before
    if len(letter) > 1 or base not in POINTS:
        return False
    if not before:
        return base == "a"
    gap = POINTS.index(base) - POINTS.index(before_base)
    return 0 < gap <= 2
