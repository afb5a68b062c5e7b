import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.reading.names import fitting_codes

NAMES = [
    ("ubnd-tinh", "Ủy ban nhân dân tỉnh Quảng Ninh"),
    ("ubnd-ha-long", "Ủy ban nhân dân thành phố Hạ Long"),
    ("hdnd-tinh", "Hội đồng nhân dân tỉnh Quảng Ninh"),
    ("btc", "Bộ Tài chính"),
    ("btc", "Ministry of Finance"),
    ("bldtbxh", "Bộ Lao động - Thương binh và Xã hội"),
    ("bvhttdl", "Bộ Văn hóa, Thể thao và Du lịch"),
    ("bgddt", "Bộ Giáo dục và Đào tạo"),
    ("ttg", "Thủ tướng Chính phủ"),
    ("ttg", "TTg"),
    ("cp", "Chính phủ"),
    ("luat", "Luật"),
    ("bo-luat", "Bộ luật"),
    ("nghi-dinh", "Nghị định"),
    ("nghi-quyet", "Nghị quyết"),
    ("nghi-dinh", "NĐ"),
]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Bộ Tài chính", {"btc"}),
        ("bo tai chinh", {"btc"}),
        ("BỘ  TÀI-CHÍNH", {"btc"}),
        ("tài chính", {"btc"}),
        ("BTC", {"btc"}),
        ("ministry finance", {"btc"}),
        ("finance", {"btc"}),
        ("UBND tỉnh", {"ubnd-tinh"}),
        ("ubnd", {"ubnd-tinh", "ubnd-ha-long"}),
        ("UBND TP Hạ Long", {"ubnd-ha-long"}),
        ("HĐND", {"hdnd-tinh"}),
        ("UBND tỉnh Quảng", {"ubnd-tinh"}),
        ("quang ninh", {"ubnd-tinh", "hdnd-tinh"}),
        ("BLĐTBXH", {"bldtbxh"}),
        ("Bộ LĐTBXH", {"bldtbxh"}),
        ("lao động thương binh xã hội", {"bldtbxh"}),
        ("BVHTTDL", {"bvhttdl"}),
        ("BGD&ĐT", {"bgddt"}),
        ("BGDĐT", {"bgddt"}),
        ("ttg", {"ttg"}),
        # A whole name leaves out those that hold it.
        ("chính phủ", {"cp"}),
        ("luật", {"luat"}),
        ("nghị định", {"nghi-dinh"}),
        ("nđ", {"nghi-dinh"}),
        ("nghị", {"nghi-dinh", "nghi-quyet"}),
        # Whole words before beginnings of words.
        ("tai chi", {"btc"}),
        ("ngh", {"nghi-dinh", "nghi-quyet"}),
        ("", set()),
        ("?!", set()),
        ("b", set()),
        ("tài chính bộ", set()),
        ("công thương", set()),
        ("bộ công thương", set()),
    ],
)
def test_names_that_fit(typed: str, codes: set[str]) -> None:
    assert set(fitting_codes(NAMES, typed)) == codes


def test_codes_come_once_in_the_order_of_the_names() -> None:
    assert fitting_codes([("b", "Sở X"), ("a", "Sở Y"), ("b", "Sở Z")], "sở") == ("b", "a")


@given(st.text(max_size=60))
def test_any_text_may_be_typed(typed: str) -> None:
    assert set(fitting_codes(NAMES, typed)) <= {code for code, _name in NAMES}


@given(st.lists(st.text(max_size=20), max_size=5))
def test_any_name_fits_itself_unless_it_is_too_short(names: list[str]) -> None:
    coded = [(str(place), name) for place, name in enumerate(names)]
    for code, name in coded:
        found = fitting_codes(coded, name)
        assert found == () or code in found
