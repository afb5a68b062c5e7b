"""What a text does to the documents that it names: amends, replaces, repeals, suspends, or only cites.

Wordings: NĐ 34/2016/NĐ-CP Điều 71–74 and NĐ 78/2025/NĐ-CP; "hết hiệu lực kể từ ngày … này có hiệu lực" is a repeal.
"""

import re
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
ACTING = frozenset({Verb.AMENDS, Verb.REPLACES, Verb.REPEALS, Verb.SUSPENDS})


@dataclass(frozen=True)
class Act:
    """A document named, and what the text does to it."""

    reference: Reference
    verb: Verb
    paragraph: int


def read_acts(paragraphs: Iterable[str], known: Collection[str] = ()) -> Iterator[Act]:
    """Every document that the paragraphs name with what is done to it; list items take the verb of their lead-in."""
    lead = Verb.CITES
    for at, text in enumerate(paragraphs):
        is_item = bool(ITEM.match(text))
        if not is_item:
            lead = Verb.CITES
        previous: Act | None = None
        based = bool(BASIS.match(text))
        for reference in find_references(text, known):
            if based:
                yield Act(reference, Verb.BASED_ON, at)
                continue
            nested = previous is not None and _in_title(text, previous.reference, reference)
            verb = Verb.CITES if nested else _verb(text, reference, lead if is_item else Verb.CITES)
            if previous and AND.fullmatch(text[previous.reference.end : reference.start]):
                verb = previous.verb
            act = Act(reference, verb, at)
            yield act
            previous = act if not nested else previous
        if text.rstrip().endswith(":"):
            lead = _lead(text)


def _in_title(text: str, first: Reference, second: Reference) -> bool:
    between = text[first.end : second.start]
    return bool(IN_TITLE.search(between)) and not between.rstrip().endswith((";", ":"))


def _verb(text: str, reference: Reference, lead: Verb) -> Verb:
    if any(quote.start() < reference.start < quote.end() for quote in QUOTED.finditer(text)):
        return Verb.CITES
    for match in BEFORE.finditer(text[: reference.start]):
        active = not PASSIVE.search(text[: match.start()])
        if active and match.lastgroup and PARTS.fullmatch(text[match.end() : reference.start]):
            return Verb(match.lastgroup)
    after = AFTER.search(text[reference.end :])
    if after and after.lastgroup:
        return Verb(after.lastgroup)
    item = ITEM.match(text)
    return lead if item and PARTS.fullmatch(text[item.end() : reference.start]) else Verb.CITES


def _lead(text: str) -> Verb:
    for pattern in (AFTER, BEFORE):
        match = pattern.search(text)
        if match and match.lastgroup:
            return Verb(match.lastgroup)
    return Verb.CITES
