import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spelling import normalize_spelling
from core.text import fold, syllables
from core.vietnamese_syllables import SYLLABLES, TONES, is_syllable, split_tone, with_tone


def spelled(text: str) -> str:
    return " ".join(normalize_spelling(word) for word in syllables(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("qui định", "quy định"),
        ("QUI ĐỊNH", "quy định"),
        ("quĩ đất", "quỹ đất"),
        ("quí hiếm", "quý hiếm"),
        ("qúy hiếm", "quý hiếm"),
        ("cây quít", "cây quýt"),
        ("kĩ thuật", "kỹ thuật"),
        ("đăng kí định kì", "đăng ký định kỳ"),
        ("quản lí", "quản lý"),
        ("tỉ lệ", "tỷ lệ"),
        ("bác sĩ", "bác sỹ"),
        ("mĩ thuật", "mỹ thuật"),
        ("hi sinh", "hy sinh"),
        ("hiếu hỉ", "hiếu hỷ"),
        ("xi lanh", "xy lanh"),
        ("hoà bình", "hòa bình"),
        ("uỷ quyền", "ủy quyền"),
        ("tòan bộ qúa trình", "toàn bộ quá trình"),
        ("đánh gía", "đánh giá"),
        ("lựơng thực", "lượng thực"),
        ("ki thuat", "ky thuat"),
        ("qui dinh", "quy dinh"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert spelled(one) == spelled(other)


@pytest.mark.parametrize(
    "text",
    [
        "thi hành",
        "thị trường",
        "khí thải",
        "chi phí",
        "nghỉ phép",
        "i",
        "y tế",
        "vi phạm",
        "quyết định",
        "huỳnh",
        "giếng nước",
        "gìn giữ",
        "quốc gia",
        "hoàn thuế",
        "khuya",
        "khuỷu tay",
        "ngoằn ngoèo",
        "thuở xưa",
        "15 2023 qđ ubnd qh14",
        "naïve",
        "ñ",
        "quìt",
    ],
)
def test_what_has_one_spelling_stays(text: str) -> None:
    assert spelled(text) == text


@pytest.mark.parametrize(
    ("left", "right"), [("thi", "thy"), ("vi", "vy"), ("i", "y"), ("đi", "đy"), ("ai", "ay")]
)
def test_different_words_stay_apart(left: str, right: str) -> None:
    assert normalize_spelling(left) != normalize_spelling(right)


@given(st.text())
def test_any_text_has_one_spelling_and_keeps_it(text: str) -> None:
    once = spelled(text)
    assert spelled(once) == once


def test_every_syllable_folds_alike_before_and_after() -> None:
    for letters in SYLLABLES:
        for tone in ("", *TONES):
            if is_syllable(letters, tone):
                syllable = with_tone(letters, tone)
                assert split_tone(syllable) == (letters, tone)
                assert fold(normalize_spelling(syllable)) == normalize_spelling(fold(syllable))


@pytest.mark.parametrize(
    ("letters", "tone", "expected"),
    [
        ("hoa", "\u0300", "hòa"),
        ("hoan", "\u0300", "hoàn"),
        ("thuy", "\u0309", "thủy"),
        ("quy", "\u0301", "quý"),
        ("qua", "\u0309", "quả"),
        ("gia", "\u0301", "giá"),
        ("gi", "\u0300", "gì"),
        ("giêng", "\u0301", "giếng"),
        ("ngươi", "\u0300", "người"),
        ("khoai", "", "khoai"),
        ("ngoai", "\u0300", "ngoài"),
        ("khuyu", "\u0309", "khuỷu"),
        ("mua", "\u0300", "mùa"),
        ("mưa", "\u0300", "mừa"),
        ("quyêt", "\u0301", "quyết"),
        ("thuơ", "\u0309", "thuở"),
    ],
)
def test_tones_stand_where_the_new_style_puts_them(letters: str, tone: str, expected: str) -> None:
    assert with_tone(letters, tone) == unicodedata.normalize("NFC", expected)


@pytest.mark.parametrize(
    ("letters", "tone", "valid"),
    [
        ("đât", "\u0301", True),
        ("đât", "", False),
        ("đât", "\u0300", False),
        ("cach", "\u0323", True),
        ("cach", "", False),
        ("kang", "", False),
        ("ci", "", False),
        ("the", "", True),
        ("nghan", "", False),
        ("moe", "", False),
        ("", "", False),
    ],
)
def test_what_is_a_syllable(letters: str, tone: str, valid: bool) -> None:
    assert is_syllable(letters, tone) is valid


def test_two_tones_are_no_syllable() -> None:
    assert split_tone("quỵền") is None
