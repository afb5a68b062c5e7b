import pytest

from core.legal_text.amending import Kind, Why
from tests.core.amending.samples import one

PLACES = {
    "khoản 1 và khoản 3 Điều 4": ["dieu-4/khoan-1", "dieu-4/khoan-3"],
    "các điều 18, 19": ["dieu-18", "dieu-19"],
    "các Điều 7, 8 và 10": ["dieu-7", "dieu-8", "dieu-10"],
    "Khoản 2, 3 Điều 27": ["dieu-27/khoan-2", "dieu-27/khoan-3"],
    "điểm a, điểm c, điểm đ khoản 2 Điều 7": [f"dieu-7/khoan-2/diem-{one}" for one in ("a", "c", "dd")],
    "điểm a, b khoản 1, khoản 2 và khoản 3 Điều 7a": [
        "dieu-7a/khoan-1/diem-a",
        "dieu-7a/khoan-1/diem-b",
        "dieu-7a/khoan-2",
        "dieu-7a/khoan-3",
    ],
    "khoản 2 và điểm a khoản 3 Điều 5": ["dieu-5/khoan-2", "dieu-5/khoan-3/diem-a"],
    "khoản 2 Điều 5, Điều 13": ["dieu-5/khoan-2", "dieu-13"],
    "điểm b, khoản 2, Điều 5": ["dieu-5/khoan-2/diem-b"],
    "điểm a khoản 2 Điều 7 và khoản 3": ["dieu-7/khoan-2/diem-a", "dieu-7/khoan-3"],
    "Điều 24 Chương V": ["dieu-24"],
    "Mục 1, Mục 2 Chương III": ["chuong-3/muc-1", "chuong-3/muc-2"],
}


@pytest.mark.parametrize("places", PLACES)
def test_places(places: str) -> None:
    assert list(one(f"1. Bãi bỏ {places}.").scopes) == PLACES[places]


@pytest.mark.parametrize(
    "places",
    [
        "khoản 2",  # of which article?
        "điểm a và khoản 3 Điều 5",
        "khoản 2 các điều 3, 4",
        "mục II, Phần A",  # one place or two?
        "từ Điều 5 đến Điều 9",
        "đoạn 2 khoản 1 Điều 5",
        "Mục VII Điều 1",
        "tên Mục 1, Mục 2",
        "một số nội dung tại Điều 5",
    ],
)
def test_places_that_are_not_guessed(places: str) -> None:
    operation = one(f"1. Bãi bỏ {places}.")
    assert (operation.kind, operation.scopes) == (Kind.UNREAD, ())
    assert operation.why in {Why.PLACE, Why.WORDING}
