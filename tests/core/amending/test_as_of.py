from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.legal_text.amending import Kind, Operation, Reason
from core.legal_text.amending.as_of import Change, NotApplied, Note, text_as_of
from tests.core.amending.samples import BASE, KINDS, NOWHERE, documents, operations, read

FIRST = date(2024, 1, 1)
LAST = FIRST + timedelta(9)
DAYS = st.integers(0, 9).map(lambda days: FIRST + timedelta(days))
PROVISIONS = (Kind.REPLACE, Kind.INSERT, Kind.REPEAL)


def changes(kinds: tuple[Kind, ...] = KINDS) -> st.SearchStrategy[list[Change]]:
    acting = st.sampled_from(["1/2024", "2/2024"])
    return st.lists(st.builds(Change, DAYS, acting, operations(kinds)), max_size=8)


def said(body: str, on: date | None, acting: str = "1/2024/NĐ-CP") -> list[Change]:
    return [Change(on, acting, one) for one in read(body)]


def test_the_text_grows_day_by_day() -> None:
    later = said(
        "1. Thay thế từ “mới” bằng “cũ” tại khoản 3 Điều 1.\n2. Bãi bỏ Điều 2.",
        FIRST + timedelta(1),
        "2/2024/NĐ-CP",
    )
    first = said("1. Sửa đổi khoản 3 Điều 1 như sau:\n“3. Khoản mới.”", FIRST)
    given_changes = [*later, *first, *said("1. Bãi bỏ Điều 3.", None)]
    undated = NotApplied(3, "", Reason.UNDATED)
    on_first = text_as_of(BASE, given_changes, FIRST)
    assert on_first.text == BASE.replace("3. Khoản ba.", "3. Khoản mới.")
    assert on_first.notes == (Note("dieu-1/khoan-3", "1/2024/NĐ-CP", "dieu-1/khoan-1", FIRST),)
    assert on_first.not_applied == (undated,)
    after = text_as_of(BASE, given_changes, LAST)
    assert "\n3. Khoản cũ.\n" in after.text
    assert [(note.path, note.acting, note.own_path) for note in after.notes] == [
        ("dieu-1/khoan-3", "1/2024/NĐ-CP", "dieu-1/khoan-1"),
        ("dieu-1/khoan-3", "2/2024/NĐ-CP", "dieu-1/khoan-1"),
        ("dieu-2", "2/2024/NĐ-CP", "dieu-1/khoan-2"),
    ]


def test_what_cannot_be_applied_is_listed() -> None:
    wrong = said("1. Bãi bỏ Điều 9.\n2. Bãi bỏ các quy định về phí tại Điều 5.", FIRST)
    found = text_as_of(BASE, wrong, LAST)
    assert found.text == BASE
    assert found.not_applied == (
        NotApplied(0, "dieu-9", Reason.MISSING),
        NotApplied(1, "", Reason.UNREAD),
    )


def test_a_sentence_whose_parts_count_from_different_days() -> None:
    body = "1. Sửa đổi khoản 1; bổ sung khoản 1a vào sau khoản 1 Điều 3 như sau:\n“1. Mới.\n1a. Hai.”"
    replaced, inserted = read(body)
    parts = [(FIRST, "1/2024/NĐ-CP", replaced), (LAST, "1/2024/NĐ-CP", inserted)]
    assert "\n1. Mới.\n2. Hai." in text_as_of(BASE, parts, FIRST).text
    assert "\n1. Mới.\n1a. Hai.\n2. Hai." in text_as_of(BASE, parts, LAST).text


@given(documents(), changes())
def test_before_the_first_change_it_is_the_base(text: str, given_changes: list[Change]) -> None:
    found = text_as_of(text, given_changes, FIRST - timedelta(1))
    assert (found.text, found.notes, found.not_applied) == (text, (), ())


@settings(deadline=None)
@given(documents(), changes(), st.randoms())
def test_the_order_in_which_days_are_given_does_not_matter(
    text: str, given_changes: list[Change], random: Random
) -> None:
    days = sorted({one.on for one in given_changes})
    random.shuffle(days)
    other = [one for day in days for one in given_changes if one.on == day]
    found, again = text_as_of(text, given_changes, LAST), text_as_of(text, other, LAST)
    assert (found.text, found.notes) == (again.text, again.notes)
    assert {(given_changes[one.change], one.path, one.reason) for one in found.not_applied} == {
        (other[one.change], one.path, one.reason) for one in again.not_applied
    }


@settings(deadline=None)
@given(documents(), changes(), DAYS)
def test_from_day_to_day_or_at_once(text: str, given_changes: list[Change], day: date) -> None:
    until, after = ([one for one in given_changes if (one.on <= day) == early] for early in (True, False))
    at_once = text_as_of(text, given_changes, LAST)
    assert text_as_of(text_as_of(text, given_changes, day).text, after, LAST).text == at_once.text
    assert text_as_of(text, until, LAST).text == text_as_of(text, given_changes, day).text


@settings(deadline=None)
@given(documents(), changes(PROVISIONS))
def test_doing_again_what_was_done_changes_nothing(text: str, given_changes: list[Change]) -> None:
    first = text_as_of(text, given_changes, LAST)
    refused = {one.change for one in first.not_applied}
    done = [one for at, one in enumerate(given_changes) if at not in refused]
    assert text_as_of(first.text, done, LAST).text == first.text


ODD_PATHS = [
    *("toan-van", "mo-dau", "phu-luc-1/dieu-1", "chuong-1", "dieu-1.2"),
    *("dieu-1/khoan-a", "dieu-1/diem-1.2", "dieu-1/diem-w", "dieu-1/khoan-1/diem-w"),
]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("path", ODD_PATHS)
@pytest.mark.parametrize("label", ["", "w) ", "1. ", "a. ", "1.2) ", "Điều 1. ", "Điều 1.2. "])
def test_an_operation_of_any_shape_breaks_nothing(kind: Kind, path: str, label: str) -> None:
    places = ((path,), (), ()), ((), (path,), ()), ((), (), (path,))
    for scopes, titles, openings in places:
        odd = Operation(kind, NOWHERE, "", scopes, titles, openings, "?", "?", f"{label}M", "A", "B")
        found = text_as_of(BASE, [(FIRST, "", odd)], LAST)
        assert found.not_applied or found.notes
