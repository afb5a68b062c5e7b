"""Consolidated texts (văn bản hợp nhất): the head is that of the text consolidated, number and date stand at the end.

Source: Pháp lệnh 01/2012/UBTVQH13 Điều 9, 11; TT 25/2013/TT-BTP.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.legal_text.numbers import clean_number, parse_number

from .dates import dates_in, first_date
from .head import NUMBER, OPENING, PLACE, Head, once
from .lines import Line, is_capitals
from .names import as_written
from .reading import Read

AUTHENTICATION = re.compile("xác thực văn bản hợp nhất", re.IGNORECASE)
TYPE = "Văn bản hợp nhất"
ABOVE = 8
"""Lines of the block in which a consolidation is authenticated."""


def is_consolidated(lines: Sequence[Line]) -> bool:
    """Whether the text says that it is a consolidation."""
    return any(AUTHENTICATION.search(line.text) for line in lines)


def consolidated_head(head: Head, lines: Sequence[Line], signed_at: int, body: str) -> Head:
    """The head with number, place, date and issuer of the consolidation, read above its signature."""
    found = replace(head, type=Read(TYPE, "XÁC THỰC VĂN BẢN HỢP NHẤT", lines[signed_at].page))
    block = lines[max(0, signed_at - ABOVE) : signed_at]
    names = []
    for line in block:
        if (match := NUMBER.search(line.text)) and parse_number(match[1]):
            found.number = Read(clean_number(match[1]), match[0], line.page)
        elif match := PLACE.search(line.text):
            day = first_date(match[2])
            found.place = Read(" ".join(match[1].split()), match[0], line.page)
            found.date = Read(day.isoformat(), match[2], line.page) if day else None
        elif is_capitals(line.text) and not AUTHENTICATION.search(line.text):
            names.append(line)
    if names:
        capitals = once(" ".join(line.text for line in names))
        found.issuer = Read(as_written(capitals, body), capitals, names[0].page)
    return found


def first_effect(paragraphs: Sequence[Line]) -> Read | None:
    """The effect of the text consolidated, from the paragraph that names it and its amendments."""
    for paragraph in paragraphs[:10]:
        at = paragraph.text.lower().find("có hiệu lực")
        if OPENING.match(paragraph.text) and at >= 0:
            for _start, _end, day in dates_in(paragraph.text[at:]):
                return Read(day.isoformat(), paragraph.text[at : at + 80], paragraph.page)
    return None
