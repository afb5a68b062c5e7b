"""When a document takes effect, as its last articles say.

Luật Ban hành văn bản quy phạm pháp luật (64/2025/QH15 Điều 53, 80/2015/QH13 Điều 151): the day stands in the text.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from .dates import dates_in
from .lines import Line
from .reading import LIKELY, Read

CLAUSE = re.compile(
    r"(?:nghị định|thông tư(?: liên tịch)?|nghị quyết|quyết định|luật|bộ luật|pháp lệnh|chỉ thị|quy định|quy chế|văn bản)\s+này"
    r"\s+(?:bắt đầu\s+)?có hiệu lực(?:\s+thi hành)?\b(.{0,160})",
    re.IGNORECASE,
)
AFTER_DAYS = re.compile(
    r"sau\s+(\d{1,3})\s*(?:\([^)]*\)\s*)?ngày,?\s*(?:kể\s+)?từ\s+ngày\s+(?:ký|công bố|thông qua|đăng)",
    re.IGNORECASE,
)
SAME_DAY = re.compile(r"(?:kể\s+)?từ\s+ngày\s+(?:ký|thông qua|ban hành)", re.IGNORECASE)


# "Từ ngày Thông tư này có hiệu lực", "đến khi Luật này có hiệu lực" tell of something else.
NOT_YET = re.compile(r"(?:ngày|khi|trước|sau)\s*$", re.IGNORECASE)
UNTIL = re.compile(r"\s*(?:thi hành\s*)?(?:đến|cho đến)\b", re.IGNORECASE)
PASSED = re.compile(r"thông qua\s+(?=ngày)", re.IGNORECASE)


def passed_on(paragraphs: Iterable[Line]) -> Read | None:
    """The day on which an assembly passed it, where the head has no date."""
    for paragraph in paragraphs:
        for match in PASSED.finditer(paragraph.text):
            for start, _end, day in dates_in(paragraph.text[match.end() :]):
                if start == 0:
                    return Read(day.isoformat(), paragraph.text[match.start() :][:60], paragraph.page)
    return None


def read_effect(paragraphs: Iterable[Line], issued: date | None) -> Read | None:
    """The first day of effect; computed from the day of issue where the text counts from it."""
    for paragraph in paragraphs:
        match = CLAUSE.search(paragraph.text)
        if match is None:
            continue
        said = match[1]
        if NOT_YET.search(paragraph.text[: match.start()][-12:]) or UNTIL.match(said):
            continue
        counted, same_day = AFTER_DAYS.search(said), SAME_DAY.search(said)
        named = next(iter(dates_in(said)), None)
        # What comes after "kể từ ngày ký và thay thế …" is the date of another document.
        if named and all(one is None or named[0] < one.start() for one in (counted, same_day)):
            return Read(named[2].isoformat(), match[0].strip(), paragraph.page)
        if counted and issued:
            day = issued + timedelta(days=int(counted[1]))
            return Read(day.isoformat(), match[0].strip(), paragraph.page, LIKELY)
        if issued and same_day:
            return Read(issued.isoformat(), match[0].strip(), paragraph.page, LIKELY)
    return None
