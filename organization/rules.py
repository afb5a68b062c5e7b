"""Who belongs to which group: pure functions of the offices that a person holds (R20, R21)."""

from collections.abc import Collection, Iterable

EDITORS = "Editors"
APPROVERS = "Approvers"
ADMINISTRATORS = "Administrators"

GROUPS_BY_ROLE: dict[str, frozenset[str]] = {
    "director": frozenset({EDITORS, APPROVERS}),
    "deputy_director": frozenset({EDITORS, APPROVERS}),
    "board_head": frozenset({EDITORS, APPROVERS}),
    "board_deputy": frozenset({EDITORS, APPROVERS}),
    "board_member": frozenset({EDITORS}),
    "unit_head": frozenset({EDITORS}),
    "unit_deputy": frozenset({EDITORS}),
    "staff": frozenset({EDITORS}),
    "network_administrator": frozenset({ADMINISTRATORS}),
}
DECIDING_ROLES = frozenset(
    {"director", "deputy_director", "board_head", "board_deputy", "board_member", "unit_head"}
)
"""Roles whose holders decide about what is published."""
DERIVED_GROUPS = frozenset().union(*GROUPS_BY_ROLE.values())
"""The groups whose members follow from appointments alone; nobody is added to them by hand."""


def groups_for_roles(roles: Iterable[str]) -> frozenset[str]:
    """Names of the groups of somebody who holds these roles today; none for somebody without an office."""
    return frozenset().union(*(GROUPS_BY_ROLE[role] for role in roles))


def change_of_groups(current: Iterable[str], roles: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Groups to add and to remove, given all present groups; groups that are not derived stay as they are."""
    wanted = groups_for_roles(roles)
    held = frozenset(current) & DERIVED_GROUPS
    return wanted - held, held - wanted


def may_change_deciders(
    user: int, roles: Iterable[str], concerned: Collection[int], leaders: Collection[int]
) -> bool:
    """Whether the user may record a change of who holds these roles.

    Offices that decide are the Director's and the Head of the board's to record, nobody's own; while nobody
    holds either (a new site), those with the permission may. `concerned`: the accounts of those whose offices
    change. `leaders`: the accounts of today's Directors and Heads. Source: R20, R21; ĐN Điều 12, 14.
    """
    if not DECIDING_ROLES & set(roles):
        return True
    return not leaders or (user in leaders and user not in concerned)
