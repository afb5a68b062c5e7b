"""Nothing that could be somebody's own is kept of what was typed."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.legal_text.careless import read_number_query
from search.privacy import DROPPED, MAX_KEPT, kept_words

# The one shape in which digits may be kept, always in front.
NUMBER = re.compile(
    r"[1-9][0-9]{0,4}[a-zđ]?(/(19|20|21)[0-9]{2})?"
    r"(/[a-z]+(-([a-z]+|(ubtvqh|qh|hdnn|nhnn|c|x|v|a)[0-9]{1,2}))*|/(ubtvqh|qh|hdnn|nhnn|c|x|v|a)[0-9]{1,2})?"
)
PERSONAL = [
    *("079123456789", "079 123 456 789", "079.123.456.789", "025123456", "B1234567"),
    *("0912345678", "0912 345 678", "0912.345.678", "0912-345-678", "0 9 1 2 3 4 5 6 7 8", "(0221) 3863456"),
    *(
        "+84912345678",
        "+84 (0) 912 345 678",
        "84.912.345.678",
        "0084-912345678",
        "٠٩١٢٣٤٥٦٧٨",
        "０９１２３４５６７８",
    ),
    *("0912 345678", "0912\u200b345\u200b678", "0221.3863.456", "09l2345678"),
    *("12/03/1985", "12-3-1985", "12.03.85", "19850312", "ngày 12 tháng 3 năm 1985", "sinh năm 1985"),
    *("CMND số 12345", "số nhà 125", "tài khoản 55555"),
    *("29A-12345", "30E-123.45", "29A1 2345", "59-X1 23456"),
    *("500.000 đồng", "2.000.000đ", "1500000"),
    *("nguyen.van.a@gmail.com", "nguyen.van.a @ gmail . com", "A.B@sub.so.gov.vn", "a＠b.vn"),
    *(
        "nguyenvana(at)gmail.com",
        "nguyenvana [at] gmail.com",
        "nguyenvana a còng gmail.com",
        "nguyenvana at gmail.com",
    ),
    *(
        "https://so.gov.vn/nguyen-van-a?x=1",
        "www.so.vn",
        "facebook.com/nguyen.van.a",
        "http://127.0.0.1:8000/a",
    ),
    *("mailto:a@b.vn", "123.com.vn/nguyen-van-a", "zalo.me/0912345678"),
]
# Behind the name of a type these read as a number ("quyết định 123"); otherwise they go.
SHORT = ["1985", "03/1985", "25 triệu", "①②③", "x²", "½", "số 7", "lớp 5", "K15"]
HIDDEN_WORDS = {"gmail", "nguyenvana", "facebook", "zalo", "www", "https", "http", "com", "mailto", "sub"}
NUMBERS = ["15/2023/QĐ-UBND", "qd 15/2023", "nghị định 46 2016", "326/ttg", "luật 36/2013/QH13", "12-NQ/TU"]
WORDS = ["đất đai", "thi đua", "khen thưởng", "điều", "khoản", "quyết định", "tt", "nd", "qd", "số", "luật"]
NOISE = st.text(alphabet="0123456789 ./-()+@,;:đaqdnqtubnhsố\u200b\u0300", max_size=60)


def assert_harmless(kept: str) -> None:
    """Digits only in a document number in front, and nothing but words behind it."""
    first, *rest = kept.split(" ") if kept else [""]
    if any(character.isnumeric() for character in first):
        assert NUMBER.fullmatch(first), kept
    else:
        rest = [first, *rest]
    for word in rest:
        assert word == DROPPED or not any(character.isnumeric() for character in word), kept
        assert not set(word) & set("@:/."), kept
    assert len(kept) <= MAX_KEPT
    assert kept == unicodedata.normalize("NFC", kept) == kept.lower()
    # No spreadsheet takes any of it for a formula.
    assert not kept.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Thi đua  KHEN thưởng", "thi đua khen thưởng"),
        ("hoà giải", "hòa giải"),
        ("15/2023/QĐ-UBND", "15/2023/qd-ubnd"),
        ("15 2023 qđ ubnd", "15/2023/qd-ubnd"),
        ("Quyết định số 015/2023/QĐ-UBND", "15/2023/qd-ubnd"),
        ("luật 36/2013/qh13", "36/2013/qh13"),
        ("nd46/2016", "46/2016/nd"),
        ("thông tư liên tịch 05/1998/TTLT/TCCP-CCB", "5/1998/ttlt-tccp-ccb"),
        ("3954/UBND-VX", "3954/ubnd-vx"),
        ("15.2023.qd.ubnd", "15/2023/qd-ubnd"),
        ("điều 15 nghị định 100/2019/nđ-cp", "100/2019/nd-cp điều …"),
        ("luật đất đai 2013", "luật đất đai …"),
        ("luật 2013", "luật …"),
        ("079123456789", ""),
        ("12/03/1985", ""),
        ("12/1985", ""),
        ("nhà 25/1985 Nguyễn Trãi", "nhà nguyễn trãi …"),
        ("quyết định 500000", "quyết định …"),
        ("quyết định 0912", "quyết định …"),
        ("tt 0912 345678", "tt …"),
        ("qd 29A-12345", "qd …"),
        ("nghị định a@b.vn 15", "nghị định …"),
        ("15/2023/QĐ-nguyen85", "15/2023/qd"),
        ("102-SL/L-0912345678", "102/sl-l …"),
        ("hỏi nguyen.van.a @ gmail . com về đất", "hỏi về đất …"),
        ("sonoivu.hungyen.gov.vn đất đai", "đất đai …"),
        ("…", ""),
        ("", ""),
    ],
)
def test_what_is_kept(typed: str, kept: str) -> None:
    assert kept_words(typed) == kept


@given(st.text(max_size=300) | NOISE)
@example("102-SL/L-0912345678")
@example("0BB")
@example("15/2023/QĐ-UBND15/2023")
@example("ﷺ" * 30)
def test_of_any_text_only_harmless_things_are_kept(typed: str) -> None:
    kept = kept_words(typed)
    assert_harmless(kept)
    if any(character.isnumeric() for character in kept):
        # What was kept as a number is one to the reader of numbers as well.
        assert read_number_query(kept.split(" ")[0]) is not None


@given(
    st.lists(st.sampled_from(PERSONAL), min_size=1, max_size=2),
    st.lists(st.sampled_from(NUMBERS + WORDS), max_size=4),
    st.randoms(use_true_random=False),
    st.sampled_from([" ", "  ", ", ", " - ", "; "]),
)
def test_personal_data_are_dropped_wherever_they_stand(personal, others, random, gap) -> None:
    parts = [*personal, *others]
    random.shuffle(parts)
    kept = kept_words(gap.join(parts))
    assert_harmless(kept)
    assert not set(re.findall(r"[^\W\d_]+", kept)) & HIDDEN_WORDS, kept
    if kept and kept[0].isdecimal():
        sequence = re.match("[0-9]+", kept)[0]
        assert sequence in {"15", "46", "326", "36", "12"}, kept


@pytest.mark.parametrize("short", SHORT)
@pytest.mark.parametrize("words", ["đất đai {}", "{} khen thưởng", "{}", "Nguyễn Văn A, {}"])
def test_short_numbers_are_dropped_as_well(short: str, words: str) -> None:
    kept = kept_words(words.format(short))
    assert not any(character.isnumeric() for character in kept), kept


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
def test_words_alone_are_kept_as_they_are(words: list[str]) -> None:
    typed = " ".join(words)
    assert kept_words(typed) == typed


def test_a_story_is_not_kept_and_costs_nothing() -> None:
    assert kept_words("đơn khiếu nại " * 700) == ""
    assert kept_words("a" * MAX_KEPT) == "a" * MAX_KEPT
    assert kept_words("a" * (MAX_KEPT + 1)) == ""
