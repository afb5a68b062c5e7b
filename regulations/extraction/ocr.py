"""Text recognition of scanned pages, by ocrmypdf and tesseract, in a process of its own."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from .errors import UnreadableFile
from .pdf import some_pages

AT_ONCE = 4
"""Pages between two notes of progress; what is lost where the work is broken off."""
SECONDS_A_PAGE = 120
MEGAPIXELS = 100
OPTIONS = [
    *("--quiet", "--language", "vie", "--mode", "force", "--output-type", "none", "--optimize", "0"),
    *("--oversample", "300", "--jobs", "1", "--tesseract-timeout", str(SECONDS_A_PAGE)),
    *("--max-image-mpixels", str(MEGAPIXELS)),
]


class RecognitionFailed(RuntimeError):
    """The programs gave up on some pages."""


@cache
def available() -> bool:
    """Whether tesseract and its Vietnamese are installed on this machine."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S603
    return "vie" in listed.stdout.split()


def recognise(path: Path, pages: Sequence[int]) -> list[str]:
    """The text on these pages, from 0, of a PDF; about 5 s and 210 MB for a page. Raises `RecognitionFailed`."""
    with TemporaryDirectory() as folder:
        part, texts = Path(folder) / "part.pdf", Path(folder) / "texts.txt"
        command = [sys.executable, "-m", "ocrmypdf", *OPTIONS, "--sidecar", str(texts), str(part), "-"]
        try:
            some_pages(path, pages, part)
            longest = SECONDS_A_PAGE * (len(pages) + 1)
            subprocess.run(command, check=True, capture_output=True, timeout=longest)  # noqa: S603
        except (subprocess.SubprocessError, UnreadableFile, OSError) as error:
            raise RecognitionFailed(str(error)) from error
        found = texts.read_text(encoding="utf-8").split("\f")[: len(pages)]
    return [*found, *[""] * (len(pages) - len(found))]
