import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.legal_text.ordinals import arabic_number, from_roman, to_roman
from core.legal_text.paths import (
    ATTACHED,
    Level,
    Segment,
    format_path,
    label,
    parse_path,
    read_citation,
    scope,
)

LETTERS = "abcdđeghiklmnopqrstuvxy"
ARTICLE_NUMBERS = st.builds(
    lambda number, letter: f"{number}{letter}", st.integers(1, 999), st.sampled_from(["", *LETTERS])
)
POINTS = st.builds(
    lambda letter, digit: letter + digit, st.sampled_from(LETTERS), st.sampled_from(["", "1", "12"])
)
SCOPES = st.one_of(
    st.just(()),
    st.sampled_from([(Segment(name),) for name in ATTACHED]),
    st.just((Segment(Level.APPENDIX),)),
    st.builds(lambda number: (Segment(Level.APPENDIX, number),), ARTICLE_NUMBERS),
    st.sampled_from([(Segment(Level.APPENDIX, letter),) for letter in "abdđ"]),
)


def _segments(levels: dict[Level, st.SearchStrategy[str]]) -> st.SearchStrategy[tuple[Segment, ...]]:
    """Build segments of any of the levels, each given or left out, in order."""
    optional = [
        st.one_of(st.just(()), st.builds(lambda number, level=level: (Segment(level, number),), numbers))
        for level, numbers in levels.items()
    ]
    return st.tuples(*optional).map(lambda parts: tuple(segment for part in parts for segment in part))


INSIDE = _segments({Level.ARTICLE: ARTICLE_NUMBERS, Level.CLAUSE: ARTICLE_NUMBERS, Level.POINT: POINTS})
GROUPS = _segments(
    dict.fromkeys((Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION), ARTICLE_NUMBERS)
)
PATHS = st.builds(lambda first, rest: (*first, *rest), SCOPES, st.one_of(INSIDE, GROUPS)).filter(bool)


@given(PATHS)
def test_round_trip(segments: tuple[Segment, ...]) -> None:
    path = format_path(segments)
    assert path.isascii()
    assert parse_path(path) == segments
    assert read_citation(label(path)) == path
    assert read_citation(unicodedata.normalize("NFD", label(path).upper())) == path


@given(PATHS, PATHS)
def test_paths_are_injective(left: tuple[Segment, ...], right: tuple[Segment, ...]) -> None:
    assert (format_path(left) == format_path(right)) == (left == right)
    assert (label(format_path(left)) == label(format_path(right))) == (left == right)


@given(st.text())
def test_any_text_is_a_path_or_an_error(text: str) -> None:
    read_citation(text)
    try:
        segments = parse_path(text)
    except ValueError:
        return
    assert format_path(segments) == text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("dieu-8/khoan-2/diem-a", "điểm a khoản 2 Điều 8"),
        ("dieu-12dd/diem-dd", "điểm đ Điều 12đ"),
        ("dieu-12d/diem-d", "điểm d Điều 12d"),
        ("phu-luc-1/dieu-1", "Điều 1 Phụ lục 1"),
        ("quy-dinh/dieu-1", "Điều 1 Quy định"),
        ("phu-luc", "Phụ lục"),
        ("chuong-2", "Chương II"),
        ("chuong-2/muc-1", "Mục 1 Chương II"),
        ("phan-1/chuong-10", "Chương X Phần I"),
        ("chuong-10c", "Chương 10c"),
        ("mo-dau", "Phần mở đầu"),
        ("toan-van", "Toàn văn"),
    ],
)
def test_labels(path: str, text: str) -> None:
    assert label(path) == text
    assert read_citation(text) == path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("khoản 2 Điều 8", "dieu-8/khoan-2"),
        ("Khoản 2, Điều 08.", "dieu-8/khoan-2"),
        ("khoan 2 dieu 8", "dieu-8/khoan-2"),
        ("Điều 8 khoản 2 điểm đ", "dieu-8/khoan-2/diem-dd"),
        ("điểm đ, khoản 1 Điều 12a của Quy chế", "quy-che/dieu-12a/khoan-1/diem-dd"),
        ("Điều 3 Chương II", "dieu-3"),
        ("Mục 1 Chương II", "chuong-2/muc-1"),
        ("Phụ lục II", "phu-luc-2"),
        ("Phụ lục số 02", "phu-luc-2"),
        ("Phần thứ nhất", "phan-1"),
        ("Chương IIa", "chuong-2a"),
        ("Phụ lục B", "phu-luc-b"),
    ],
)
def test_citations(text: str, path: str) -> None:
    assert read_citation(text) == path


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Điều",
        "Điều này",
        "khoản 2 Điều 8 Nghị định 46/2016/NĐ-CP",
        "hai điều",
        "Điều 1 Điều 2",
        "mục tiêu",
    ],
)
def test_no_citations(text: str) -> None:
    assert read_citation(text) is None


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "dieu",
        "dieu-",
        "dieu-08",
        "dieu-12đ",
        "dieu-8/",
        "khoan-2/dieu-8",
        "dieu-8/dieu-9",
        "chuong-ii",
        "chuong-2/dieu-8",
        "quy-dinh-1",
        "mo-dau/khoan-1",
        "dieu-8/phu-luc-1",
        "phu-luc-i",
    ],
)
def test_bad_paths(path: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_path(path)


def test_scope() -> None:
    assert scope("phu-luc-1/dieu-1") == "phu-luc-1"
    assert scope("quy-che") == "quy-che"
    assert scope("dieu-1/khoan-2") == ""
    assert scope("toan-van") == ""


def test_roman_numerals() -> None:
    assert all(from_roman(to_roman(value)) == value for value in range(1, 400) if value not in {50, 100})
    assert [from_roman(text) for text in ("", "IIII", "IC", "abc", "C", "12")] == [None] * 6
    with pytest.raises(ValueError, match="400"):
        to_roman(400)
    assert arabic_number("I-1") == "1.1"
    assert arabic_number("XIVb") == "14b"
    with pytest.raises(ValueError, match="provision"):
        arabic_number("ban hành")
