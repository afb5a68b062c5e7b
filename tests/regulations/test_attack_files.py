"""Files made to do harm: bombs, broken insides, names and numbers without end."""

import gzip
import json
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from regulations.importing.readers import read_file
from regulations.importing.rows import RowError
from regulations.importing.runner import Import
from regulations.importing.workbook import DOCUMENT_COLUMNS, DOCUMENTS_SHEET
from regulations.models import ImportBatch
from tests.factories import Department, make_department
from tests.regulations.reading.files import word

MEGABYTE = 1024**2
ROW = {"number": "15/2023/QĐ-UBND", "type": "Quyết định", "title": "Quy định"}


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def department() -> Department:
    return make_department()


def lines(*rows: Any) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def workbook(**changes: bytes) -> bytes:
    """An import's workbook with entries of the package replaced; names with "_" for "/"."""
    book, stream, changed = Workbook(), BytesIO(), BytesIO()
    book.active.title = DOCUMENTS_SHEET
    book.active.append(list(DOCUMENT_COLUMNS))
    book.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(Path(name).stem) or old.read(name))
    return changed.getvalue()


DEEP = b'{"number": ' + b"[" * 100_000 + b"\n"
BROKEN = {
    "deep.jsonl": DEEP,
    "digits.jsonl": b'{"number": ' + b"9" * 5000 + b"}\n",
    "surrogate.jsonl": b'{"number": "1/Q\\ud800", "type": "x"}\n',
    "article.jsonl": lines({**ROW, "articles": [{"number": "9" * 5000, "title": "x", "text": "y"}]}),
    "body.jsonl.gz": gzip.compress(lines(ROW))[:10] + b"\xff" * 50,
    "short.jsonl.gz": gzip.compress(lines(ROW))[:20],
    "xml.xlsx": workbook(workbook=b"<workbook><sheets"),
    "sheet.xlsx": workbook(sheet1=b"<worksheet><sheetData><row r='x'>"),
    "empty.xlsx": workbook(workbook=b"<x/>"),
    "entities.xlsx": workbook(workbook=b'<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>'),
    "zip.xlsx": workbook()[:200],
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_a_message(client: Client, department: Department, name: str) -> None:
    client.force_login(department.author)
    client.raise_request_exception = False
    file = SimpleUploadedFile(name, BROKEN[name])
    response = client.post(reverse("regulations_import"), {"file": file}, follow=True)
    assert response.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["deep.jsonl", "digits.jsonl", "surrogate.jsonl", "article.jsonl"])
def test_good_rows_stay_in_when_another_is_rejected(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BROKEN[name] + lines(ROW))
    report = Import(path).run()
    assert (report.counts["rejected"], report.counts["created"]) == (1, 1)
    assert ImportBatch.objects.get().finished_at


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["regulations_import", "regulations_reading_upload"])
@pytest.mark.parametrize("length", [80, 120, 240])
def test_a_long_name(client: Client, department: Department, name: str, length: int) -> None:
    client.force_login(department.author)
    client.raise_request_exception = False
    ending, content = (".docx", word()) if "reading" in name else (".jsonl", lines(ROW))
    file = SimpleUploadedFile("ệ" * length + ending, content)
    assert client.post(reverse(name), {"file": file}, follow=True).status_code == 200


def peak(path: Path) -> int:
    """Most memory in bytes that reading the file took; a refusal is as good as an end."""
    tracemalloc.start()
    try:
        for _row in read_file(path):
            pass
    except RowError:
        pass
    finally:
        taken = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return taken


def test_a_packed_line_without_end(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(b" " * (96 * MEGABYTE)))
    assert peak(path) < 64 * MEGABYTE


def test_a_workbook_without_end(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
    cell = b'<c t="inlineStr"><is><t>' + b"x" * (48 * MEGABYTE) + b"</t></is></c>"
    path.write_bytes(workbook(sheet1=head + cell + b"</row></sheetData></worksheet>"))
    assert path.stat().st_size < MEGABYTE
    assert peak(path) < 64 * MEGABYTE


# Was a hole: with PostgreSQL such a row ends the whole import.
@pytest.mark.django_db
def test_a_long_name_of_an_issuer_in_a_row(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_bytes(lines({**ROW, "number": "1/2020/QĐ-UBND", "issuer": "Sở " * 200}, ROW))
    report = Import(path).run()
    assert (report.counts["rejected"], report.counts["created"]) == (1, 1)
