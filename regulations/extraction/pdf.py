"""PDF files: the text layer and the pictures of their pages."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO

import pypdfium2 as pdfium
from django.utils.translation import gettext as _
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from .errors import UnreadableFile

MOST_PAGES = 500
MOST_CHARACTERS = 4_000_000
# A page with fewer letters than this is a picture, perhaps with a running head and a signature typed over it.
LETTERS_OF_TEXT = 200
LEAST_PICTURE = 0.1
"""Share of the page that pictures cover on a scanned page; emblems and stamps cover less."""
WIDTH = 1000
"""Of a page's picture, in pixels."""
TALLEST = 3
BROKEN_LINE = "\ufffe"
"""A hyphen and the end of the line; PDFium has two signs for it."""

# PDFium may be used by one thread at a time.
_one_at_a_time = threading.Lock()


@contextmanager
def opened(source: Path | IO[bytes]) -> Iterator[pdfium.PdfDocument]:
    """The document. Raises `UnreadableFile` for what is no PDF, is damaged, encrypted, empty or too long."""
    with _one_at_a_time:
        try:
            with pdfium.PdfDocument(source) as document:
                if not 0 < len(document) <= MOST_PAGES:
                    raise UnreadableFile(
                        _("The file has %(pages)d pages; take it apart into files of 1 to %(most)d pages.")
                        % {"pages": len(document), "most": MOST_PAGES}
                    )
                yield document
        except pdfium.PdfiumError as error:
            if "password" in str(error).lower():
                message = _("The file is protected by a password: save it without one.")
            else:
                message = _("This is no PDF that can be read: open it, save it again, and try once more.")
            raise UnreadableFile(message) from error


def count_pages(path: Path) -> int:
    """How many pages the file has. Raises `UnreadableFile`."""
    with opened(path) as document:
        return len(document)


def page_texts(path: Path) -> list[str]:
    """The text of each page. Raises `UnreadableFile`, also for more than `MOST_CHARACTERS`."""
    found, size = [], 0
    with opened(path) as document:
        for page in document:
            text = page.get_textpage()
            size += text.count_chars()
            if size > MOST_CHARACTERS:
                raise UnreadableFile(_("The file holds too much text to be read: take it apart."))
            found.append(text.get_text_bounded().replace("\r\n", "\n").replace("\x02", BROKEN_LINE))
            text.close()
            page.close()
    return found


def scanned_pages(path: Path, texts: list[str]) -> list[int]:
    """The pages, from 0, that are pictures with little text, which need recognition. Raises `UnreadableFile`."""
    few = [at for at, text in enumerate(texts) if sum(map(str.isalpha, text)) < LETTERS_OF_TEXT]
    with opened(path) as document:
        return [at for at in few if _is_picture(document[at])]


def _is_picture(page: pdfium.PdfPage) -> bool:
    width, height = page.get_size()
    covered = 0.0
    for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        covered += (right - left) * (top - bottom)
    return covered >= LEAST_PICTURE * width * height


def some_pages(path: Path, pages: Iterable[int], target: Path) -> None:
    """Write a file of these pages, from 0; signatures stay behind. Raises `UnreadableFile`."""
    with opened(path) as document, pdfium.PdfDocument.new() as part:
        part.import_pages(document, list(pages))
        part.save(target)


def picture(source: IO[bytes], page: int) -> bytes | None:
    """A page, from 0, as a JPEG of `WIDTH` pixels; None where there is no such page. Raises `UnreadableFile`."""
    with opened(source) as document:
        if not 0 <= page < len(document):
            return None
        width, height = document[page].get_size()
        scale = min(WIDTH / width, TALLEST * WIDTH / height)
        stream = BytesIO()
        document[page].render(scale=scale).to_pil().convert("RGB").save(stream, "JPEG", quality=80)
        return stream.getvalue()
