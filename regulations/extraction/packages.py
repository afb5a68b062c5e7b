"""Word's packages looked at before anything is unpacked: zip bombs, macros, what is no .docx."""

import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

from .errors import UnreadableFile

MOST_ENTRIES = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 200
"""Unpacked by packed size of one entry; Word's own text has 5 to 40."""
MOST_TEXT = 30 * 1024 * 1024
"""Unpacked XML; 10 MB, which are 200,000 short paragraphs, take 200 MB of memory and 5 s to be read."""
SMALL = 1024 * 1024
"""Entries that unpack to less are harmless whatever their ratio."""
MAIN = "word/document.xml"
MACROS = ("vbaproject.bin", "vbadata.xml")


def check_package(path: Path) -> None:
    """Raise `UnreadableFile` for what is no .docx, holds macros or unpacks to too much. Reads the directory alone.

    The sizes there bind: what unpacks to another size fails its checksum.
    """
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableFile(
            _("The Word file is damaged: open it, save it again as .docx, and try once more.")
        ) from error
    if any(entry.filename.lower().rpartition("/")[2] in MACROS for entry in entries):
        raise UnreadableFile(_("The file holds macros: save it as .docx, which has none."))
    if not any(entry.filename == MAIN for entry in entries):
        raise UnreadableFile(_("This is no Word document: save it as .docx or PDF."))
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile(_("The file is protected by a password: save it without one."))
    if len(entries) > MOST_ENTRIES or is_bomb(entries):
        raise UnreadableFile(_("The file unpacks to far more than it is: it is refused as dangerous."))
    if sum(entry.file_size for entry in entries if entry.filename.lower().endswith(".xml")) > MOST_TEXT:
        raise UnreadableFile(_("The file holds too much text to be read: take it apart."))


def is_bomb(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether a package unpacks to far more than honest ones do; by its directory alone."""
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        return True
    return any(
        entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(1, entry.compress_size)
        for entry in entries
    )
