"""Who gets a file, and how: pure functions.

Source: HY Điều 9.4, 10.3 and ĐN Điều 9.2, 14, 15: nothing is published that did not pass its chain.
"""

import re
from collections.abc import Callable
from enum import StrEnum

INERT = re.compile(r"image/(?!svg)|video/|audio/|application/pdf$")
"""Types that a browser shows without running anything of theirs."""
BYTE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class Answer(StrEnum):
    """What a request for a file gets."""

    PUBLIC = "public"
    PRIVATE = "private"
    HIDDEN = "hidden"


def answer_to(
    *,
    shown_openly: bool,
    collection_private: bool,
    passes: Callable[[], bool],
    edits: Callable[[], bool],
) -> Answer:
    """What a request gets; the callables cost queries and are asked only where it depends on them.

    `shown_openly`: the live revision of a live page without restrictions uses the file.
    `collection_private`: a restriction lies on the file's collection or above it. `passes`: a live page uses
    it, and the request passes every restriction on that page and on the collection. `edits`: the person may
    edit the file, or a page that uses it.
    """
    if shown_openly and not collection_private:
        return Answer.PUBLIC
    return Answer.PRIVATE if passes() or edits() else Answer.HIDDEN


def is_inert(content_type: str) -> bool:
    """Whether a browser may show a file of this type, such as "image/png", in place of saving it."""
    return INERT.match(content_type) is not None


class Unsatisfiable(ValueError):
    """A byte range that begins behind the end of the file."""


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte that a `Range` header asks for, in a file of `size` bytes; None for all of it.

    Only one range is answered; several, or a header that is not understood, get the whole file (RFC 9110,
    14.2). Raises `Unsatisfiable`.
    """
    asked = BYTE_RANGE.fullmatch(header.replace(" ", ""))
    if asked is None or asked.groups() == ("", ""):
        return None
    first, last = asked.groups()
    if not first:
        start, end = max(size - int(last), 0), size - 1
    else:
        start, end = int(first), min(int(last or size), size - 1)
        if last and int(last) < start:
            return None
    if start >= size or (not first and int(last) == 0):
        raise Unsatisfiable(header)
    return start, end
