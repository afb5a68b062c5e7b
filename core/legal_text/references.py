"""Other documents that a text names: by number, or laws by their names.

Forms: NĐ 34/2016/NĐ-CP Điều 75 and NĐ 78/2025/NĐ-CP (how legal documents are cited); older texts leave words out.
"Luật này", "Nghị định này" name the document itself and are none.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from core.legal_text.numbers import clean_number, parse_number
from core.text import fold

TYPES = (
    "Thông tư liên tịch|Nghị quyết liên tịch|Văn bản hợp nhất|Thông báo kết luận|Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết"
    "|Thông tư|Quyết định|Chỉ thị|Sắc lệnh|Lệnh|Công điện|Công văn|Kết luận|Thông báo|Kế hoạch|Hướng dẫn|Quy định|Chương trình"
)
LAWS = "Bộ luật|Luật|Pháp lệnh|Hiến pháp"
_CODE = r"(?:TTg|[A-ZĐ][A-ZĐ0-9&]*)"
NUMBER = (
    rf"\d{{1,6}}[a-zđ]?\s?/\s?(?:\d{{4}}\s?/\s?)?{_CODE}(?:\s?[-–/.]{{1,2}}\s?{_CODE})*"
    rf"|\d{{1,5}}\s?-\s?[A-ZĐ]{{1,4}}/[A-ZĐ]{{2,}}"
)
DATE = r"(?:\s*,?\s*/?\s*ngày\s+\d{1,2}\s*(?:/|-|\s+tháng\s+)\s*\d{1,2}\s*(?:/|-|\s+năm\s+)\s*\d{4})"
YEAR = rf"(?:\s+năm\s+(?:19|20)\d\d|{DATE})"
# What may stand between the type and "số": the name of a law, the issuer's name, nothing.
_BETWEEN = rf"(?:(?!\b(?:{TYPES})\b|\bsố\s*:?\s*\d)[^.;:()\"“”\d]){{0,160}}?"
NUMBERED = re.compile(rf"\b({TYPES})\b({_BETWEEN})\s*(?:\bsố\s*:?\s*)?({NUMBER})({DATE})?")
MORE = re.compile(rf"\s*(?:,|;|và|hoặc)\s+(?:số\s+)?({NUMBER})({DATE})?")
NAMED = re.compile(
    rf"\b(Hiến pháp\b|{LAWS})\b(?!(?<!Hiến pháp)\s+(?:này|số|về|do|có|được|hiện hành|khác|của|và|là|đã|đó|quy định|pháp|định)\b)"
)
AMENDING = re.compile(rf"({LAWS})\s+sửa đổi,\s+bổ sung\s+(?:một số|các)?\s*điều\s+của\s+", re.IGNORECASE)
_STOPS = [
    "này",
    "quy",
    "được",
    "về",
    "năm",
    "ngày",
    "số",
    "có",
    "thì",
    "để",
    "hiện",
    "trừ",
    "phải",
    "tại",
    "theo",
    "khi",
    "do",
    "đã",
    "là",
    "nhưng",
    "liên",
    "trong",
    "với",
    "cho",
    "từ",
    "của",
    "đó",
    "không",
    "hoặc",
    "bao",
    "gồm",
    "thi",
    "thực",
    "các",
    "những",
    "văn",
]
_AND_STOPS = (
    "các",
    "những",
    "quy",
    "văn",
    "pháp",
    "hướng",
    "nghị",
    "thông",
    "luật",
    "bộ",
    "quyết",
    "điều",
    "khoản",
    "điểm",
    "trước",
    "theo",
    "có",
    "được",
    "tại",
    "biện",
    "giấy",
    "chịu",
    "đề",
    "phù",
    "căn",
    "không",
    "phải",
)
LONGEST_NAME = 24


@dataclass(frozen=True)
class Reference:
    """A document that a text names at `start`–`end`.

    `number` cleaned, "" where a law is called by its `name` ("Luật Phí và lệ phí"). `year`: of a law called so.
    """

    start: int
    end: int
    number: str = ""
    name: str = ""
    year: int | None = None


def find_references(text: str, known: Collection[str] = ()) -> list[Reference]:
    """References in the order of the text; `known`: names of laws, folded, that end where a rule can't tell."""
    found = list(_numbered(text))
    taken = [(one.start, one.end) for one in found]
    for one in _named(text, {name: name.split() for name in known}):
        if not any(one.start < end and start < one.end for start, end in taken):
            found.append(one)
            taken.append((one.start, one.end))
    return sorted(found, key=lambda one: one.start)


def _numbered(text: str) -> Iterator[Reference]:
    position = 0
    while match := NUMBERED.search(text, position):
        position = match.end()
        if not parse_number(match[3]):
            continue
        name = (
            " ".join(f"{match[1]} {match[2]}".split())
            if match[1] in LAWS.split("|") and match[2].strip()
            else ""
        )
        yield Reference(match.start(), match.end(), clean_number(match[3]), name)
        while (more := MORE.match(text, position)) and parse_number(more[1]):
            yield Reference(more.start(1), more.end(), clean_number(more[1]))
            position = more.end()


def _named(text: str, known: dict[str, list[str]]) -> Iterator[Reference]:
    position = 0
    while match := NAMED.search(text, position):
        position = match.end()
        end = _end_of_amending(text, match.start(), known) or _end_of_name(
            text, match.start(), match.end(), known
        )
        if end is None:
            continue
        year = re.compile(YEAR).match(text, end)
        name = " ".join(text[match.start() : end].split())
        stop = year.end() if year else end
        yield Reference(match.start(), stop, "", name, int(year[0][-4:]) if year else None)
        position = stop


def _end_of_amending(text: str, start: int, known: dict[str, list[str]]) -> int | None:
    """The end of "Luật sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C"."""
    match = AMENDING.match(text, start)
    if match is None:
        return None
    end, position = None, match.end()
    while law := re.compile(rf"(?:,\s*|\s+và\s+)?({LAWS})\b").match(text, position):
        stop = _end_of_name(text, law.start(1), law.end(), known)
        if stop is None:
            break
        end = position = stop
    return end


def _end_of_name(text: str, start: int, after: int, known: dict[str, list[str]]) -> int | None:
    if text[start:after] == "Hiến pháp":
        return after
    longest = _known_end(text, start, known)
    if longest:
        return longest
    return _guessed_end(text, after)


def _known_end(text: str, start: int, known: dict[str, list[str]]) -> int | None:
    words = list(re.finditer(r"[^\W_]+", text[start : start + 300]))
    folded = [fold(word[0]) for word in words]
    best = 0
    for parts in known.values():
        if len(parts) > best and folded[: len(parts)] == parts:
            best = len(parts)
    return start + words[best - 1].end() if best > 1 else None


def _guessed_end(text: str, after: int) -> int | None:
    """The name goes on until punctuation or a word that names don't have; it begins with a capital or is known."""
    end, position = None, after
    for count in range(LONGEST_NAME):
        match = re.compile(r"(\s+|,\s+(?=chống\s))([^\W\d_]+)").match(text, position)
        if match is None:
            break
        word = match[2].lower()
        if count == 0 and not match[2][0].isupper():
            break
        if (count and word in _STOPS) or (word == "và" and _ends_at_and(text, match.end())):
            break
        position = match.end()
        if word != "và":
            end = position
    return end


def _ends_at_and(text: str, position: int) -> bool:
    following = re.compile(r"\s+([^\W\d_]+)").match(text, position)
    return following is None or following[1].lower() in _AND_STOPS
