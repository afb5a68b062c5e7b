import unicodedata
from functools import cmp_to_key
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import (
    fold,
    has_accents,
    nfc,
    normalize_tone_placement,
    pairs,
    slugify_vi,
    sort_key,
    sort_text,
    syllables,
)
from tests.growth import grows_linearly

VIETNAMESE = st.text(
    alphabet="abcdđeghiklmnoqrstuvxyăâêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ -0123456789"
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Ðồng Nai", "Đồng Nai"),
        ("ðất ðai", "đất đai"),
        ("\ufeffSở\u200b Nội\u00a0vụ\u00ad", "Sở Nội vụ"),
        (unicodedata.normalize("NFD", "Uỷ ban thường vụ"), "Uỷ ban thường vụ"),
        ("a\u200b\u0301", "á"),
        ("", ""),
    ],
)
def test_nfc(raw: str, clean: str) -> None:
    assert nfc(raw) == clean


@given(st.text())
def test_nfc_is_idempotent_and_composed(text: str) -> None:
    once = nfc(text)
    assert nfc(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Quyết định", "quyet dinh"),
        ("ĐƯỜNG ỐNG", "duong ong"),
        ("Ðại hội", "dai hoi"),
        ("nghiêng ngả Ưỡn ẹo", "nghieng nga uon eo"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_folded_vietnamese_is_ascii_without_accents(text: str) -> None:
    assert fold(text).isascii()
    assert not has_accents(fold(text))
    assert len(fold(text)) == len(nfc(text))


def test_has_accents() -> None:
    assert has_accents("đ")
    assert has_accents(unicodedata.normalize("NFD", "mạ"))
    assert has_accents("QUYẾT")
    assert not has_accents("quyet dinh 15/2023")
    assert not has_accents("Zürich")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà bình", "hòa bình"),
        ("thuý", "thúy"),
        ("Uỷ ban", "Ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("Toà án", "Tòa án"),
        ("khoẻ", "khỏe"),
        ("hoàn toàn", "hoàn toàn"),
        ("quý vị, Quỳ Châu", "quý vị, Quỳ Châu"),
        ("thuỷ sản", "thủy sản"),
        ("huỳnh", "huỳnh"),
        ("xoá", "xóa"),
    ],
)
def test_tone_placement(old: str, new: str) -> None:
    assert normalize_tone_placement(old) == new
    assert normalize_tone_placement(unicodedata.normalize("NFD", old)) == new
    assert normalize_tone_placement(new) == new


def test_syllables_and_pairs() -> None:
    words = syllables("Điều 12a. Uỷ ban_nhân dân,\tkhoản 2/2023")
    assert words == ["điều", "12a", "ủy", "ban", "nhân", "dân", "khoản", "2", "2023"]
    assert pairs(words)[:2] == ["điều_12a", "12a_ủy"]
    assert pairs(["một"]) == []
    assert pairs([]) == []


def test_syllables_take_linear_time() -> None:
    text = "Uỷ ban nhân dân cấp huyện quyết định thành lập Toà án, hoà giải ở cơ sở và quý vị. "
    assert grows_linearly(lambda count: syllables(text * count), 1_500)


def test_sort_order_of_names() -> None:
    ordered = ["2 sao", "an", "An Bình", "àn", "ản", "án", "ạn", "anh", "ăn", "ân", "ba", "ba chỉ", "bà"]
    ordered += ["cá", "da", "đa", "đá", "ê", "ga", "o", "ô", "ơ", "u", "ư", "vũ", "Y", "日本"]
    backwards = list(reversed(ordered))
    assert sorted(backwards, key=sort_key) == ordered
    assert sorted(backwards, key=sort_text) == ordered


def test_sort_ignores_case_and_form() -> None:
    assert sort_key("ĐẶNG Văn-Ổn") == sort_key(unicodedata.normalize("NFD", "đặng văn ổn"))


@given(st.lists(st.one_of(VIETNAMESE, st.text()), max_size=12))
def test_sort_text_orders_as_sort_key(texts: list[str]) -> None:
    for left, right in pairwise(texts):
        assert (sort_key(left) < sort_key(right)) == (sort_text(left) < sort_text(right))
        assert (sort_key(left) == sort_key(right)) == (sort_text(left) == sort_text(right))


@given(st.lists(VIETNAMESE, max_size=12))
def test_sort_text_is_digits_only(texts: list[str]) -> None:
    encoded = [sort_text(text) for text in texts]
    assert all(text == "" or (text.isascii() and text.isdecimal()) for text in encoded)
    bytewise = sorted(
        encoded, key=cmp_to_key(lambda a, b: (a.encode() > b.encode()) - (a.encode() < b.encode()))
    )
    assert bytewise == sorted(encoded)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("15/2023/QĐ-UBND", "15-2023-qd-ubnd"),
        ("Sở Nội vụ tỉnh Hưng Yên", "so-noi-vu-tinh-hung-yen"),
        ("  Đường — ống!  ", "duong-ong"),
        ("日本", ""),
    ],
)
def test_slugify(text: str, slug: str) -> None:
    assert slugify_vi(text) == slug
