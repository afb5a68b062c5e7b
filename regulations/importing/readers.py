"""Rows from files: JSON lines, plain or gzipped, and Excel."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .rows import RowError
from .workbook import read_workbook

ENDINGS = (".jsonl", ".jsonl.gz", ".xlsx")
LONGEST_LINE = 16 * 1024 * 1024
"""Bytes; the longest of the laws in force has 2 MB."""


def ending_of(name: str) -> str:
    """By which the kind of a file is known, as in `ENDINGS`; "" for another."""
    return next((ending for ending in ENDINGS if name.lower().endswith(ending)), "")


def read_file(path: Path) -> Iterator[tuple[int, Any]]:
    """Each row's place (line or row number, from 1) with its data, or with the `RowError` that rejects it.

    Raises `RowError` where the file as a whole cannot be read.
    """
    ending = ending_of(path.name)
    if ending == ".xlsx":
        yield from read_workbook(path)
    elif ending:
        yield from read_lines(path)
    else:
        raise RowError(_("Give a file that ends in %(endings)s.") % {"endings": ", ".join(ENDINGS)})


def read_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """The rows of a file of JSON lines; empty lines are passed over."""
    for place, line in enumerate(_lines(path), start=1):
        if line.strip():
            yield place, read_line(line)


def _lines(path: Path) -> Iterator[bytes]:
    """Raises `RowError` for a line without end as well: a packed one of a few bytes may have gigabytes."""
    opener = gzip.open if path.name.lower().endswith(".gz") else open
    try:
        with opener(path, "rb") as file:
            while line := file.readline(LONGEST_LINE + 1):
                if len(line) > LONGEST_LINE:
                    raise RowError(_("The file has a line of more than 16 MB: it is no list of documents."))
                yield line
    except (OSError, EOFError, zlib.error) as error:
        raise RowError(_("The file cannot be read: %(error)s") % {"error": error}) from error


def read_line(line: bytes) -> Any:
    """The data of one line, or the `RowError` that rejects it."""
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return RowError(_("The line is not UTF-8; convert the file to Unicode first."))
    except (ValueError, RecursionError) as error:
        return RowError(_("The line is not JSON: %(error)s") % {"error": error})


def count_rows(path: Path) -> int | None:
    """How many rows a file of lines has, for the progress bar; None where it is not known beforehand."""
    if path.name.lower().endswith(".xlsx"):
        return None
    try:
        return sum(1 for line in _lines(path) if line.strip())
    except RowError:
        return None


def file_digest(path: Path) -> str:
    """SHA-256 (hex) of the file, by which an interrupted import is known again."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
