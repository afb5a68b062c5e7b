"""Who signed: the first office in capitals with a name below it, after the text (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .lines import Line, is_capitals
from .names import AUTHORITY, office_as_written
from .reading import Read

RANK = re.compile(
    r"(?:PHÓ\s+)?(?:QUYỀN\s+)?(?:BỘ TRƯỞNG|THỨ TRƯỞNG|CHỦ NHIỆM|CHỦ TỊCH|THỦ TƯỚNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CỤC TRƯỞNG|VỤ TRƯỞNG"
    r"|TỔNG CỤC TRƯỞNG|BÍ THƯ|TRƯỞNG BAN|CHÁNH ÁN|CHÁNH THANH TRA|CHÁNH VĂN PHÒNG|VIỆN TRƯỞNG|THỐNG ĐỐC|TỔNG KIỂM TOÁN"
    r"|TỔNG THANH TRA|TRƯỞNG PHÒNG|HIỆU TRƯỞNG)(?:\s.*)?"
)
NAME = re.compile(r"(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]+)(?:\s+[A-ZĐÀ-Ỹ][a-zđà-ỹ]*){1,5}")
LONGEST_NAME = 40
LONGEST_OFFICE = 6


@dataclass(frozen=True)
class Signature:
    """The signer, the office, and where the block of the signature begins among the lines."""

    signer: Read
    office: Read
    at: int


def read_signature(lines: Sequence[Line], start: int, body: str) -> Signature | None:
    """The first signature at or after a line; None where there is none."""
    for at in range(start, len(lines) - 1):
        if not _is_office(lines[at].text):
            continue
        block = [lines[at]]
        for line in lines[at + 1 : at + LONGEST_OFFICE]:
            if is_capitals(line.text):
                block.append(line)
                continue
            if len(line.text) <= LONGEST_NAME and NAME.fullmatch(line.text):
                office = office_as_written([one.text for one in block], body)
                printed = " ".join(one.text for one in block)
                return Signature(
                    Read(line.text, line.text, line.page), Read(office, printed, block[0].page), at
                )
            break
    return None


def _is_office(text: str) -> bool:
    return is_capitals(text) and bool(AUTHORITY.fullmatch(text) or RANK.fullmatch(text))
