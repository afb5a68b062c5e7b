"""What is due about time: each notice once, never too early, whenever the command happens to run."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from editorial.deadlines import Clock, Due, digest_from, dues, escalation_from, reminder_from, told

START = datetime(2026, 11, 23, 8, tzinfo=UTC)
hours = st.integers(1, 200)
moments = st.lists(st.integers(0, 600 * 60), max_size=30).map(sorted)


def after(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def clock(length: int) -> Clock:
    return Clock(START, START + timedelta(hours=length))


@given(hours, moments)
def test_each_is_told_once_and_in_order(length: int, runs: list[int]) -> None:
    now, heard = clock(length), []
    for minutes in runs:
        what = dues(now, after(minutes))
        now = told(now, what, after(minutes))
        assert dues(now, after(minutes)) == ()
        heard += what
    assert len(heard) == len(set(heard))
    assert heard == [kind for kind in Due if kind in heard]


@given(hours, moments)
def test_none_is_early_and_none_is_lost(length: int, runs: list[int]) -> None:
    now, heard = clock(length), {}
    for minutes in runs:
        for kind in dues(now, after(minutes)):
            heard[kind] = after(minutes)
        now = told(now, dues(now, after(minutes)), after(minutes))
    begins = {Due.OVERDUE: now.due, Due.ESCALATED: escalation_from(now)}
    for kind, moment in begins.items():
        assert heard.get(kind, moment) >= moment
        assert (kind in heard) == any(after(minutes) >= moment for minutes in runs)
    if Due.REMINDER in heard:
        assert reminder_from(now) <= heard[Due.REMINDER] < now.due


@given(hours)
def test_a_reminder_comes_with_a_quarter_left_and_an_hour_at_least(length: int) -> None:
    moment = reminder_from(clock(length))
    if length == 1:
        assert moment is None
    else:
        assert moment > START
        left = clock(length).due - moment
        assert left == max(timedelta(hours=1), timedelta(hours=length) / 4)


def test_the_daily_mail_is_of_the_morning() -> None:
    assert digest_from(datetime(2026, 11, 23, 7, 0, tzinfo=UTC)) == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert digest_from(datetime(2026, 11, 23, 6, 59, tzinfo=UTC)) == datetime(2026, 11, 22, 7, tzinfo=UTC)
