from hypothesis import given
from hypothesis import strategies as st

from core.anchors import Anchors


def test_ids_follow_from_headings_and_a_second_one_gets_a_number() -> None:
    anchors = Anchors()
    taken = [anchors.take(heading) for heading in ("Tuyển dụng", "Đất đai 2", "Tuyển dụng", "TUYEN DUNG")]
    assert taken == ["muc-tuyen-dung", "muc-dat-dai-2", "muc-tuyen-dung-2", "muc-tuyen-dung-3"]


def test_a_heading_that_looks_like_a_numbered_one_gets_an_id_of_its_own() -> None:
    anchors = Anchors()
    assert [anchors.take(heading) for heading in ("A", "A 2", "A")] == ["muc-a", "muc-a-2", "muc-a-3"]


def test_a_heading_without_letters_has_an_id_all_the_same() -> None:
    assert Anchors().take("★★★") == "muc"


@given(st.lists(st.text(max_size=200), max_size=20))
def test_ids_are_short_distinct_and_the_same_again(headings: list[str]) -> None:
    first, second = Anchors(), Anchors()
    taken = [first.take(heading) for heading in headings]
    assert taken == [second.take(heading) for heading in headings]
    assert len(set(taken)) == len(taken)
    assert all(anchor.isascii() and " " not in anchor and len(anchor) < 90 for anchor in taken)
