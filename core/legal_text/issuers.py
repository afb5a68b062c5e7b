"""Names of issuers: cleaned, joint ones taken apart, spellings of one brought together."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from core.text import fold, nfc, normalize_tone_placement

# A title that ran into the issuer's column: "… ngày 29/04/1999 của Bộ Công an".
_AFTER_DATE = re.compile(r"^.*\bngày\s+[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}\s+của\s+(?=\S)", re.DOTALL)
_EDGES = " .,;:-–\"'“”"

_ORGANISATIONS = (
    "Ban",
    "Bảo hiểm",
    "Bộ",
    "Chính phủ",
    "Chủ tịch",
    "Công an",
    "Cục",
    "Đảng ủy",
    "Đoàn",
    "Hội",
    "Kiểm toán",
    "Liên đoàn",
    "Mặt trận",
    "Ngân hàng",
    "Quốc hội",
    "Sở",
    "Thành ủy",
    "Thanh tra",
    "Thủ tướng",
    "Thường trực",
    "Tỉnh ủy",
    "Tòa án",
    "Tổng cục",
    "Tổng Liên đoàn",
    "Trung ương",
    "Ủy ban",
    "Văn phòng",
    "Viện",
)
_BEGINNINGS = "|".join(sorted(_ORGANISATIONS, key=len, reverse=True))
# Only before a capital: "và hội nhập", "và ban hành" go on with the same name.
_JOINT = re.compile(rf"\s*(?:[;,]|\bvà\b|\s[-–]\s)(?:\s*\bvà\b)?\s*(?=(?:{_BEGINNINGS})\b(?!\s+nhập))")
# One office serves two bodies: "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh".
_ONE_OFFICE = re.compile(r"Văn phòng (?:Đoàn đại biểu|Hội đồng nhân dân|Quốc hội)")
_NOT_KEY = re.compile(r"[^a-z0-9]+")


def clean_issuer(raw: str) -> str:
    """Return an issuer's name without what doesn't belong to it.

    NFC, single spaces, no punctuation at the ends, tones in the new style; what follows the last
    "ngày d/m/yyyy của" where a document's title ran into the name. "" if nothing is left.
    """
    text = " ".join(normalize_tone_placement(nfc(raw)).split())
    return _AFTER_DATE.sub("", text).strip(_EDGES)


def split_issuers(raw: str) -> list[str]:
    """Return the issuers that a joint document names, in order, cleaned and without repeats.

    Splits at a comma, semicolon or "và" only before a word that begins an organisation's name.
    """
    text = clean_issuer(raw)
    parts = [text] if _ONE_OFFICE.match(text) else _JOINT.split(text)
    names = [name for part in parts if (name := part.strip(_EDGES))]
    return list({issuer_key(name): name for name in reversed(names)}.values())[::-1]


def issuer_key(name: str) -> str:
    """Return a key equal for the spellings of one name: case, accents and punctuation don't count."""
    return _NOT_KEY.sub(" ", fold(name)).strip()


def preferred_spelling(names: Mapping[str, int] | Iterable[str]) -> str:
    """Return the spelling of one issuer to display; raise ValueError if there is none.

    Names count as often as they come, or as a mapping says. Tones are set in the new style, as in
    NĐ 30/2020/NĐ-CP, before counting. Spellings that capitalise a word beside the first, and make up
    a fifth of the uses, beat those that don't ("Bộ Công Thương", "Bộ công thương"); then the most
    frequent wins, then the one with more capitals, then the first in order of code points.
    """
    counts: Counter[str] = Counter()
    for name, count in Counter(names).items():
        counts[clean_issuer(name)] += count
    counts.pop("", None)
    if not counts:
        raise ValueError("no spelling to choose from")
    enough = counts.total() / 5
    capitalised = {name for name in counts if _capitals(name) > 1 and counts[name] >= enough}
    return min(capitalised or counts, key=lambda name: (-counts[name], -_capitals(name), name))


def _capitals(name: str) -> int:
    return sum(word[:1].isupper() for word in name.split())
