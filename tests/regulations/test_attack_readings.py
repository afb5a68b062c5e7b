"""Files to read a document from, made to do harm; and what is confirmed of them."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core.legal_text import acts
from regulations.extraction.errors import UnreadableFile
from regulations.extraction.packages import check_package
from regulations.extraction.pdf import picture
from regulations.extraction.word import word_text
from regulations.models import FileReading, Issuer, LegalDocumentPage
from regulations.reading.running import read_uploaded_file
from regulations.text_checks import text_errors
from tests.factories import Department, make_department, published_document
from tests.regulations.reading.files import pdf, word

MEGABYTE = 1024**2


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def department() -> Department:
    return make_department()


def numbered(tmp_path: Path, start: str, shape: str, text: str = "%1.") -> Path:
    """A Word file of a few kilobytes whose paragraphs Word numbers."""
    document = docx.Document()
    root = document.part.numbering_part.element
    level = next(root.iter("{*}lvl"))
    for name, value in (("start", start), ("numFmt", shape), ("lvlText", text)):
        element = level.find(f"{{*}}{name}")
        element.set(next(iter(element.attrib)), value)
    style = document.styles["List Number"]
    number = style.element.find(".//{*}numId")
    key = number.get(next(iter(number.attrib)))
    used = next(one for one in root.iter("{*}num") if key in one.attrib.values())
    link = used.find("{*}abstractNumId")
    link.set(next(iter(link.attrib)), next(iter(root.find("{*}abstractNum").attrib.values())))
    for _count in range(20):
        document.add_paragraph("Nội dung", style="List Number")
    path = tmp_path / "numbered.docx"
    document.save(str(path))
    return path


# Was a hole: nothing bounds the numbers that Word counts: one label of millions of signs before each paragraph.
@pytest.mark.parametrize(
    ("start", "shape", "label"),
    [
        ("10000000", "upperRoman", "%1."),
        ("1", "decimal", "%1" + "x" * 900_000),
        ("1", "decimal", "%1" * 300_000),
    ],
)
def test_labels_without_end(tmp_path: Path, start: str, shape: str, label: str) -> None:
    path = numbered(tmp_path, start, shape, label)
    assert path.stat().st_size < 50_000
    try:
        text, _warnings = word_text(path)
    except UnreadableFile:
        return
    assert len(text) < 100_000


def test_packages_that_unpack_to_too_much(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    for entries in ({"a": b"0" * (20 * MEGABYTE)}, {str(at): b"" for at in range(6000)}):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"<x/>")
            for name, content in entries.items():
                archive.writestr(name, content)
        with pytest.raises(UnreadableFile):
            check_package(path)


@pytest.mark.parametrize(
    "box", [b"[0 0 0 0]", b"[0 0 1e9 1]", b"[0 0 1 1e9]", b"[0 0 -5 -5]", b"[0 0 0.0001 900]", b"[x]"]
)
def test_pages_of_every_size(box: bytes) -> None:
    content = pdf().replace(b"[ 0 0 595 842 ]", box).replace(b"[0 0 595 842]", box)
    assert content != pdf()
    try:
        found = picture(BytesIO(content), 0)
    except UnreadableFile:
        return
    assert found is None or len(found) < 5 * MEGABYTE


# Was a hole: a line that names thousands of documents takes minutes, in a request: each name reads the line anew.
def test_a_line_is_not_read_anew_for_each_document_that_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0

    class Counting:
        """The pattern of quotations, counting the characters that it looks through."""

        def __init__(self, pattern: Any) -> None:
            self.pattern = pattern

        def finditer(self, text: str) -> Any:
            nonlocal read
            read += len(text)
            return self.pattern.finditer(text)

    monkeypatch.setattr(acts, "QUOTED", Counting(acts.QUOTED))
    monkeypatch.setattr(acts, "BEFORE", Counting(acts.BEFORE), raising=False)
    line = "Quyết định số 3/2019/QĐ-UBND và " * 100
    list(acts.read_acts([line]))
    assert read <= 10 * len(line)


def read(client: Client, user: Any, name: str, content: bytes) -> FileReading:
    client.force_login(user)
    client.post(reverse("regulations_reading_upload"), {"file": SimpleUploadedFile(name, content)})
    reading = FileReading.objects.get()
    read_uploaded_file.call(reading.pk)
    reading.refresh_from_db()
    return reading


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a.docx", "ệ" * 100 + ".docx"])
def test_a_reading_is_confirmed_once(client: Client, department: Department, name: str) -> None:
    reading = read(client, department.head, name, word())
    client.raise_request_exception = False
    address = reverse("regulations_reading_confirm", args=[reading.pk])
    values = {"number": "15/QĐ-SNV", "document_type": "Quyết định", "text": "§ Điều 1. A\n"}
    for _count in range(2):
        assert client.post(address, values).status_code == 302
    assert LegalDocumentPage.objects.get().get_latest_revision_as_object().document_files.count() == 1


# Was a hole: with PostgreSQL a name longer than its column is 500 instead of a message.
@pytest.mark.django_db
def test_a_long_name_of_an_issuer(client: Client, department: Department) -> None:
    reading = read(client, department.head, "a.docx", word())
    client.raise_request_exception = False
    values = {"number": "15/QĐ-SNV", "document_type": "Quyết định", "issuers": "Sở " * 200, "add_names": "on"}
    address = reverse("regulations_reading_confirm", args=[reading.pk])
    with transaction.atomic():
        assert client.post(address, values).status_code == 200
    assert not Issuer.objects.filter(name__startswith="Sở Sở").exists()


@pytest.mark.django_db
def test_the_number_of_an_article_without_end(department: Department) -> None:
    text = f"§ Điều {'9' * 60}. Phạm vi\nVề đất.\n"
    assert text_errors(text) or published_document(department, text=text).live


def pdf_saying(code: str) -> bytes:
    """A PDF whose one letter stands for a character (UTF-16, hex)."""
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        "1 begincodespacerange <00> <FF> endcodespacerange "
        f"1 beginbfchar <41> <{code}> endbfchar endcmap end end"
    )
    shown = "BT /F 12 Tf 72 700 Td (xxAyy) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    parts = [f"{number} 0 obj\n{one}\nendobj\n" for number, one in enumerate(objects, 1)]
    return ("%PDF-1.4\n" + "".join(parts) + "trailer << /Root 1 0 R >>\n").encode()


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["0000", "D800", "DC00D800", "FFFE", "FFFF", "0001"])
def test_characters_that_are_none(client: Client, department: Department, code: str) -> None:
    reading = read(client, department.author, "a.pdf", pdf_saying(code))
    assert reading.finished_at
    assert not reading.problem
    assert client.get(reverse("regulations_reading_confirm", args=[reading.pk])).status_code == 200
