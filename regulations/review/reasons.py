"""Why a document is to be reviewed. Pure.

HY Điều 11.2: documents are reviewed, and replaced once they are no longer in force. What happened is told by
codes, the same in every language, so that what a unit has answered is not asked again: "123@2025-07-01" is
what document 123 did, or lost, on that day; "2026-01-31" a day of the document itself.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from regulations.models.review import DocumentReview
from regulations.validity import ENDS, Event, Status, validity_at

Reason = DocumentReview.Reason
UNDATED = "-"
EXPIRING_DAYS = 60
LONGEST_DETAIL = 255


@dataclass(frozen=True)
class Facts:
    """What the rule asks of one published document.

    `dated`: its effective date is known, or its kind, directive or Party, has none. `ends_on`: the next day from which nothing of it is in effect. `ended_by`: what other documents replaced or
    repealed of it; `lost_bases`: what it is based on and is no longer in force; both codes. `since`: effective
    date, else date of issue. `reviewed_on`: the day of the last answer.
    """

    status: Status
    dated: bool = True
    since: date | None = None
    ends_on: date | None = None
    ended_by: tuple[str, ...] = ()
    lost_bases: tuple[str, ...] = ()
    review_months: int | None = None
    reviewed_on: date | None = None


def reasons_for(facts: Facts, today: date, days: int = EXPIRING_DAYS) -> dict[str, tuple[str, ...]]:
    """Codes of what happened, by reason; a document that has no effect any more is asked about its end alone.

    `days`: how long before its end a document is about to expire.
    """
    found: dict[str, tuple[str, ...]] = {Reason.REPLACED: facts.ended_by}
    if facts.status != Status.EXPIRED:
        found[Reason.BASIS] = facts.lost_bases
        if facts.ends_on and 0 < (facts.ends_on - today).days <= days:
            found[Reason.EXPIRING] = (facts.ends_on.isoformat(),)
        if not facts.dated:
            found[Reason.NO_DATE] = (UNDATED,)
        due = review_due(facts)
        if due and due <= today:
            found[Reason.OVERDUE] = (due.isoformat(),)
    return {reason: codes for reason, codes in found.items() if codes}


def review_due(facts: Facts) -> date | None:
    """The day by which it has to be reviewed again; None where its type sets no period, or from an unknown day."""
    start = facts.reviewed_on or facts.since
    if not facts.review_months or start is None:
        return None
    years, month = divmod(start.month - 1 + facts.review_months, 12)
    year = start.year + years
    if year > MAXYEAR:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def end_within(effective_on: date | None, events: Iterable[Event], today: date, days: int) -> date | None:
    """The first of the coming days from which nothing of a document is in effect; None for none."""
    events = list(events)
    last = today + timedelta(days=days)
    coming = {day for event in events for day in (event.on, event.until) if day and today < day <= last}
    ended = (day for day in sorted(coming) if validity_at(day, effective_on, events).status == Status.EXPIRED)
    return next(ended, None)


def ends_by_others(events: Iterable[Event], today: date) -> tuple[str, ...]:
    """Codes of what other documents replaced, repealed or announced as ended until today, newest first."""
    ended = {
        (event.on, event.by) for event in events if event.kind in ENDS and event.by and event.on <= today
    }
    return tuple(code(by, on) for on, by in sorted(ended, reverse=True))


def code(document: int | str, day: date) -> str:
    """What a document did, or lost, on a day."""
    return f"{document}@{day.isoformat()}"


def as_detail(codes: Iterable[str]) -> str:
    """Codes as a row keeps them; those that find no room are asked about once these are answered."""
    kept: list[str] = []
    for one in codes:
        if len(" ".join([*kept, one])) > LONGEST_DETAIL:
            break
        kept.append(one)
    return " ".join(kept)


def codes_of(detail: str) -> set[str]:
    """What `as_detail` kept."""
    return set(detail.split())
