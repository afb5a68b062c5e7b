"""From relations to events: what other documents did to one, less what never took effect. Pure.

An act of a document that had lost its effect before the act was to take effect is void. What an act ended stays
ended when the acting document ends later: a repealed document takes effect again only where a document says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from regulations.models.acting import Verb
from regulations.validity import Event, Kind, Status, validity_at

KINDS: dict[str, Kind] = {
    Verb.AMENDS: Kind.AMEND,
    Verb.REPLACES: Kind.REPLACE,
    Verb.REPEALS: Kind.REPEAL,
    Verb.SUSPENDS: Kind.SUSPEND,
    Verb.PAUSES: Kind.SUSPEND,
    Verb.RESUMES: Kind.RESUME,
    Verb.EXTENDS: Kind.EXTEND,
    Verb.ENDS: Kind.EXPIRE,
    Verb.UNSUITABLE: Kind.NOT_SUITABLE,
}


@dataclass(frozen=True)
class Act:
    """What document `by` (id) does to document `to` (id) from a day on; `path` of its own, `scope` of the other."""

    by: int
    to: int
    verb: str
    on: date
    path: str = ""
    scope: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Dates:
    """What a document says of itself: effect, expiry, and (kind, path, day) of its parts."""

    effective_on: date | None = None
    expires_on: date | None = None
    parts: tuple[tuple[str, str, date], ...] = ()


@dataclass(frozen=True)
class Knowledge:
    """All that is needed: dates by document, acts by the document that they change."""

    dates: Mapping[int, Dates]
    acts: Mapping[int, Sequence[Act]]


def begin_of(dates: Dates, path: str) -> date | None:
    """The first day of effect of a provision: its own where the document names one, else the document's."""
    begins = [
        (len(scope), on)
        for kind, scope, on in dates.parts
        if kind == "begin" and (scope in ("", path) or path.startswith(f"{scope}/"))
    ]
    return max(begins)[1] if begins else dates.effective_on


def events_of(document: int, known: Knowledge) -> list[Event]:
    """What happened and will happen to a document; `by` is the id of the acting one, "" for its own words."""
    acts = [act for act in known.acts.get(document, ()) if act.verb in KINDS]
    own = list(_own(known.dates.get(document, Dates())))
    return own + [_event(act) for act in acts if not _is_void(act, known, frozenset({document}))]


def _event(act: Act) -> Event:
    return Event(KINDS[act.verb], str(act.by), act.on, act.scope, act.until)


def _own(dates: Dates) -> Iterator[Event]:
    if dates.expires_on:
        yield Event(Kind.EXPIRE, "", dates.expires_on)
    for kind, path, on in dates.parts:
        if kind == "extend":
            yield Event(Kind.EXTEND, "", dates.expires_on or on, path, on)
        else:
            yield Event(Kind(kind), "", on, path)


def _is_void(act: Act, known: Knowledge, circle: frozenset[int]) -> bool:
    """Whether the acting document had ended when the act was to take effect; only what came before asks further.

    Documents that act on each other on one and the same day (`circle`) all do.
    """
    dates = known.dates.get(act.by, Dates())
    events = list(_own(dates))
    for earlier in known.acts.get(act.by, ()):
        same_day = earlier.on == act.on
        if earlier.verb not in KINDS or earlier.on > act.on or (same_day and earlier.by in circle):
            continue
        if not _is_void(earlier, known, circle | {act.by} if same_day else frozenset({act.by})):
            events.append(_event(earlier))
    return validity_at(act.on, dates.effective_on, events, act.path).status == Status.EXPIRED


def boundaries(dates: Dates, events: Iterable[Event]) -> set[date]:
    """The days on which the document's validity may change."""
    days = {dates.effective_on, *(event.on for event in events), *(event.until for event in events)}
    return {day for day in days if day is not None}
