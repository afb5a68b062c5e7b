"""Who may act, as pure functions of today's offices (R20–R22; HY Điều 9.4, 11.4, ĐN Điều 11, 14, 15).

Used by tasks, pages, menus, hooks, views and commands alike; `editorial.people` reads the offices.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from .stages import LAST, Stage

DIRECTOR, DEPUTY_DIRECTOR = "director", "deputy_director"
BOARD_HEAD, BOARD_DEPUTY, BOARD_MEMBER = "board_head", "board_deputy", "board_member"
DELEGATE_ROLES = (BOARD_DEPUTY, DEPUTY_DIRECTOR, DIRECTOR)
"""Whom the Head may name: a Deputy (ĐN Điều 14.1–2), or a leader of the department."""

SUBSTITUTES: dict[Stage, tuple[str, ...]] = {
    Stage.UNIT_HEAD: (DIRECTOR, DEPUTY_DIRECTOR),
    Stage.BOARD: (BOARD_MEMBER, BOARD_DEPUTY, BOARD_HEAD),
    Stage.CENSOR: (BOARD_DEPUTY, BOARD_HEAD, DIRECTOR),
    Stage.HEAD: (DIRECTOR, DEPUTY_DIRECTOR),
    Stage.LEADERS: (),
}
"""Roles asked one after the other where those before have nobody who may decide."""


@dataclass(frozen=True)
class Delegate:
    """One who acts for the Head right now, in the sections whose tree paths begin so; None for all."""

    user: int
    head: int
    paths: Sequence[str] | None = None

    def covers(self, path: str) -> bool:
        """Whether the delegation is for the section at this path."""
        return self.paths is None or any(path.startswith(section) for section in self.paths)


@dataclass(frozen=True)
class Offices:
    """Who holds what right now; people are user ids.

    `lines`: for each unit those who answer for it, nearest first: its head, its supervising Deputy
    Director, then the same of the unit above.
    """

    holders: Mapping[str, frozenset[int]] = field(default_factory=dict)
    lines: Mapping[int, tuple[frozenset[int], ...]] = field(default_factory=dict)
    delegates: tuple[Delegate, ...] = ()

    def of(self, *roles: str) -> frozenset[int]:
        """Ids of those who hold one of the roles."""
        return frozenset[int]().union(*(self.holders.get(role, frozenset()) for role in roles))

    def roles_of(self, user: int) -> frozenset[str]:
        """The roles that the user holds, those of a delegate included."""
        held = {role for role, users in self.holders.items() if user in users}
        named = {BOARD_HEAD for delegate in self.delegates if delegate.user == user}
        return frozenset(held | named)

    def acting_heads(self, path: str) -> frozenset[int]:
        """The Head and whoever the Head delegated for the section at this path."""
        named = {delegate.user for delegate in self.delegates if delegate.covers(path)}
        return self.of(BOARD_HEAD) | named


@dataclass(frozen=True)
class Case:
    """What is to be decided: the stage it is in, whose it is, and where it would appear.

    `authors`: who created or submitted it. `saved_by`: who saved the revision asked for. `urgent`: a
    correction of what is live, asked for by a member of the last stage.
    """

    stage: Stage
    path: str
    unit: int | None
    authors: frozenset[int]
    saved_by: int | None = None
    urgent: bool = False


def members(case: Case, offices: Offices) -> tuple[frozenset[int], ...]:
    """The groups of people who are asked, one after the other; the first with somebody able decides."""
    if case.stage == Stage.LEADERS:
        return (offices.of(DIRECTOR, DEPUTY_DIRECTOR),)
    if case.stage == Stage.HEAD and case.urgent:
        return (offices.acting_heads(case.path) | offices.of(DIRECTOR, DEPUTY_DIRECTOR),)
    substitutes = tuple(offices.of(role) for role in SUBSTITUTES[case.stage])
    if case.stage == Stage.HEAD:
        return (offices.acting_heads(case.path), *substitutes)
    if case.stage == Stage.UNIT_HEAD and case.unit is not None:
        return (*offices.lines.get(case.unit, ()), *substitutes)
    return substitutes


def own(case: Case) -> frozenset[int]:
    """Whose own work it is: two persons always; in the last stage also who saved the revision."""
    saved = {case.saved_by} if case.stage in LAST and case.saved_by is not None else set()
    return case.authors | saved


def deciders(case: Case, offices: Offices) -> frozenset[int]:
    """Ids of those who may decide now; empty where nobody may."""
    for group in members(case, offices):
        if able := group - own(case):
            return able
    return frozenset()


def acts_for(user: int, case: Case, offices: Offices) -> int | None:
    """The Head for whom the user decides as a delegate; None for one who decides by an own office."""
    if case.stage != Stage.HEAD or user in offices.of(BOARD_HEAD):
        return None
    for delegate in offices.delegates:
        if delegate.user == user and delegate.covers(case.path):
            return delegate.head
    return None


def may_ask_urgently(user: int, stage: Stage, path: str, offices: Offices) -> bool:
    """Whether the user is a member of the last stage, who may correct what is live with one other's consent."""
    members_of_last = offices.of(DIRECTOR, DEPUTY_DIRECTOR)
    if stage == Stage.HEAD:
        members_of_last = offices.acting_heads(path)
    return user in members_of_last


def may_configure(user: int, offices: Offices) -> bool:
    """Who sets chains, checklists and rules: the Director and the Head (ĐN Điều 14.1, 15)."""
    return user in offices.of(DIRECTOR, BOARD_HEAD)


def may_set_chain(user: int, last: Stage | None, offices: Offices) -> bool:
    """Who changes or takes away a chain that ends with this stage, None for no chain.

    What is reserved to the department's leaders only the Director opens to the Head.
    """
    return user in offices.of(DIRECTOR) if last == Stage.LEADERS else may_configure(user, offices)


def may_withdraw(user: int, path: str, offices: Offices) -> bool:
    """Who takes what is live offline: the Head or the Head's delegate alone."""
    return user in offices.acting_heads(path)


def may_delegate(user: int, offices: Offices) -> bool:
    """Who names a delegate: the Head (ĐN Điều 14.1)."""
    return user in offices.of(BOARD_HEAD)


def delegable(offices: Offices) -> Collection[int]:
    """Ids of those whom the Head may name."""
    return offices.of(*DELEGATE_ROLES)
