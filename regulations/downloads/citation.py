"""How a text cites a document or one of its provisions. Pure.

Source: NĐ 34/2016/NĐ-CP Điều 75, taken over by NĐ 78/2025/NĐ-CP: first with type, number, date, issuer and name, then
with type and number; laws and ordinances by their names. Dates: NĐ 30/2020/NĐ-CP Phụ lục I.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.legal_text.paths import Level, label
from core.text import fold
from regulations.relations.names import NAMED_TYPES

_WHOLE = {"", Level.BODY, Level.PREAMBLE}


@dataclass(frozen=True)
class Cited:
    """What of a document goes into its citation; names in Vietnamese, `title` without the type, "" if unknown."""

    type_name: str
    number: str
    title: str
    issued_on: date | None
    issuers: Sequence[str]


def cite(document: Cited, path: str = "") -> str:
    """As it is cited later in a text: "điểm a khoản 2 Điều 8 Nghị định số 15/2023/NĐ-CP".

    Raises `ValueError` if `path` is no path of a provision.
    """
    return f"{_provision(path)}{_name(document) or f'{document.type_name} số {document.number}'}"


def cite_first(document: Cited, path: str = "") -> str:
    """As it is cited first: with "ngày 05 tháng 4 năm 2023 của Chính phủ quy định …".

    Raises `ValueError` if `path` is no path of a provision.
    """
    if name := _name(document):
        return f"{_provision(path)}{name}"
    parts = [
        cite(document, path),
        f"ngày {printed_date(document.issued_on)}" if document.issued_on else "",
        f"của {joined(document.issuers)}" if document.issuers else "",
        document.title[:1].lower() + document.title[1:],
    ]
    return " ".join(filter(None, parts))


def printed_date(day: date) -> str:
    """ "05 tháng 4 năm 2023": a zero before days below 10 and before January and February."""
    return f"{day.day:02} tháng {day.month:0{2 if day.month < 3 else 1}} năm {day.year}"


def joined(names: Sequence[str]) -> str:
    """ "Bộ Nội vụ, Bộ Tài chính và Bộ Y tế"."""
    return " và ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _provision(path: str) -> str:
    return "" if path in _WHOLE else f"{label(path)} "


def _name(document: Cited) -> str:
    """The name of a law, with its type before it exactly once."""
    if fold(document.type_name) not in NAMED_TYPES or not document.title:
        return ""
    is_named = document.title.lower().startswith(document.type_name.lower())
    return document.title if is_named else f"{document.type_name} {document.title}"
