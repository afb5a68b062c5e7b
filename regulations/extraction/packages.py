"""Word's packages looked at before anything is unpacked: zip bombs, macros, what is no .docx."""

import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

from .errors import UnreadableFile

MOST_ENTRIES = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 200
"""Unpacked by packed size of one entry; Word's own text has 5 to 40."""
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
    if len(entries) > MOST_ENTRIES or _is_bomb(entries):
        raise UnreadableFile(_("The file unpacks to far more than it is: it is refused as dangerous."))


def _is_bomb(entries: list[zipfile.ZipInfo]) -> bool:
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        return True
    return any(
        entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(1, entry.compress_size)
        for entry in entries
    )
