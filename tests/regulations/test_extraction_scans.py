"""Scans, by text recognition: needs tesseract with Vietnamese."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.legal_text.extraction.document import FIELDS
from core.legal_text.extraction.reading import Read
from core.legal_text.extraction.scanned import number_from_name, tidy
from regulations.extraction import ocr
from regulations.extraction.reading import read, read_text
from tests.data import shared_data

GOLD = (Path(__file__).parents[1] / "core" / "gold" / "gazette.jsonl").read_text().splitlines()
SCANS = [facts for facts in map(json.loads, GOLD) if facts["scan"]]


@pytest.mark.slow
def test_fields_of_the_scans() -> None:
    """At least 85 of 100; the date of one, and the day of effect that counts from it, are written by hand."""
    if not ocr.available():
        pytest.skip("needs tesseract with the language vie, which is not installed")
    folder, wrong = shared_data("gazette-pdfs"), []
    for facts in SCANS:
        found, warnings = read(read_text(folder / facts["file"]), facts["file"])
        assert warnings
        assert "".join(provision.text for provision in found.provisions) == found.text
        for name in FIELDS:
            value = getattr(found.fields.get(name), "value", None)
            if value != facts[name]:
                wrong.append((facts["file"], name, value, facts[name]))
        figures = [found.fields[name] for name in ("number", "date") if name in found.fields]
        assert all(one.confidence <= 0.5 for one in figures)
    assert len(wrong) <= 0.15 * len(FIELDS) * len(SCANS), wrong


def test_official_capitals_get_their_marks_back() -> None:
    assert tidy("CONG HOÀ XÃ HỘI CHÚ NGHĨA VIỆT NAM\nNGHỊ QUYÉT\nKT. THỦ TƯỞNG\nNghị quyêt này") == (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nNGHỊ QUYẾT\nKT. THỦ TƯỚNG\nNghị quyêt này"
    )


def test_the_layer_is_right_where_only_marks_differ() -> None:
    assert tidy("Hỗ Quốc Dũng\nĐiều 1", "Hồ Quốc Dũng\nĐiều 2") == "Hồ Quốc Dũng\nĐiều 1"


def test_running_heads_of_the_gazette_go() -> None:
    assert tidy("CÔNG BÁO/Só 271/Ngày 12-05-2026 $7\nĐiều 1.") == "Điều 1."


@pytest.mark.parametrize(
    ("read_number", "file_name", "wanted"),
    [
        ("445/NQ-CP", "nghi-quyet-so-115-nq-cp-469452.pdf", "115/NQ-CP"),
        ("445/NQ-CP", "445-NQ-CP.pdf", None),
        ("445/NQ-CP", "115-qd-ttg.pdf", None),
        ("27/2026/NQ-CP", "so 29_2026_NQ-CP (ký).pdf", "29/2026/NQ-CP"),
        ("khong", "115-nq-cp.pdf", None),
    ],
)
def test_the_number_in_the_name_of_the_file(read_number: str, file_name: str, wanted: str | None) -> None:
    found = number_from_name(Read(read_number, read_number, 1), file_name)
    assert (found.value if found else None) == wanted


@given(st.text(), st.text())
def test_any_text_is_tidied(recognised: str, layer: str) -> None:
    once = tidy(recognised, layer)
    assert tidy(once, layer) == once
