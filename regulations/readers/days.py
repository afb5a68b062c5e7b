"""The days that a reader asks for in the address."""

from collections.abc import Mapping
from datetime import date

EARLIEST, LATEST = date(1945, 9, 2), date(2100, 1, 1)


def day_asked(params: Mapping[str, str], name: str) -> tuple[date | None, bool]:
    """The day, and whether what was given is none or lies outside of what any document knows."""
    given = params.get(name, "").strip()
    if not given:
        return None, False
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return None, True
    return (day, False) if EARLIEST <= day <= LATEST else (None, True)
