"""The text layer of a PDF, page by page."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from django.utils.translation import gettext as _

MOST_PAGES = 500
LARGEST = 100 * 1024 * 1024
# A page with fewer letters than this is a picture, perhaps with a running head and a signature typed over it.
LETTERS_OF_TEXT = 200
MOSTLY = 0.5


class UnreadableFile(ValueError):
    """A file that cannot be read, with what to do, in the user's language."""


def page_texts(path: Path) -> list[str]:
    """The text of each page. Raises `UnreadableFile` for what is no PDF, is damaged, encrypted, empty or too large."""
    if path.stat().st_size > LARGEST:
        raise UnreadableFile(
            _("The file is larger than %(n)d MB: take it apart.") % {"n": LARGEST // 1024**2}
        )
    try:
        with pdfium.PdfDocument(path) as document:
            if not 0 < len(document) <= MOST_PAGES:
                raise UnreadableFile(
                    _("The file has %(pages)d pages; files of 1 to %(most)d pages can be read.")
                    % {"pages": len(document), "most": MOST_PAGES}
                )
            return list(_texts(document))
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile(_("The file is protected by a password: save it without one.")) from error
        raise UnreadableFile(
            _("This is no PDF that can be read: open it, save it again, and try once more.")
        ) from error


def _texts(document: pdfium.PdfDocument) -> Iterator[str]:
    for page in document:
        text = page.get_textpage()
        yield text.get_text_bounded().replace("\r\n", "\n")
        text.close()
        page.close()


def is_scan(pages: list[str]) -> bool:
    """Whether most pages are pictures without text, which needs OCR."""
    pictures = sum(sum(map(str.isalpha, page)) < LETTERS_OF_TEXT for page in pages)
    return pictures > MOSTLY * len(pages)
