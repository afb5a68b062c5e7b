"""What a text does to the documents that it names: amends, replaces, repeals, suspends, or only cites.

Wordings: NĐ 34/2016/NĐ-CP Điều 71–74 and NĐ 78/2025/NĐ-CP; "hết hiệu lực kể từ ngày … này có hiệu lực" is a repeal.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.legal_text.references import Reference, find_references


class Verb(StrEnum):
    """How one document acts on another."""

    AMENDS = "amends"
    REPLACES = "replaces"
    REPEALS = "repeals"
    SUSPENDS = "suspends"
    BASED_ON = "based_on"
    CITES = "cites"


BEFORE = re.compile(
    r"(?P<amends>sửa đổi, bổ sung|sửa đổi|bổ sung|thay thế cụm từ|bãi bỏ cụm từ)|(?P<replaces>thay thế)|(?P<repeals>bãi bỏ|hủy bỏ|huỷ bỏ)"
    r"|(?P<suspends>ngưng hiệu lực|tạm ngưng|đình chỉ|tạm dừng)",
    re.IGNORECASE,
)
BASIS = re.compile(r"căn cứ\b", re.IGNORECASE)
AFTER = re.compile(
    r"(?P<repeals>hết hiệu lực|bị bãi bỏ|được bãi bỏ)|(?P<replaces>được thay thế|bị thay thế)", re.IGNORECASE
)
# Between two references: the second stands in the title of the first.
IN_TITLE = re.compile(r"\b(?:của|về|quy định|hướng dẫn|sửa đổi|ban hành|thi hành)\b[^;]*$")
# Between a verb and the document: nothing but its parts.
PARTS = re.compile(
    r"(?:[\W\d]|\b(?:một|số|các|toàn|bộ|nội|dung|điểm|khoản|điều|chương|mục|phụ|lục|tên|của|tại|và|đến|phần|quy|định|[a-zđ]|[ivxlc]+)\b)*",
    re.IGNORECASE,
)
AND = re.compile(r"\s*(?:,|;|và|, và|; và)\s+")
PASSIVE = re.compile(r"\bđược\s+$", re.IGNORECASE)
QUOTED = re.compile("“[^”]*”")
ITEM = re.compile(r"(?:\d{1,3}\s*[.)]|[a-zđ]{1,2}\)|[-–+•])\s*")
# A title is not longer.
LONGEST_TITLE = 2_000
LONGEST_BLANK = 20
ACTING = frozenset({Verb.AMENDS, Verb.REPLACES, Verb.REPEALS, Verb.SUSPENDS})


@dataclass(frozen=True)
class Act:
    """A document named, and what the text does to it."""

    reference: Reference
    verb: Verb
    paragraph: int


class _Line:
    """A paragraph, with what is asked of it for each document that it names looked up once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._quotes = [match.span() for match in QUOTED.finditer(text)]
        self._before = list(BEFORE.finditer(text))
        self._before_ends = [match.end() for match in self._before]
        self._after = list(AFTER.finditer(text))
        self._after_starts = [match.start() for match in self._after]

    def is_quoted(self, place: int) -> bool:
        """Whether the character at a place stands in quotation marks."""
        at = bisect_left(self._quotes, (place,)) - 1
        return at >= 0 and place < self._quotes[at][1]

    def verb_before(self, place: int) -> Verb | None:
        """What is done to the document named at a place, by the words that lead to it."""
        at = bisect_right(self._before_ends, place) - 1
        # Between an earlier verb and the document would stand the later one.
        match = self._before[at] if at >= 0 else None
        if match is None or not match.lastgroup or not PARTS.fullmatch(self.text[match.end() : place]):
            return None
        is_passive = PASSIVE.search(self.text[max(0, match.start() - LONGEST_BLANK) : match.start()])
        return None if is_passive else Verb(match.lastgroup)

    def verb_after(self, place: int) -> Verb | None:
        """What is done to the document whose name ends at a place, by the words that follow anywhere."""
        at = bisect_left(self._after_starts, place)
        found = self._after[at].lastgroup if at < len(self._after) else None
        return Verb(found) if found else None


def read_acts(paragraphs: Iterable[str], known: Collection[str] = ()) -> Iterator[Act]:
    """Every document that the paragraphs name with what is done to it; list items take the verb of their lead-in."""
    lead = Verb.CITES
    for at, text in enumerate(paragraphs):
        is_item = bool(ITEM.match(text))
        if not is_item:
            lead = Verb.CITES
        previous: Act | None = None
        based, references = bool(BASIS.match(text)), list(find_references(text, known))
        line = _Line(text if references and not based else "")
        for reference in references:
            if based:
                yield Act(reference, Verb.BASED_ON, at)
                continue
            nested = previous is not None and _in_title(text, previous.reference, reference)
            verb = Verb.CITES if nested else _verb(line, reference, lead if is_item else Verb.CITES)
            if previous and AND.fullmatch(text[previous.reference.end : reference.start]):
                verb = previous.verb
            act = Act(reference, verb, at)
            yield act
            previous = act if not nested else previous
        if text.rstrip().endswith(":"):
            lead = _lead(text)


def _in_title(text: str, first: Reference, second: Reference) -> bool:
    between = text[first.end : second.start]
    if len(between) > LONGEST_TITLE:
        return False
    return bool(IN_TITLE.search(between)) and not between.rstrip().endswith((";", ":"))


def _verb(line: _Line, reference: Reference, lead: Verb) -> Verb:
    if line.is_quoted(reference.start):
        return Verb.CITES
    if found := line.verb_before(reference.start) or line.verb_after(reference.end):
        return found
    item = ITEM.match(line.text)
    return lead if item and PARTS.fullmatch(line.text[item.end() : reference.start]) else Verb.CITES


def _lead(text: str) -> Verb:
    for pattern in (AFTER, BEFORE):
        match = pattern.search(text)
        if match and match.lastgroup:
            return Verb(match.lastgroup)
    return Verb.CITES
