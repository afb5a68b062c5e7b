"""Why documents are to be reviewed: the pure rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.review.reasons import (
    LONGEST_DETAIL,
    UNDATED,
    Facts,
    Reason,
    as_detail,
    codes_of,
    end_within,
    ends_by_others,
    reasons_for,
    review_due,
)
from regulations.validity import Event, Kind, Status

TODAY = date(2025, 8, 1)
DAYS = st.dates(date(1945, 1, 1), date(2200, 1, 1))
CODES = st.lists(st.builds(lambda pk, day: f"{pk}@{day}", st.integers(1, 10**7), DAYS), unique=True)
FACTS = st.builds(
    Facts,
    status=st.sampled_from(Status),
    dated=st.booleans(),
    since=st.none() | st.dates(),
    ends_on=st.none() | DAYS,
    ended_by=CODES.map(tuple),
    lost_bases=CODES.map(tuple),
    review_months=st.none() | st.integers(0, 32767),
    reviewed_on=st.none() | DAYS,
)


@pytest.mark.parametrize(("days", "asked"), [(-1, False), (0, False), (1, True), (60, True), (61, False)])
def test_about_to_expire(days: int, asked: bool) -> None:
    found = reasons_for(Facts(Status.IN_FORCE, ends_on=TODAY + timedelta(days=days)), TODAY)
    assert (Reason.EXPIRING in found) == asked


def test_nothing_to_ask() -> None:
    assert reasons_for(Facts(Status.IN_FORCE, since=date(1990, 1, 1)), TODAY) == {}


def test_all_at_once() -> None:
    facts = Facts(
        Status.PARTLY_EXPIRED,
        dated=False,
        since=date(2020, 1, 31),
        ends_on=date(2025, 9, 1),
        ended_by=("7@2025-01-01",),
        lost_bases=("8@2024-01-01",),
        review_months=13,
    )
    assert reasons_for(facts, TODAY) == {
        Reason.EXPIRING: ("2025-09-01",),
        Reason.REPLACED: ("7@2025-01-01",),
        Reason.NO_DATE: (UNDATED,),
        Reason.BASIS: ("8@2024-01-01",),
        Reason.OVERDUE: ("2021-02-28",),
    }


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 1, 31), 0, None),
        (date(9999, 12, 31), 1, None),
    ],
)
def test_the_period_counts_in_months(start: date, months: int, due: date | None) -> None:
    assert review_due(Facts(Status.IN_FORCE, since=start, review_months=months)) == due
    later = Facts(Status.IN_FORCE, since=date(1, 1, 1), reviewed_on=start, review_months=months)
    assert review_due(later) == due


@given(FACTS, DAYS)
def test_the_rule_holds_for_any_facts(facts: Facts, today: date) -> None:
    found = reasons_for(facts, today)
    assert all(codes for codes in found.values())
    assert found.get(Reason.REPLACED, ()) == facts.ended_by
    if facts.status == Status.EXPIRED:
        assert found.keys() <= {Reason.REPLACED}
    if Reason.OVERDUE in found:
        (due,) = found[Reason.OVERDUE]
        assert date.fromisoformat(due) <= today
        assert review_due(facts) == date.fromisoformat(due)


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(1, 12000))
def test_a_review_is_never_due_before_it_was_made(start: date, months: int) -> None:
    due = review_due(Facts(Status.IN_FORCE, since=start, review_months=months))
    assert due is None or due > start
    if due:
        assert (due.year - start.year) * 12 + due.month - start.month == months


@given(CODES)
def test_codes_are_kept_in_their_order_as_far_as_there_is_room(codes: list[str]) -> None:
    detail = as_detail(codes)
    assert len(detail) <= LONGEST_DETAIL
    assert detail.split() == codes[: len(detail.split())]
    assert codes_of(detail) <= set(codes)
    # Answered again and again, every code is asked about in the end.
    rest, rounds = codes, 0
    while detail := as_detail(rest):
        rest = [code for code in rest if code not in codes_of(detail)]
        rounds += 1
    assert not rest
    assert rounds <= 1 + len(codes) // 10


def test_an_end_that_is_extended_or_brought_about_by_others() -> None:
    expiry = Event(Kind.EXPIRE, "", date(2025, 8, 20))
    longer = Event(Kind.EXTEND, "", date(2025, 8, 1), until=date(2025, 9, 10))
    repeal = Event(Kind.REPEAL, "9", date(2025, 9, 1))
    part = Event(Kind.REPEAL, "9", date(2025, 8, 5), "dieu-2")
    assert end_within(None, [expiry], TODAY, 60) == date(2025, 8, 20)
    assert end_within(None, [expiry, longer], TODAY, 60) == date(2025, 9, 10)
    assert end_within(None, [expiry, longer, repeal], TODAY, 60) == date(2025, 9, 1)
    assert end_within(None, [part], TODAY, 60) is None
    assert end_within(None, [expiry], TODAY, 5) is None


def test_what_others_ended_until_today() -> None:
    events = [
        Event(Kind.REPEAL, "9", date(2025, 8, 1), "dieu-2"),
        Event(Kind.REPEAL, "9", date(2025, 8, 1), "dieu-3"),
        Event(Kind.REPLACE, "8", date(2024, 8, 1)),
        Event(Kind.REPEAL, "7", date(2025, 8, 2)),
        Event(Kind.EXPIRE, "", date(2025, 1, 1)),
        Event(Kind.AMEND, "6", date(2025, 1, 1)),
    ]
    assert ends_by_others(events, TODAY) == ("9@2025-08-01", "8@2024-08-01")
