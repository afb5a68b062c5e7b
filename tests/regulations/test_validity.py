import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.legal_text.paths import read_citation
from regulations.validity import WHOLE, Event, Kind, Status, covers, validity_at

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "gold" / "validity.jsonl").read_text().splitlines()
]
DAY = date(2026, 1, 1)
PARTS = [WHOLE, "dieu-1", "dieu-1/khoan-1", "dieu-1/khoan-2", "dieu-2", "dieu-12"]


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def scope(text: str) -> str:
    return (read_citation(text) or text) if text else WHOLE


def events_of(case: dict[str, Any]) -> list[Event]:
    found = [
        Event(
            Kind(one["kind"]),
            one["by"],
            date.fromisoformat(one["on"]),
            scope(one["scope"]),
            day(one["until"]),
        )
        for one in case["events"]
    ]
    begins = case.get("effective_parts") or []
    found += [Event(Kind.BEGIN, "", date.fromisoformat(one["on"]), scope(one["scope"])) for one in begins]
    if case["subject_expires_on"] and all(event.kind != Kind.EXPIRE for event in found):
        found.append(Event(Kind.EXPIRE, "", date.fromisoformat(case["subject_expires_on"])))
    return found


def expected(case: dict[str, Any], events: list[Event]) -> str:
    amended = any(
        event.kind == Kind.AMEND and event.on <= date.fromisoformat(case["day"]) for event in events
    )
    partly = amended and not case["asked"] and case["status"] == Status.IN_FORCE
    return Status.PARTLY_EXPIRED if partly else case["status"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['subject']}-{case['asked']}-{case['day']}")
def test_real_final_provisions(case: dict[str, Any]) -> None:
    events = events_of(case)
    found = validity_at(
        date.fromisoformat(case["day"]), day(case["subject_effective_on"]), events, scope(case["asked"])
    )
    assert found.status == expected(case, events), case["why"]


def test_it_explains_itself() -> None:
    repeal = Event(Kind.REPEAL, "12/2025/NĐ-CP", DAY, "dieu-8/khoan-2")
    found = validity_at(DAY, date(2020, 1, 1), [repeal])
    assert (found.status, found.because) == (Status.PARTLY_EXPIRED, (repeal,))
    assert validity_at(DAY - timedelta(days=1), None, [repeal]).because == ()


def test_number_twelve_is_not_below_number_one() -> None:
    assert covers("dieu-1", "dieu-1/khoan-2")
    assert not covers("dieu-1", "dieu-12")


events = st.builds(
    Event,
    kind=st.sampled_from(Kind),
    by=st.sampled_from(["A", "B", "C"]),
    on=st.dates(date(2024, 1, 1), date(2028, 1, 1)),
    scope=st.sampled_from(PARTS),
    until=st.none() | st.dates(date(2024, 1, 1), date(2030, 1, 1)),
)
days = st.dates(date(2023, 1, 1), date(2031, 1, 1))


@given(st.lists(events, max_size=6), days, st.sampled_from(PARTS), st.randoms())
def test_the_order_of_the_events_does_not_matter(
    some: list[Event], when: date, part: str, chance: Any
) -> None:
    shuffled = chance.sample(some, len(some))
    assert validity_at(when, DAY, some, part) == validity_at(when, DAY, shuffled, part)


@given(st.lists(events, max_size=6), days)
def test_what_has_not_happened_yet_changes_nothing(some: list[Event], when: date) -> None:
    # A day of beginning tells of the past as well: before it there was no effect.
    past = [event for event in some if event.on <= when or event.kind in (Kind.BEGIN, Kind.EXTEND)]
    assert validity_at(when, DAY, some) == validity_at(when, DAY, past)


@given(st.lists(events.filter(lambda event: event.kind in (Kind.REPEAL, Kind.REPLACE)), max_size=5), days)
def test_what_has_ended_for_good_stays_ended(some: list[Event], when: date) -> None:
    if validity_at(when, None, some).status == Status.EXPIRED:
        assert validity_at(when + timedelta(days=400), None, some).status == Status.EXPIRED


@given(st.lists(events, max_size=6), days)
def test_a_whole_that_has_ended_has_no_part_in_force(some: list[Event], when: date) -> None:
    if validity_at(when, date(2020, 1, 1), some).status == Status.EXPIRED:
        for part in PARTS[1:]:
            assert validity_at(when, date(2020, 1, 1), some, part).status != Status.IN_FORCE
