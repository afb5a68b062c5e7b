"""Files that cannot be read, each with what to do, and text that is none."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from core.legal_text.extraction.quality import is_garbled
from regulations.extraction import ocr, pdf
from regulations.extraction.errors import UnreadableFile
from regulations.extraction.reading import check_file, ranges, read_text
from tests.data import shared_data
from tests.regulations.reading import files

TCVN3 = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
UNICODE = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
IN_TCVN3 = str.maketrans(dict(zip(UNICODE, TCVN3, strict=True)))
SENTENCE = "Quyết định này có hiệu lực thi hành kể từ ngày ký và được đăng trên Công báo của tỉnh. "
GARBLED = "".join(chr(ord(sign) + 3) for sign in SENTENCE)
BOMB = b"\0" * 200 * 1024 * 1024


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def written(folder: Path, content: bytes, name: str = "van-ban.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"<html></html>", "neither PDF nor Word"),
        (b"%PDF-1.7 nothing", "no PDF"),
        (files.pdf()[:200], "no PDF"),
        (files.pdf(501), "501 pages"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old Word file"),
        (b"PK\x03\x04 a zip", "damaged"),
        (files.word()[:2000], "damaged"),
        (files.package(), "damaged"),
        (files.package(word__vbaProject_bin=b"x"), "macros"),
        (files.package(word__media__image_png=BOMB), "unpacks"),
        (files.package(**{f"a{n}": b"" for n in range(5001)}), "unpacks"),
    ],
    ids=range(12),
)
def test_bad_files_are_refused_with_what_to_do(tmp_path: Path, content: bytes, said: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(UnreadableFile, match=said):
        read_text(path)
    with pytest.raises(CommandError):
        call_command("extract_document", path)


def test_a_zip_that_is_no_word_file(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
    with pytest.raises(UnreadableFile, match="no Word"):
        check_file(path)


def test_a_pdf_with_a_password(tmp_path: Path) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    path = tmp_path / "a.pdf"
    with pikepdf.open(written(tmp_path, files.pdf(), "plain.pdf")) as document:
        document.save(path, encryption=pikepdf.Encryption(owner="x", user="x"))
    with pytest.raises(UnreadableFile, match="password"):
        check_file(path)


def test_too_large_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regulations.extraction.reading.LARGEST", 10)
    with pytest.raises(UnreadableFile, match="larger"):
        check_file(written(tmp_path, files.pdf()))
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 100)
    path = shared_data("gazette-pdfs") / "nghi-dinh-so-123-2026-nd-cp-469299.pdf"
    with pytest.raises(UnreadableFile, match="too much text"):
        read_text(path)


def test_text_of_old_fonts_is_known() -> None:
    assert not is_garbled(SENTENCE * 5)
    assert is_garbled((SENTENCE * 5).translate(IN_TCVN3))
    assert is_garbled(GARBLED * 5)
    assert not is_garbled("QĐ-UBND")


def test_word_text_of_a_font_of_its_own_is_said_to_be_garbled(tmp_path: Path) -> None:
    path = written(tmp_path, files.word(GARBLED * 20), "a.docx")
    assert any("TCVN3" in warning for warning in read_text(path).warnings)


@pytest.fixture
def _without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)


@pytest.mark.usefixtures("_without_recognition")
def test_a_garbled_layer_is_not_taken_for_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regulations.extraction.reading.page_texts", lambda _path: [GARBLED * 5])
    found = read_text(written(tmp_path, files.pdf()))
    assert found.pages == [""]
    assert "TCVN3" in found.warnings[0]


@pytest.mark.usefixtures("_without_recognition")
def test_without_recognition_a_scan_says_so() -> None:
    path = shared_data("gazette-pdfs") / "nghi-quyet-so-115-nq-cp-469452.pdf"
    found = read_text(path)
    assert found.recognised == set()
    assert any("1–2" in warning for warning in found.warnings)


def test_recognition_that_fails_leaves_the_other_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def recognise(_path: Path, pages: list[int]) -> list[str]:
        if 0 in pages:
            raise ocr.RecognitionFailed
        return [f"Trang {page}" for page in pages]

    noted: list[Any] = []
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "recognise", recognise)
    monkeypatch.setattr("regulations.extraction.reading.scanned_pages", lambda *_: list(range(6)))
    found = read_text(
        written(tmp_path, files.pdf(6)), {4: "Trước"}, lambda done, total: noted.append((len(done), total))
    )
    assert found.pages == ["", "", "", "", "Trước", "Trang 5"]
    assert noted == [(1, 6), (1, 6), (2, 6)]
    assert any("1–4" in warning for warning in found.warnings)


def test_pages_are_written_as_people_write_them() -> None:
    assert ranges([6, 0, 1, 2]) == "1–3, 7"
