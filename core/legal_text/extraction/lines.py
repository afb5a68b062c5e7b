"""Lines of printed pages, without what the printer added, and the paragraphs that they make."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.text import nfc

# PDFium's sign for a hyphen at the end of a line.
BROKEN_HYPHEN = re.compile("\ufffe\n?")
RUNNING_HEADS = (
    re.compile(r"\d*\s*CÔNG BÁO/Số .+/Ngày [\d\s/.-]+"),
    # The gazette's number of the document, a page number, a rule, what a signing program leaves.
    re.compile(r"\d{1,6}|[_\-–—=*.\s]+|\[daky\]"),
)
SENTENCE_ENDS = (".", ";", ":", "./.", ".”", ";”", ".”.")
STARTS = re.compile(
    r"(?:điều\s+\d+[a-zđ]{0,2}\s*[.:]|chương\s+[ivxlc\d]+\b|phần\s+(?:thứ|[ivxlc]+\b)|mục\s+\d|tiểu mục\s+\d"
    r"|phụ lục\b|\d{1,3}(?:\.\d{1,2})*\s*[.)]\s|[a-zđ]{1,2}\)\s|[-–+•*]\s|căn cứ\b|theo đề nghị\b|nơi nhận\s*:)",
    re.IGNORECASE,
)
HEADING = re.compile(r"điều\s+\d+[a-zđ]{0,2}\s*[.:]", re.IGNORECASE)
FULL = 50
"""A line of so many characters that ends no sentence was broken by the printer."""


@dataclass(frozen=True)
class Line:
    """One printed line: its page, from 1, and its text in NFC with single spaces."""

    page: int
    text: str


def printed_lines(pages: Iterable[str]) -> list[Line]:
    """Lines of the pages' texts, without running heads, page numbers, rules and empty lines."""
    found = []
    for number, page in enumerate(pages, 1):
        for raw in BROKEN_HYPHEN.sub("-", nfc(page)).split("\n"):
            text = " ".join(raw.split())
            if text and not any(head.fullmatch(text) for head in RUNNING_HEADS):
                found.append(Line(number, text))
    return found


def is_capitals(text: str) -> bool:
    """Whether the line has letters and no small one."""
    return text.upper() == text and text.lower() != text


def continues(before: str, text: str) -> bool:
    """Whether a printed line goes on with the sentence of the line before."""
    if STARTS.match(text) or is_capitals(text) != is_capitals(before):
        return False
    if text[0].islower():
        return True
    if HEADING.match(before) or before.endswith(SENTENCE_ENDS):
        return False
    return len(before) >= FULL


def paragraphs(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines joined to paragraphs, each with the page on which it begins."""
    open_one: Line | None = None
    for line in lines:
        if open_one and continues(open_one.text, line.text):
            open_one = Line(open_one.page, f"{open_one.text} {line.text}")
            continue
        if open_one:
            yield open_one
        open_one = line
    if open_one:
        yield open_one
