"""Days that the demo counts from the day on which it is loaded."""

import re
from datetime import date, timedelta

COUNTED = re.compile(r"\{\+(\d+)\}")


def day_of(value: date | str | None, today: date) -> date | None:
    """A day as it is; "+30" is thirty days from today."""
    return today + timedelta(days=int(value)) if isinstance(value, str) else value


def with_days(text: str, today: date) -> str:
    """The text with such days written out: "{+30}" becomes "ngày 23 tháng 12 năm 2026"."""
    return COUNTED.sub(lambda match: written(today + timedelta(days=int(match[1]))), text)


def written(day: date) -> str:
    """A day as documents write it (NĐ 30/2020/NĐ-CP, Phụ lục I): days below 10 and months below 3 with a zero."""
    month = f"{day.month:02}" if day.month < 3 else day.month
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
