"""Proposing where the provisions of plain text start."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from core.legal_text.headings import (
    GROUP_LEVELS,
    Heading,
    PathWalker,
    ProvisionKind,
    is_capitals,
    read_heading,
)
from core.legal_text.paths import format_path
from core.legal_text.structure import MARK, unmarked
from core.text import nfc

_STARTS = re.compile(r"\s*(?:điều|chương|mục|tiểu\s+mục|phần|phụ\s+lục)\s|\s*phụ\s+lục\s*$", re.IGNORECASE)
_ARTICLE_LINE = re.compile(r"\s*điều\s+[0-9]+[a-zđ]*\s*(?:[.:]|$)", re.IGNORECASE)
_STRAIGHT_OPENING = re.compile(r'(?:(?<=[\s(\[“:])|^)"(?=\S)', re.MULTILINE)
_QUOTES = re.compile('[“”"]')
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_LONGEST_HEADING = 300
_DEEPEST_QUOTE = 50

ArticleNumber = tuple[int, str]


@dataclass(frozen=True)
class _Candidate:
    line: int
    heading: Heading


def propose_marks(plain: str) -> str:
    """Return plain text with `MARK` before the lines that seem to start provisions.

    Nothing inside quotation marks starts one (what an amending document inserts), nor does a line
    that merely begins with a cited article: headings have "." or ":" after the number, or nothing.
    Article numbers must rise within the document, an appendix or an attached regulation, and none
    may overtake one that is still to come. The result always parses, and without its marks it is
    the text again; marks already there are proposed anew.
    """
    text = unmarked(plain)
    lines = text.split("\n")
    quoted = quoted_lines(text)
    candidates = [
        _Candidate(index, heading)
        for index, line in enumerate(lines)
        if index not in quoted and (heading := _heading(line)) is not None
    ]
    for index in _Acceptance(candidates).run():
        lines[index] = MARK + lines[index]
    return "\n".join(lines)


def _heading(line: str) -> Heading | None:
    if len(line) > _LONGEST_HEADING and not _ARTICLE_LINE.match(line):
        return None
    if not _STARTS.match(line) and not is_capitals(line):
        return None
    heading = read_heading(line)
    if heading is None:
        return None
    if heading.kind == ProvisionKind.ARTICLE:
        return heading if _ARTICLE_LINE.match(line) else None
    if heading.kind == ProvisionKind.ATTACHED:
        return heading if not heading.rest else None
    return heading if _stands_alone(line, heading.rest) else None


def _stands_alone(line: str, rest: str) -> bool:
    """Tell a heading from a sentence such as "Chương II của Luật này được sửa đổi"."""
    whole = nfc(line).strip()
    before = whole[: len(whole) - len(rest)].rstrip()
    return not rest or is_capitals(rest) or rest.startswith("(") or before.endswith((".", ":", "–", "—", "-"))


def quoted_lines(text: str) -> set[int]:
    """Return the indexes of lines that begin inside quotation marks.

    Only pairs count: an opening mark that is never closed quotes nothing.
    """
    straight = {match.start() for match in _STRAIGHT_OPENING.finditer(text)}
    open_marks: list[tuple[int, str]] = []
    depth_changes: Counter[int] = Counter()
    line = 0
    position = 0
    for match in _QUOTES.finditer(text):
        line += text.count("\n", position, match.start())
        position = match.start()
        if match[0] == "“" or match.start() in straight:
            open_marks.append((line, match[0]))
            continue
        opening = "“" if match[0] == "”" else match[0]
        if any(mark == opening for _, mark in open_marks[-_DEEPEST_QUOTE:]):
            while open_marks[-1][1] != opening:
                open_marks.pop()
            depth_changes[open_marks.pop()[0] + 1] += 1
            depth_changes[line + 1] -= 1
    depths = accumulate(depth_changes[index] for index in range(line + 1))
    return {index for index, depth in enumerate(depths) if depth}


def _article_number(heading: Heading) -> ArticleNumber:
    digits = re.match(r"[0-9]+", heading.segment.number)
    value = int(digits[0]) if digits else 0
    return value, heading.segment.number[len(str(value)) :]


def _follows(number: ArticleNumber, last: ArticleNumber) -> bool:
    """Tell whether an article's number is greater than the last; letters go by the Vietnamese alphabet."""
    order = [_LETTERS.find(letter) for letter in number[1]]
    return (number[0], order) > (last[0], [_LETTERS.find(letter) for letter in last[1]])


def _following_articles(candidates: list[_Candidate]) -> list[int | None]:
    """Return for each candidate the number of the next article after it, without its letter."""
    following: list[int | None] = []
    later: int | None = None
    for candidate in reversed(candidates):
        following.append(later)
        if candidate.heading.kind == ProvisionKind.ARTICLE:
            later = _article_number(candidate.heading)[0]
    return following[::-1]


class _Acceptance:
    """Goes through the candidates of a text and takes those that continue its numbering."""

    def __init__(self, candidates: list[_Candidate]) -> None:
        self._candidates = candidates
        self._walker = PathWalker()
        self._seen: set[str] = set()
        self._last: ArticleNumber = (0, "")
        self._following = _following_articles(candidates)
        self._first_article = next(
            (index for index, row in enumerate(candidates) if row.heading.kind == ProvisionKind.ARTICLE), 0
        )
        self._ahead = self._count_ahead(0)
        self._lines: list[int] = []

    def run(self) -> list[int]:
        """Return the lines taken."""
        for position, candidate in enumerate(self._candidates):
            heading = candidate.heading
            if heading.kind == ProvisionKind.ARTICLE:
                number = _article_number(heading)
                self._ahead[number[0]] -= 1
                if self._is_next(number) and self._take(candidate):
                    self._last = number
            elif heading.kind in GROUP_LEVELS:
                self._take(candidate)
            elif self._opens_scope(position) and self._take(candidate):
                self._last = (0, "")
                self._ahead = self._count_ahead(position + 1)
        return self._lines

    def _count_ahead(self, position: int) -> Counter[int]:
        """Count the articles from a position to the next appendix or attached regulation, by number."""
        ahead: Counter[int] = Counter()
        for index in range(position, len(self._candidates)):
            heading = self._candidates[index].heading
            if heading.kind == ProvisionKind.ARTICLE:
                ahead[_article_number(heading)[0]] += 1
            elif heading.kind not in GROUP_LEVELS and self._opens_scope(index):
                break
        return ahead

    def _is_next(self, number: ArticleNumber) -> bool:
        if not _follows(number, self._last):
            return False
        expected = self._last[0] + 1
        return number[0] <= expected or not self._ahead[expected]

    def _opens_scope(self, position: int) -> bool:
        """Tell whether an appendix or an attached regulation starts here.

        Its articles begin anew. An appendix may have none, but if the next article in the text goes
        on counting, the line only mentions an appendix.
        """
        later = self._following[position]
        if self._candidates[position].heading.kind == ProvisionKind.APPENDIX:
            return later is None or later == 1
        return later == 1 and position >= self._first_article

    def _take(self, candidate: _Candidate) -> bool:
        path = format_path(self._walker.segments(candidate.heading))
        if path in self._seen:
            return False
        self._seen.add(path)
        self._walker.enter(candidate.heading)
        self._lines.append(candidate.line)
        return True
