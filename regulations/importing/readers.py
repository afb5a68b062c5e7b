"""Rows from files: JSON lines, plain or gzipped, and Excel."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .rows import RowError
from .workbook import read_workbook

ENDINGS = (".jsonl", ".jsonl.gz", ".xlsx")


def read_file(path: Path) -> Iterator[tuple[int, Any]]:
    """Each row's place (line or row number, from 1) with its data, or with the `RowError` that rejects it.

    Raises `RowError` where the file as a whole cannot be read.
    """
    name = path.name.lower()
    if name.endswith(".xlsx"):
        yield from read_workbook(path)
    elif name.endswith((".jsonl", ".jsonl.gz")):
        yield from read_lines(path)
    else:
        raise RowError(_("Give a file that ends in %(endings)s.") % {"endings": ", ".join(ENDINGS)})


def read_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """The rows of a file of JSON lines; empty lines are passed over."""
    opener = gzip.open if path.name.lower().endswith(".gz") else open
    try:
        with opener(path, "rb") as lines:
            for place, line in enumerate(lines, start=1):
                if line.strip():
                    yield place, read_line(line)
    except (OSError, EOFError) as error:
        raise RowError(_("The file cannot be read: %(error)s") % {"error": error}) from error


def read_line(line: bytes) -> Any:
    """The data of one line, or the `RowError` that rejects it."""
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return RowError(_("The line is not UTF-8; convert the file to Unicode first."))
    except json.JSONDecodeError as error:
        return RowError(_("The line is not JSON: %(error)s") % {"error": error})


def count_rows(path: Path) -> int | None:
    """How many rows a file of lines has, for the progress bar; None where it is not known beforehand."""
    if path.name.lower().endswith(".xlsx"):
        return None
    opener = gzip.open if path.name.lower().endswith(".gz") else open
    try:
        with opener(path, "rb") as lines:
            return sum(1 for line in lines if line.strip())
    except (OSError, EOFError):
        return None


def file_digest(path: Path) -> str:
    """SHA-256 (hex) of the file, by which an interrupted import is known again."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
