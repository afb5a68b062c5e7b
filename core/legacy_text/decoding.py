"""Bytes as text, whatever Vietnamese encoding they are in."""

import codecs
import re
import unicodedata

from django.utils.translation import gettext as _

from .readings import Converted, best_reading
from .repairing import repair
from .syllables import count_marked
from .tables import read, shown

FEWEST_WORDS = 3
"""With two, 1 of 700 lines of other languages came out as Vietnamese; with three 1 of 30,000."""
MOST_JUDGED = 200_000
"""Characters of lines that are not ASCII."""
LEAST_LATIN = 0.9
"""Share of the characters before `_LAST_LATIN` in UTF-16 that doesn't say it is; other bytes with zeros look Chinese."""
_LAST_LATIN = "\u2200"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")


class UnknownEncoding(ValueError):
    """Bytes that are no text, or in an encoding that cannot be told; with what to do, in the user's language."""


def decode(data: bytes) -> Converted:
    """Read bytes as Unicode, mended where it was read wrongly before, else in the old encoding that makes Vietnamese.

    Raises `UnknownEncoding` for what is empty, no text, or in an encoding that cannot be told.
    """
    found = _unicode(data)
    found = (repair(found.text) or found) if found else _legacy(data)
    if not found.text.strip():
        raise UnknownEncoding(_("There is no text in it: choose another file."))
    if _CONTROL.search(found.text):
        raise _no_text()
    return found


def _unicode(data: bytes) -> Converted | None:
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            return _strictly(data.removeprefix(mark), codec, name)
    if b"\0" in data:
        # Without a mark, spaces and full stops tell which byte of two comes first.
        order = "le" if data[1::2].count(0) > data[::2].count(0) else "be"
        found = _strictly(data, f"utf-16-{order}", "UTF-16")
        if sum(sign < _LAST_LATIN for sign in found.text) < LEAST_LATIN * len(found.text):
            raise _no_text()
        return found
    try:
        return Converted(unicodedata.normalize("NFC", data.decode()), "UTF-8")
    except UnicodeDecodeError:
        return None


def _strictly(data: bytes, codec: str, name: str) -> Converted:
    try:
        return Converted(unicodedata.normalize("NFC", data.decode(codec)), name)
    except UnicodeDecodeError as error:
        raise _no_text() from error


def _no_text() -> UnknownEncoding:
    return UnknownEncoding(
        _("This is damaged, or no plain text: save the document as text (.txt) in UTF-8, and take that.")
    )


def _legacy(data: bytes) -> Converted:
    characters = shown(data)
    judged = "\n".join(line for line in characters.split("\n") if not line.isascii())[:MOST_JUDGED]
    found = best_reading(judged)
    if found is None or count_marked(found.text)[0] < FEWEST_WORDS:
        raise UnknownEncoding(
            _(
                "The encoding cannot be told: it is neither Unicode nor clearly TCVN3, VNI, VPS, VISCII or "
                "Windows-1258. Open the file with its fonts, and save it as text in UTF-8."
            )
        )
    return Converted(read(characters, found.encoding), found.encoding)
