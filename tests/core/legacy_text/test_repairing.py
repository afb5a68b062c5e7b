"""Characters that were read wrongly once: mended by the line, good text never touched."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.legacy_text.repairing import repair
from core.legacy_text.tables import Encoding, shown
from tests.core.legacy_text.published import written
from tests.data import shared_data
from tests.growth import grows_linearly

LINES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;",
    "§ Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.",
    "Số: 15/QĐ-SNV",
    "Và các tài sản",
    "2. Plain ASCII, 5 %",
)


def wrong(line: str, encoding: Encoding) -> str:
    """The line as a program shows it that doesn't know the encoding; the mark of a provision is ours."""
    mark = "§ " if line.startswith("§ ") else ""
    return mark + shown(written(line.removeprefix(mark), encoding))


@pytest.mark.parametrize("encoding", Encoding)
def test_a_text_in_one_encoding(encoding: Encoding) -> None:
    found = repair("\n".join(wrong(line, encoding) for line in LINES))
    assert found is not None
    assert (found.text, found.encoding) == ("\n".join(LINES), encoding)


@pytest.mark.parametrize("encoding", Encoding)
@given(st.lists(st.sampled_from(LINES), max_size=6), st.lists(st.sampled_from(LINES), max_size=6))
def test_a_paragraph_between_others_that_are_unicode(
    encoding: Encoding, before: list[str], after: list[str]
) -> None:
    middle = LINES[1]
    found = repair("\n".join([*before, wrong(middle, encoding), *after]))
    assert found is not None
    lines = found.text.split("\n")
    assert lines[len(before)] == middle
    assert lines[: len(before)] == before
    # What follows could be either only if it has no letter that Latin-1 lacks.
    kept = [(line, was) for line, was in zip(lines[len(before) + 1 :], after, strict=True) if was != LINES[3]]
    assert all(line == was for line, was in kept)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "Hà Nam\nVà các tài sản\nCó",
        "Số: 15/QĐ-UBND\n25 m², 30 °C\n§ Điều 5.\n© 2026",
        "n theo phân công, phâ",
        "Müller, Zürich: très bien, à côté de São Paulo, niño, Ærø, Þór",
        "Không thay đổi",
        "Bön",
        "Café\nnaïve\nrésumé\nfür",
        # One word is no evidence.
        "§iÒu",
    ],
)
def test_good_text_is_left_alone(text: str) -> None:
    assert repair(text) is None


def test_a_title_of_two_words_is_enough() -> None:
    found = repair("Hµ Néi")
    assert found is not None
    assert found.text == "Hà Nội"


def test_all_shared_articles_are_left_alone() -> None:
    with gzip.open(shared_data("legal-documents.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            for article in json.loads(line)["articles"]:
                assert repair(article["text"]) is None


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("ng-êi d©n, ®Þa ph-¬ng, nhµ n-íc", "người dân, địa phương, nhà nước"),
        ("®Çu t-, c- tró, (t-) “nhµ n-íc”", "đầu tư, cư trú, (tư) “nhà nước”"),
        ("Sè 15/Q§-UBND cña tØnh", "Số 15/QĐ-UBND của tỉnh"),
        ("c- C¸c së, ngµnh", "c- Các sở, ngành"),
        ("- Së Néi vô", "- Sở Nội vụ"),
        ("ng\u00adêi d©n nãi c-", "người dân nói c-"),
    ],
)
def test_the_letter_that_pdf_files_write_as_a_hyphen(line: str, mended: str) -> None:
    found = repair(line)
    assert found is not None
    assert found.text == mended


@given(st.text(max_size=200))
def test_no_line_is_lost(text: str) -> None:
    found = repair(text)
    assert found is None or found.text.count("\n") == text.count("\n")


@pytest.mark.parametrize("line", ["ng-êi ", "-" * 40, "§ ", "aâ", "Õ\u0301", "é" * 40])
def test_time_grows_with_the_text(line: str) -> None:
    assert grows_linearly(lambda size: repair(line * size), 2_000)
