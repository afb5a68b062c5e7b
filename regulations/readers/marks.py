"""What happened to single provisions, told beside them. Pure but for the words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from regulations.validity import Event, Kind

from .explaining import Reason

ENDED, AMENDED, OTHER = "ended", "amended", "other"
STYLES = {
    Kind.REPEAL: ENDED,
    Kind.REPLACE: ENDED,
    Kind.EXPIRE: ENDED,
    Kind.AMEND: AMENDED,
}


@dataclass(frozen=True)
class Mark:
    """One thing that was or will be done to a provision or a part of it.

    `style`: ENDED, AMENDED or OTHER; `is_whole`: it concerns all of the provision; `has_begun` by the day asked.
    """

    style: str
    is_whole: bool
    has_begun: bool
    reason: Reason


def marks_by_provision(
    told: Iterable[tuple[Event, Reason]], paths: Iterable[str], day: date
) -> Mapping[str, list[Mark]]:
    """Marks by the provision that they concern: the longest of `paths` that an event's scope names or lies in."""
    known = set(paths)
    found: dict[str, list[Mark]] = defaultdict(list)
    for event, reason in told:
        if path := provision_of(event.scope, known):
            style = STYLES.get(event.kind, OTHER)
            found[path].append(Mark(style, path == event.scope, event.on <= day, reason))
    return found


def provision_of(scope: str, known: Collection[str]) -> str:
    """The provision that a path names or lies in, "" if none of those known."""
    while scope and scope not in known:
        scope = scope.rpartition("/")[0]
    return scope
