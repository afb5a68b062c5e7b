"""Validity of a document and of its provisions at any day: pure functions of dates and events (R3).

Source: Luật Ban hành văn bản quy phạm pháp luật 80/2015/QH13 Điều 151–154 and 64/2025/QH15 Điều 53–55 (effect,
suspension, loss of effect); Pháp điển's and the national database's names of the statuses.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """The seven statuses of the national database of legal documents."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    PARTLY_EXPIRED = "partly_expired"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    PARTLY_SUSPENDED = "partly_suspended"
    NOT_SUITABLE = "not_suitable"


class Kind(StrEnum):
    """What happens to a document or a part of it."""

    BEGIN = "begin"
    AMEND = "amend"
    REPLACE = "replace"
    REPEAL = "repeal"
    EXPIRE = "expire"
    EXTEND = "extend"
    SUSPEND = "suspend"
    RESUME = "resume"
    NOT_SUITABLE = "not_suitable"


ENDS = frozenset({Kind.REPLACE, Kind.REPEAL, Kind.EXPIRE})
WHOLE = ""


@dataclass(frozen=True)
class Event:
    """What happens from a day on: by which document, and to what.

    `on`: the first day. `until`: the first day on which a suspension or an extension is over; None for no end.
    `scope`: a provision's path ("dieu-8/khoan-2"), "" for the whole document; any other text stands for a part
    that no path names.
    """

    kind: Kind
    by: str
    on: date
    scope: str = WHOLE
    until: date | None = None


@dataclass(frozen=True)
class Validity:
    """The status at a day, and the events that make it so, in order of their days."""

    status: Status
    because: tuple[Event, ...] = ()


def covers(scope: str, part: str) -> bool:
    """Whether what happens to `scope` happens to `part` as well."""
    return scope in (WHOLE, part) or part.startswith(f"{scope}/")


def validity_at(day: date, effective_on: date | None, events: Iterable[Event], part: str = WHOLE) -> Validity:
    """Validity of a document, or of one of its provisions, at a day; the order of the events doesn't matter.

    `effective_on`: the first day of effect, None where it is not known, which counts as long past. A document is
    what its parts are: those that events name, and the rest.
    """
    known = sorted(set(events), key=lambda event: (event.on, event.kind, event.scope, event.by))
    inside = {event.scope for event in known if event.scope != part and covers(part, event.scope)}
    rest = _leaf(day, effective_on, known, part)
    named = [_leaf(day, effective_on, known, scope) for scope in sorted(inside)]
    if rest.status == Status.NOT_YET:
        return rest
    found = [rest, *(leaf for leaf in named if leaf.status != Status.NOT_YET)]
    amended = [
        event for event in known if event.kind == Kind.AMEND and event.on <= day and covers(part, event.scope)
    ]
    return _together(found, amended if part == WHOLE else [])


def _together(leaves: list[Validity], amended: list[Event]) -> Validity:
    statuses = [leaf.status for leaf in leaves]
    because = tuple(dict.fromkeys(event for leaf in leaves for event in leaf.because))
    alive = set(statuses) - {Status.EXPIRED}
    if not alive:
        return Validity(Status.EXPIRED, because)
    if len(alive) == 1 and alive & {Status.NOT_SUITABLE, Status.SUSPENDED}:
        return Validity(alive.pop(), because)
    # An amended document has lost the effect of what it said before (80/2015/QH13 Điều 154.2).
    if Status.EXPIRED in statuses or amended:
        return Validity(Status.PARTLY_EXPIRED, tuple(dict.fromkeys((*because, *amended))))
    if Status.SUSPENDED in statuses:
        return Validity(Status.PARTLY_SUSPENDED, because)
    return Validity(Status.IN_FORCE, because)


def _leaf(day: date, effective_on: date | None, events: list[Event], part: str) -> Validity:
    """One part, all of which is as one."""
    about = [event for event in events if covers(event.scope, part)]
    begins = [event for event in about if event.kind == Kind.BEGIN]
    begin = max(begins, key=lambda event: len(event.scope)) if begins else None
    first = begin.on if begin else effective_on
    if first is not None and day < first:
        return Validity(Status.NOT_YET, (begin,) if begin else ())
    ended = [event for event in about if event.kind in ENDS and _end_of(event, about) <= day]
    if ended:
        return Validity(Status.EXPIRED, (ended[0],))
    unfit = [event for event in about if event.kind == Kind.NOT_SUITABLE and event.on <= day]
    if unfit:
        return Validity(Status.NOT_SUITABLE, (unfit[0],))
    paused = [event for event in about if event.kind == Kind.SUSPEND and _is_paused(event, about, day)]
    return Validity(Status.SUSPENDED, tuple(paused)) if paused else Validity(Status.IN_FORCE)


def _end_of(end: Event, about: Collection[Event]) -> date:
    """The first day without effect: later than the event says where a part goes on for a time.

    The same document may except parts; a document's own term may be extended before it has run out.
    """
    extended = [
        event.until or date.max
        for event in about
        if event.kind == Kind.EXTEND
        and event.on <= end.on
        and (event.by == end.by or end.kind == Kind.EXPIRE)
    ]
    return max([end.on, *extended])


def _is_paused(pause: Event, about: Collection[Event], day: date) -> bool:
    if not pause.on <= day < (pause.until or date.max):
        return False
    return not any(event.kind == Kind.RESUME and pause.on < event.on <= day for event in about)
