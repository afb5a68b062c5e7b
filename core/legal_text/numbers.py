"""Document numbers: "15/2023/QĐ-UBND", "12-NQ/TU", "05/1998/TTLT/TCCP-CCB".

Form of administrative documents: NĐ 30/2020/NĐ-CP, Phụ lục I and III. Older and Party documents
write the same parts with other separators, so only the parts and their order count.
"""

import re
from dataclasses import dataclass

from core.text import fold, nfc

FIRST_YEAR = 1945
LAST_YEAR = 2100

# Folded name of a type → folded abbreviation in its numbers (NĐ 30/2020 Phụ lục III; legal and
# Party documents by custom). Laws carry none ("36/2013/QH13"), letters none ("3954/UBND-VX").
TYPE_CODES: dict[str, str] = {
    "bao cao": "bc",
    "ban ghi nho": "bgn",
    "ban thoa thuan": "btt",
    "bien ban": "bb",
    "bo luat": "",
    "chi thi": "ct",
    "chuong trinh": "ctr",
    "cong dien": "cd",
    "cong van": "",
    "de an": "da",
    "du an": "da",
    "giay gioi thieu": "ggt",
    "giay moi": "gm",
    "giay nghi phep": "gnp",
    "giay uy quyen": "guq",
    "hien phap": "",
    "hop dong": "hd",
    "huong dan": "hd",
    "ke hoach": "kh",
    "ket luan": "kl",
    "lenh": "l",
    "luat": "",
    "nghi dinh": "nd",
    "nghi quyet": "nq",
    "nghi quyet lien tich": "nqlt",
    "phap lenh": "pl",
    "phieu bao": "pb",
    "phieu chuyen": "pc",
    "phieu gui": "pg",
    "phuong an": "pa",
    "quy che": "qc",
    "quy dinh": "qyd",
    "quyet dinh": "qd",
    "sac lenh": "sl",
    "thong bao": "tb",
    "thong bao ket luan": "tb",
    "thong cao": "tc",
    "thong tu": "tt",
    "thong tu lien tich": "ttlt",
    "to trinh": "ttr",
}

_EDGES = " \t\r\n'\"“”‘’`´.,:;"
_LABEL = re.compile(r"^số\b[\s:]*", re.IGNORECASE)
_AROUND_SEPARATOR = re.compile(r"\s*([/.\-])\s*")
_BETWEEN_CODES = re.compile(r"(?<=[A-ZĐ])\s+(?=[A-ZĐ]{2})")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_WHOLE = re.compile(r"([0-9]{1,6}[a-zđ]?)[/.\-](?:([0-9]{4})[/.\-])?(\S+)", re.IGNORECASE)
_CODE_SEPARATORS = re.compile(r"[/.\-()]+")
_CODE = re.compile(r"[a-z0-9]{1,20}")
_PIECES = re.compile(r"([/.\-()])")


@dataclass(frozen=True)
class DocumentNumber:
    """A document number in its parts.

    `text` as displayed; `sequence` without leading zeros, perhaps with a letter ("522b");
    `year` if it names one; `codes` folded, in order: ("qd", "ubnd").
    """

    text: str
    sequence: str
    year: int | None
    codes: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return the parts joined by hyphens, "15-2023-qd-ubnd": equal for all spellings of a number."""
        year = [str(self.year)] if self.year is not None else []
        return "-".join([self.sequence, *year, *self.codes])


def plausible_year(digits: str) -> int | None:
    """Return the year that four digits name, from 1945 to 2100, else None."""
    if len(digits) != 4 or not (digits.isascii() and digits.isdecimal()):
        return None
    return int(digits) if FIRST_YEAR <= int(digits) <= LAST_YEAR else None


def strip_zeros(sequence: str) -> str:
    """Return a sequence number without leading zeros; "00" becomes "0"."""
    stripped = sequence.lstrip("0")
    return stripped if stripped[:1].isdigit() else "0" + stripped


def fold_code(code: str) -> str:
    """Return a code folded and without "&": "BGD&ĐT" → "bgddt"."""
    return fold(code).replace("&", "")


def _restore_case(piece: str) -> str:
    if fold(piece) == "ttg":
        return "TTg"
    return piece.upper() if piece.islower() else piece


def clean_number(raw: str) -> str:
    """Return a stored number fit for display.

    NFC; without quotes, dots and spaces at the ends, "Số:" in front and spaces round separators;
    codes written wholly in lower case are capitalised, "TTg" keeps its spelling.
    """
    text = _DASHES.sub("-", " ".join(nfc(raw).split())).strip(_EDGES)
    text = _LABEL.sub("", text).strip(_EDGES)
    text = _AROUND_SEPARATOR.sub(r"\1", text)
    text = _BETWEEN_CODES.sub("-", text)
    first, *others = _PIECES.split(text)
    if not first[:1].isdecimal():
        return text
    return first + "".join(_restore_case(piece) for piece in others)


def parse_number(raw: str) -> DocumentNumber | None:
    """Read a whole stored number; None if it is none.

    A number is a sequence, perhaps a year of four digits, and at least one code with a letter.
    """
    text = clean_number(raw)
    match = _WHOLE.fullmatch(text)
    if match is None:
        return None
    sequence, year_digits, code_text = match.groups()
    year = plausible_year(year_digits) if year_digits else None
    codes = tuple(fold_code(code) for code in _CODE_SEPARATORS.split(code_text) if code)
    if year_digits and year is None:
        codes = (year_digits, *codes)
    if not codes or not all(_CODE.fullmatch(code) for code in codes):
        return None
    if not any(character.isalpha() for code in codes for character in code):
        return None
    return DocumentNumber(text, strip_zeros(fold(sequence)), year, codes)
