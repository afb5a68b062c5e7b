"""Dates as official texts write them."""

import re
from collections.abc import Iterator
from datetime import date

WORDED = r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})"
SLASHED = r"(?:ngày\s+)?(\d{1,2})\s*[/-]\s*(\d{1,2})\s*[/-]\s*(\d{4})"
_DATE = re.compile(rf"{WORDED}|{SLASHED}", re.IGNORECASE)


def dates_in(text: str) -> Iterator[tuple[int, int, date]]:
    """(start, end, day) of every date in a text; what is none of the calendar is left out."""
    for match in _DATE.finditer(text):
        day, month, year = (int(part) for part in match.groups() if part is not None)
        try:
            yield match.start(), match.end(), date(year, month, day)
        except ValueError:
            continue


def first_date(text: str) -> date | None:
    """The first date in a text."""
    return next((day for _start, _end, day in dates_in(text)), None)
