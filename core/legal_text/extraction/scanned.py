"""Recognised text put right where official form or other evidence says what must stand there.

Text recognition of Vietnamese errs most in marks on capitals: "NGHỊ QUYÉT". Form: NĐ 30/2020/NĐ-CP, Phụ lục I.
"""

import re
from dataclasses import replace

from core.legal_text.numbers import parse_number
from core.text import fold, nfc, slugify_vi

from .reading import GUESS, Read

TYPES = (
    "Bộ luật, Luật, Pháp lệnh, Sắc lệnh, Nghị quyết, Nghị quyết liên tịch, Lệnh, Nghị định, Quyết định, Thông tư, "
    "Thông tư liên tịch, Chỉ thị, Kế hoạch, Hướng dẫn, Thông báo, Báo cáo, Tờ trình, Quy chế, Quy định, Kết luận"
)
OFFICES = (
    "Thủ tướng, Phó Thủ tướng, Bộ trưởng, Thứ trưởng, Chủ tịch, Phó Chủ tịch, Giám đốc, Phó Giám đốc, Chính phủ, "
    "Quốc hội, Ủy ban nhân dân, Hội đồng nhân dân"
)
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
# In capitals alone, so that no running text is touched.
_KNOWN = {fold(name): name.upper() for name in [*f"{TYPES}, {OFFICES}".split(", "), NATION]}
_FOLDED = re.compile(r"\b(?:" + "|".join(sorted(_KNOWN, key=len, reverse=True)) + r")\b")
_GAZETTE = re.compile(r".{0,8}cong bao/s.{0,3}\s*\d+/.{0,4}ngay [\d-]+.{0,8}")
_SPECKS = re.compile(r"[—–_=-]{4,}")


def tidy(recognised: str, layer: str = "") -> str:
    """A recognised page, with lines of the page's own text layer in place of those that differ in marks alone."""
    own = {fold(line): line for line in map(_spaced, nfc(layer).split("\n")) if line}
    return "\n".join(
        own.get(fold(line)) or _official(line)
        for line in map(_spaced, nfc(recognised).split("\n"))
        if not _GAZETTE.fullmatch(fold(line))
    )


def _spaced(line: str) -> str:
    return " ".join(_SPECKS.sub(" ", line).split())


def _official(line: str) -> str:
    folded = fold(line)
    if len(folded) != len(line):
        return line
    parts, at = [], 0
    for match in _FOLDED.finditer(folded):
        if line[match.start() : match.end()].isupper() or match[0] == fold(NATION):
            parts += [line[at : match.start()], _KNOWN[match[0]]]
            at = match.end()
    return "".join([*parts, line[at:]])


def number_from_name(read: Read, file_name: str) -> Read | None:
    """The number that the file's name gives, where it ends as the recognised one and differs; None otherwise.

    Figures are written by hand into printed numbers, and a gazette names its files by them.
    """
    parsed = parse_number(read.value)
    if parsed is None:
        return None
    tail = parsed.key.removeprefix(f"{parsed.sequence}-")
    found = re.search(rf"(?:^|-)0*(\d+)-{tail}(?:-|$)", slugify_vi(file_name))
    if found is None or found[1] == parsed.sequence:
        return None
    value = found[1] + read.value.lstrip("0").removeprefix(parsed.sequence)
    return replace(read, value=value, text=f"{read.text} | {file_name}", confidence=GUESS)
