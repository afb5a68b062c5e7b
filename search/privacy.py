"""What of a typed search may be kept: words, and at most one document number.

Nghị định 13/2023/NĐ-CP Điều 3 khoản 3: personal data are collected only as far as the purpose needs them.
Only what is surely harmless is kept, so in doubt a part is dropped: every digit that is no document
number (identity and phone numbers, dates of birth, plates, amounts, and years too: "luật đất đai 2013"
keeps "luật đất đai"), e-mail addresses and links whole. Names can't be recognised: what is kept is
therefore shown only once several visitors asked it.
"""

import re
import unicodedata
from collections.abc import Iterator

from core.legal_text.careless import NumberQuery, read_number_query
from core.legal_text.codes import LAW, is_known, is_term
from core.legal_text.numbers import fold_code, plausible_year
from core.text import nfc, syllables

# Longer texts are no words that several people share, but a story of somebody's own.
MAX_KEPT = 200
# Ends kept words from which something was dropped: they are another search than the words alone.
DROPPED = "…"

# No separator of numbers and no letter, so that what stood on either side of a dropped part stays apart.
_BARRIER = " ; "
_SPELLED_AT = re.compile(
    r"[\[({<]\s*at\s*[\])}>]|\ba\s+còng\b|\bacòng\b|\bat(?=\s+[\w-]+\s*\.\s*[a-z]{2})", re.IGNORECASE
)
_ROUND_MAIL_SIGNS = re.compile(r"\s*([@.])\s*")
_NOT_IN_HOST = re.compile(r"[^\w.\-]+")
_TOP_DOMAINS = {"com", "edu", "gov", "info", "io", "net", "org", "vn"}
_WITH_DIGIT = re.compile(r"[^\W_]*[0-9][^\W_]*")
# Round the digits of "nd46", "15qd", "522b"; six digits and more are in no document number.
_SEQUENCE = re.compile(r"[a-z]{0,8}(?!0+(?:[a-z]|$))([0-9]{1,5})[a-z]{0,8}")
_MONTHS = 12
# What announces somebody's own number or a date, folded: identity cards, telephones, accounts, houses.
_ANNOUNCING = {
    *("ngay", "thang", "sinh", "sn", "cmnd", "cccd", "cmt", "sdt", "dt", "thoai", "tel", "fax", "zalo"),
    *("stk", "khoan", "mst", "nha", "ngo", "hem", "to"),
}
_WORDS_BEFORE = re.compile(r"[^\W\d_]+")


def kept_words(keyword: str) -> str:
    """Return the words of a search in lower case that may be kept, a document number in front; "" for none.

    At most `MAX_KEPT` characters: longer searches are not kept at all. `DROPPED` stands at the end
    where something is missing.
    """
    if len(keyword) > MAX_KEPT:
        return ""
    text = nfc(unicodedata.normalize("NFKC", keyword))
    clean = _without_unsure_digits(_without_addresses(text))
    number = read_number_query(clean)
    if number is not None and not _is_sure(number, whole=_BARRIER not in clean):
        number = None
    found = syllables(clean if number is None else number.rest)
    words = [word for word in found if not any(character.isnumeric() for character in word)]
    parts = ([_canonical(number)] if number else []) + words
    if parts and (_BARRIER in clean or len(words) < len(found)):
        parts.append(DROPPED)
    kept = " ".join(parts)
    return kept if len(kept) <= MAX_KEPT else ""


def _without_addresses(text: str) -> str:
    """Drop e-mail addresses, however spaced or spelled, and links."""
    text = _SPELLED_AT.sub("@", text)
    if "@" in text:
        text = _ROUND_MAIL_SIGNS.sub(r"\1", text)
    return " ".join(_BARRIER if "@" in chunk or _is_link(chunk) else chunk for chunk in text.split())


def _is_link(chunk: str) -> bool:
    return "://" in chunk or any(_is_host(part) for part in _NOT_IN_HOST.split(chunk.lower()))


def _is_host(part: str) -> bool:
    """Tell whether a text reads as a host's name; "15.2023.qd.ubnd" doesn't, being a number with dots."""
    labels = part.strip(".-").split(".")
    last = labels[-1]
    if len(labels) < 2 or len(last) < 2 or not (last.isascii() and last.isalpha()):
        return False
    return labels[0] == "www" or last in _TOP_DOMAINS or not labels[0].isdecimal()


def _without_unsure_digits(text: str) -> str:
    """Drop every run of words with digits that hasn't the shape of one document number."""
    pieces: list[str] = []
    end = 0
    for start, stop, words in _digit_runs(text):
        sure = _has_number_shape(words) and not _is_announced(text[:start])
        pieces += [text[end:start], text[start:stop] if sure else _BARRIER]
        end = stop
    return "".join([*pieces, text[end:]])


def _digit_runs(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield neighbouring words that contain digits as (start, end, words folded)."""
    start, stop, words = 0, 0, list[str]()
    for match in _WITH_DIGIT.finditer(text):
        if words and any(character.isalnum() for character in text[stop : match.start()]):
            yield start, stop, words
            words = []
        start = start if words else match.start()
        stop = match.end()
        words.append(fold_code(match[0]))
    if words:
        yield start, stop, words


def _is_announced(before: str) -> bool:
    """Tell whether the last word before digits, "số" aside, announces that they are somebody's own."""
    found = [fold_code(word) for word in _WORDS_BEFORE.findall(before)[-2:]]
    last = found[-2:-1] if found[-1:] == ["so"] else found[-1:]
    return bool(last) and last[0] in _ANNOUNCING


def _has_number_shape(words: list[str]) -> bool:
    """Tell whether words are a sequence, perhaps with a year, perhaps with a term: "36", "2013", "qh13"."""
    sequence = _SEQUENCE.fullmatch(words[0])
    # "0912" is how phone and identity numbers begin.
    if sequence is None or (sequence[1].startswith("0") and len(sequence[1]) > 3):
        return False
    rest = words[1:]
    if rest and plausible_year(rest[0]) is not None:
        rest = rest[1:]
    return not rest or (len(rest) == 1 and is_term(rest[0]))


def _is_sure(number: NumberQuery, *, whole: bool) -> bool:
    """Tell whether what was read must be a document number: by a known code, or as all that was typed.

    "12/1985" may be when somebody was born, "25/1985 Nguyễn Trãi" where somebody lives.
    """
    if number.codes:
        return any(is_known(code) or is_term(code) for code in number.codes)
    return whole and not number.rest and int(re.sub(r"\D", "", number.sequence)) > _MONTHS


def _canonical(number: NumberQuery) -> str:
    """Return "15/2023/qd-ubnd": one writing for all, without codes that carry digits of their own."""
    year = [str(number.year)] if number.year else []
    codes = [code for code in number.codes if code.isalpha() or is_term(code)]
    # How people say "a law"; no number is written with it.
    if len(codes) > 1 and codes[0] == LAW:
        codes = codes[1:]
    return "/".join([number.sequence, *year, *(["-".join(codes)] if codes else [])])
