"""Names that are printed in capitals, in the spelling that running text uses."""

import re
from functools import lru_cache

# Ranks and bodies whose capitals a head doesn't show.
FIXED = (
    "Chính phủ",
    "Thủ tướng Chính phủ",
    "Phó Thủ tướng",
    "Phó Chủ tịch",
    "Phó Giám đốc",
    "Phó Tổng Giám đốc",
    "Phó Chủ nhiệm",
    "Phó Trưởng ban",
    "Phó Bí thư",
    "Ủy ban Thường vụ Quốc hội",
    "Ủy ban nhân dân",
    "Hội đồng nhân dân",
    "Quốc hội",
    "Văn phòng Quốc hội",
)
AUTHORITY = re.compile(r"((?:TM|KT|TL|TUQ|Q)\.)\s*(.+)")


def as_written(capitals: str, body: str) -> str:
    """A name in capitals as the body spells it; else as the known names do; else with one capital.

    `body`: running text in which the name may stand in small letters.
    """
    wanted = " ".join(capitals.split())
    for found in _spelled(wanted, body):
        if found.upper() != found and found[:1].isupper():
            return " ".join(found.split())
    for name in FIXED:
        if name.upper() == wanted.upper():
            return name
    return wanted[:1].upper() + wanted[1:].lower()


@lru_cache(maxsize=64)
def _spelled(name: str, body: str) -> tuple[str, ...]:
    pattern = r"\s+".join(re.escape(word) for word in name.split())
    return tuple(match[0] for match in re.finditer(pattern, body, re.IGNORECASE))


def office_as_written(lines: list[str], body: str) -> str:
    """The lines above a signature: "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG" → "KT. Bộ trưởng, Thứ trưởng"."""
    parts = []
    for line in lines:
        match = AUTHORITY.fullmatch(line)
        parts.append(f"{match[1]} {as_written(match[2], body)}" if match else as_written(line, body))
    return ", ".join(parts)
