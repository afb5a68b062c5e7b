"""A file read as a document: its text layer, what recognition finds on its pictures, or what Word wrote."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.legacy_text.readings import Converted
from core.legacy_text.repairing import repair
from core.legal_text.extraction.document import Extracted, read_document
from core.legal_text.extraction.quality import is_garbled
from core.legal_text.extraction.reading import GUESS, LIKELY, Read
from core.legal_text.extraction.scanned import number_from_name, tidy

from . import ocr
from .errors import UnreadableFile
from .legacy_fonts import conversion_note
from .packages import check_package
from .pdf import BROKEN_LINE, MOST_CHARACTERS, count_pages, page_texts, scanned_pages
from .word import word_text

LARGEST = 100 * 1024 * 1024
PAGE_BREAK = "\n\f\n"
HEAD = 1024
"""Bytes in which a PDF must begin (ISO 32000-1, implementation note 13)."""
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
FIGURES = ("number", "date", "effective_on")
"""What is often written by hand, which recognition misreads."""

Note = Callable[[dict[int, str], int], Any]


@dataclass
class FileText:
    """The text of a file by page; `recognised`: pages, from 0, whose text recognition found; warnings."""

    pages: list[str]
    is_word: bool = False
    recognised: set[int] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)


def is_word(path: Path) -> bool:
    """Whether it is a zip package, as .docx is; False for a PDF. Raises `UnreadableFile` for anything else."""
    size = path.stat().st_size
    if size > LARGEST:
        raise UnreadableFile(
            _("The file is larger than %(n)d MB: take it apart.") % {"n": LARGEST // 1024**2}
        )
    if size == 0:
        raise UnreadableFile(_("The file is empty: choose it again."))
    with path.open("rb") as file:
        start = file.read(HEAD)
    if start.startswith(OLE):
        raise UnreadableFile(
            _("This is an old Word file (.doc) or one with a password: save it as .docx without a password.")
        )
    if not start.startswith(b"PK") and b"%PDF-" not in start:
        raise UnreadableFile(_("This is neither PDF nor Word: save the document as PDF or .docx."))
    return start.startswith(b"PK")


def check_file(path: Path) -> int:
    """How many pages a file has, one for Word. Raises `UnreadableFile` for what cannot be read anyway; quick."""
    if is_word(path):
        check_package(path)
        return 1
    return count_pages(path)


def read_text(path: Path, done: dict[int, str] | None = None, note: Note | None = None) -> FileText:
    """The text of a file. Raises `UnreadableFile`.

    `done`: pages, from 0, that were recognised before; `note` is called with all of them, and how many there will
    be, after every few pages, and may raise to stop.
    """
    if is_word(path):
        return _word(path)
    layers = page_texts(path)
    warnings = []
    if mended := _mended(layers):
        layers = mended.text.split(PAGE_BREAK)
        warnings.append(conversion_note(mended.encoding))
    found = FileText(list(layers), warnings=warnings)
    garbled = is_garbled("\n".join(layers))
    wanted = list(range(len(layers))) if garbled else scanned_pages(path, layers)
    if garbled:
        found.pages = [""] * len(layers)
        found.warnings.append(
            _("The text of the file is garbled, for example in an old encoding (TCVN3, VNI …).")
        )
    if wanted and not ocr.available():
        missing = _(
            "Pages %(pages)s are pictures, and text recognition is not installed: write their text by hand."
        )
        found.warnings.append(missing % {"pages": ranges(wanted)})
    elif wanted:
        recognised = _recognise(path, wanted, dict(done or {}), note or (lambda *_: None), found.warnings)
        for at, text in recognised.items():
            found.pages[at] = tidy(text, "" if garbled else layers[at])
        found.recognised = set(recognised)
    if not any(map(str.strip, found.pages)):
        found.warnings.append(_("No text was found in the file: write it by hand."))
    return found


def _word(path: Path) -> FileText:
    text, warnings = word_text(path)
    if len(text) > MOST_CHARACTERS:
        raise UnreadableFile(_("The file holds too much text to be read: take it apart."))
    if mended := repair(text):
        text = mended.text
        warnings.append(conversion_note(mended.encoding))
    if is_garbled(text):
        old = _("The text is in an old encoding (TCVN3, VNI …): convert it to Unicode, and upload it again.")
        warnings.append(old)
    return FileText([text], is_word=True, warnings=warnings)


def _mended(layers: list[str]) -> Converted | None:
    """The pages in Unicode, joined by `PAGE_BREAK`; None where they are so already, or nothing makes text of them."""
    # In TCVN3 the hyphen at the end of a line may be an ư.
    found = repair(PAGE_BREAK.join(layers).replace(BROKEN_LINE, f"-{BROKEN_LINE}\n"))
    if found is None or is_garbled(found.text):
        return None
    text = found.text.replace(f"-{BROKEN_LINE}\n", BROKEN_LINE).replace(f"{BROKEN_LINE}\n", "\n")
    return Converted(text, found.encoding)


def _recognise(
    path: Path, wanted: list[int], done: dict[int, str], note: Note, warnings: list[str]
) -> dict[int, str]:
    missing = [at for at in wanted if at not in done]
    failed: list[int] = []
    note(done, len(wanted))
    for start in range(0, len(missing), ocr.AT_ONCE):
        some = missing[start : start + ocr.AT_ONCE]
        try:
            done.update(zip(some, ocr.recognise(path, some), strict=True))
        except ocr.RecognitionFailed:
            failed += some
        note(done, len(wanted))
    warnings.append(
        ngettext(
            "%(n)d page was read by text recognition: compare it with the picture.",
            "%(n)d pages were read by text recognition: compare them with the pictures.",
            len(done),
        )
        % {"n": len(done)}
    )
    if failed:
        warnings.append(
            _("Text recognition failed on pages %(pages)s: write their text by hand.")
            % {"pages": ranges(failed)}
        )
    return done


def ranges(pages: Collection[int]) -> str:
    """Pages, given from 0, as people write them, from 1: "1–3, 7"."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(f"{first + 1}–{last + 1}" if last > first else f"{first + 1}" for first, last in runs)


def read(text: FileText, file_name: str, known: Collection[str] = ()) -> tuple[Extracted, list[str]]:
    """What the file's text says, and what an editor should look at; `known`: see `read_document`."""
    found = read_document(text.pages, known, whole_lines=text.is_word)
    warnings = list(text.warnings)
    scanned = {page + 1 for page in text.recognised}
    found.fields = {
        name: _less_sure(name, value) if value.page in scanned else value
        for name, value in found.fields.items()
    }
    found.bases, found.acted_on = (
        [_less_sure("", value) if value.page in scanned else value for value in values]
        for values in (found.bases, found.acted_on)
    )
    number = found.fields.get("number")
    if number and number.page in scanned and (other := number_from_name(number, file_name)):
        found.fields["number"] = other
        warnings.append(
            _("Recognised was %(read)s, but the file's name says %(named)s: compare the number.")
            % {"read": number.value, "named": other.value}
        )
    return found, warnings


def _less_sure(name: str, value: Read) -> Read:
    return replace(value, confidence=min(value.confidence, GUESS if name in FIGURES else LIKELY))
