"""Numbers of the Party's documents: "12-NQ/TU"; a hyphen before the type, a Party body at the end.

Hướng dẫn 36-HD/VPTW (2018) on the form of Party documents; "12/NQ-HĐND" is the State's (NĐ 30/2020/NĐ-CP).
"""

import re

from core.legal_text.numbers import clean_number

# Trung ương, Tỉnh uỷ or Thành uỷ, Huyện uỷ, Quận uỷ, Thị uỷ, Đảng uỷ and their offices and committees.
NUMBER = re.compile(r"\d{1,5}[a-zđ]?-[^\W\d_]+/\w*(?:TW|TU|HU|QU|ThU|TXU|ĐU|ĐUK)", re.IGNORECASE)


def is_party_number(raw: str) -> bool:
    """Whether a number, however carelessly written, is of the Party's form."""
    return bool(NUMBER.fullmatch(clean_number(raw)))
