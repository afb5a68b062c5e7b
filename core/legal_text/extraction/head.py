"""The head of a document: issuer, number, place and date, type and title.

Their places: NĐ 30/2020/NĐ-CP, Phụ lục I; NĐ 78/2025/NĐ-CP and 34/2016/NĐ-CP for legal documents.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.legal_text.numbers import TYPE_CODES, clean_number, parse_number
from core.text import fold

from .dates import first_date
from .lines import Line, is_capitals
from .names import as_written
from .reading import LIKELY, Read

HEAD_LINES = 60
NUMBER = re.compile(
    r"(?:(?:luật|nghị quyết|pháp lệnh|nghị quyết liên tịch)\s+)?số\s*:?\s*"
    r"(\d{1,6}[a-zđ]?\s*(?:/\s*\d{4})?\s*[/-]\s*[A-ZĐa-zđ][A-ZĐa-zđ0-9&./-]*)",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"([A-ZĐÀ-Ỹ][^\d,:]{1,40}),\s*(ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})", re.IGNORECASE
)
# The day is written by hand, or not yet.
PLACE_ALONE = re.compile(r"([A-ZĐÀ-Ỹ][^\d,:]{1,40}),\s*ngày\b.{0,12}?\btháng\b.{0,12}?\bnăm\b", re.IGNORECASE)
NATION = re.compile(r"cộng (?:hòa|hoà) xã hội chủ nghĩa việt nam|đảng cộng sản việt nam", re.IGNORECASE)
# What the gazette prints above a document, and the motto.
COLUMNS = re.compile(
    r"văn bản (?:quy phạm pháp luật|pháp luật khác|hợp nhất)(?:\s+-\s+)?|độc lập\s+[-–]\s+tự do\s+[-–]\s+hạnh phúc",
    re.IGNORECASE,
)
AROUND = 7
"""Lines of a head above and below the name of the nation, where a text layer has the head out of its place."""
# With what a consolidation begins below its title: the text consolidated, by its number.
OPENING = re.compile(
    r"(?:luật|bộ luật|nghị định|thông tư|nghị quyết|quyết định|pháp lệnh)\s.{0,200}?\bsố\s+\d", re.IGNORECASE
)
# Who stands below whom in the head's left column, and how joint issuers stand in one line.
SUPERIOR = re.compile(r"(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|BỘ|SỞ|TỈNH|THÀNH PHỐ)\b")
SUBORDINATE = re.compile(
    r"(?:SỞ|CHI CỤC|CỤC|TỔNG CỤC|TRUNG TÂM|PHÒNG|BAN QUẢN LÝ|VĂN PHÒNG|THANH TRA|VIỆN|HỌC VIỆN|TRƯỜNG)\s"
)
JOINED = re.compile(r"\s+[-–]\s+")
AGENCY = re.compile(
    r"(?:BỘ|SỞ|BAN|ỦY BAN|HỘI|NGÂN HÀNG|TÒA ÁN|VIỆN|THANH TRA|KIỂM TOÁN|TỔNG|CHÍNH PHỦ|QUỐC HỘI|VĂN PHÒNG)\b"
)
TITLE_ENDS = re.compile(
    r"(?:căn cứ|theo đề nghị|xét đề nghị|chương\s+[ivx\d]+|phần thứ|điều\s+\d)", re.IGNORECASE
)


@dataclass
class Head:
    """What the head says; a field that was not found is None. `body_at`: index of the first line after it."""

    issuer: Read | None = None
    number: Read | None = None
    place: Read | None = None
    date: Read | None = None
    type: Read | None = None
    title: Read | None = None
    body_at: int = 0
    issuer_lines: list[Line] = field(default_factory=list)


def plain(text: str) -> str:
    """A line folded, without punctuation."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def read_head(lines: Sequence[Line], body: str, *, consolidated: bool = False) -> Head:
    """Read the head; `body` is the running text, in which names stand in small letters."""
    head = Head()
    first = lines[:HEAD_LINES]
    type_at = next(
        (at for at, line in enumerate(first) if plain(line.text) in TYPE_CODES and is_capitals(line.text)),
        None,
    )
    above = first[: type_at if type_at is not None else len(first)]
    if not any(NUMBER.search(line.text) for line in above):
        above = [*above, *_stray_head(lines)]
    for line in above:
        _read_number_and_date(head, line)
    names = [Line(line.page, _without_columns(line.text)) for line in above]
    head.issuer_lines = [line for line in names if _may_name_issuer(line.text)]
    if head.issuer_lines and (head.number or type_at is not None):
        head.issuer = _issuer(head.issuer_lines, body)
    if type_at is None:
        return head
    kind = first[type_at]
    head.type = Read(kind.text[:1] + kind.text[1:].lower(), kind.text, kind.page)
    title, head.body_at = _title(lines, type_at + 1, consolidated)
    if title:
        shown = " ".join(line.text for line in title)
        head.title = Read(shown, shown, title[0].page)
    return head


def _issuer(lines: Sequence[Line], body: str) -> Read:
    """The issuer below the agency above it; joint ones joined by "; "."""
    below = [at for at, line in enumerate(lines) if SUBORDINATE.match(line.text)]
    if below and SUPERIOR.match(lines[0].text):
        lines = lines[below[-1] :]
    capitals = once(" ".join(line.text for line in lines))
    parts = JOINED.split(capitals)
    if not all(AGENCY.match(part) for part in parts):
        parts = [capitals]
    return Read("; ".join(as_written(part, body) for part in parts), capitals, lines[0].page, LIKELY)


def _stray_head(lines: Sequence[Line]) -> list[Line]:
    """The lines round the name of the nation, on its page."""
    at = next((at for at, line in enumerate(lines) if NATION.search(line.text)), None)
    if at is None:
        return []
    return [line for line in lines[max(0, at - AROUND) : at + AROUND] if line.page == lines[at].page]


def _without_columns(text: str) -> str:
    return " ".join(COLUMNS.sub(" ", NATION.sub(" ", text)).split())


def _read_number_and_date(head: Head, line: Line) -> None:
    text = line.text
    if head.number is None and (match := NUMBER.search(text)) and parse_number(match[1]):
        head.number = Read(clean_number(match[1]), match[0], line.page)
    text = NUMBER.sub(" ", text)
    if head.date is None and (match := PLACE.search(text)) and (day := first_date(match[2])):
        head.place = Read(" ".join(match[1].split()), match[0], line.page)
        head.date = Read(day.isoformat(), match[2], line.page)
    elif head.place is None and (match := PLACE_ALONE.search(text)):
        head.place = Read(" ".join(match[1].split()), match[0], line.page, LIKELY)


def _may_name_issuer(text: str) -> bool:
    return is_capitals(text) and not NUMBER.search(text) and len(plain(text)) > 2


def once(text: str) -> str:
    """A name that is printed twice, as the gazette's column and as the document's head, once."""
    words = text.split()
    half, odd = divmod(len(words), 2)
    return " ".join(words[:half]) if not odd and words[:half] == words[half:] else text


def _title(lines: Sequence[Line], start: int, consolidated: bool) -> tuple[list[Line], int]:
    title: list[Line] = []
    for at in range(start, min(start + 15, len(lines))):
        line = lines[at]
        if (
            TITLE_ENDS.match(line.text)
            or (title and consolidated and OPENING.match(line.text))
            or (title and is_capitals(line.text) != is_capitals(title[0].text))
        ):
            return title, at
        title.append(line)
    return title, start + len(title)
