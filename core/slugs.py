"""The address part of a page as the editor proposes it while a title is typed: Vietnamese without its marks."""

from collections import defaultdict
from typing import Any

from wagtail.admin.widgets import SlugInput

from .text import slugify_vi

# Where Latin letters with marks stand in Unicode, and the marks by themselves.
LETTERS = [chr(code) for code in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00))]
MARKS = "[\u0300-\u036f]"


def letter_formatters() -> list[tuple[str, str]]:
    """(letters as a pattern, what stands for them) for every letter that `slugify_vi` writes as one."""
    grouped: dict[str, str] = defaultdict(str)
    for letter in LETTERS:
        if len(plain := slugify_vi(letter)) == 1:
            grouped[plain] += letter
    return [(MARKS, ""), *((f"[{letters}]", plain) for plain, letters in sorted(grouped.items()))]


class VietnameseSlugInput(SlugInput):
    """Wagtail's field, which by itself leaves out or respells letters such as “ễ” and “đ”."""

    def __init__(
        self, attrs: dict[str, Any] | None = None, formatters: Any = None, locale: Any = None
    ) -> None:
        super().__init__(attrs, [*letter_formatters(), *(formatters or [])], locale)
