"""Who sees, answers and assigns what is to be reviewed, by today's offices. Pure (R20; HY Điều 11.1–2)."""

from collections.abc import Collection

from editorial.permissions import (
    BOARD_DEPUTY,
    BOARD_HEAD,
    BOARD_MEMBER,
    DEPUTY_DIRECTOR,
    DIRECTOR,
    Offices,
)
from organization.rules import EDITORS, GROUPS_BY_ROLE

BOARD = frozenset({BOARD_HEAD, BOARD_DEPUTY, BOARD_MEMBER})
LEADERS = frozenset({DIRECTOR, DEPUTY_DIRECTOR})
EDITING_ROLES = frozenset(role for role, groups in GROUPS_BY_ROLE.items() if EDITORS in groups)
"""Roles whose holders write content; an administrator of the network answers for none."""


def may_see(user: int, offices: Offices) -> bool:
    """Whether the lists are open to the user: editors in office."""
    return bool(offices.roles_of(user) & EDITING_ROLES)


def may_answer(user: int, unit: int | None, units: Collection[int], offices: Offices) -> bool:
    """Whether the user answers for the unit: who works in it (`units`: the user's own) and the board."""
    return (unit is not None and unit in units) or bool(offices.roles_of(user) & BOARD)


def may_assign(user: int, unit: int | None, offices: Offices) -> bool:
    """Whether the user gives a review, now with this unit, to another: the board, the leaders, those above the unit."""
    above = offices.lines.get(unit, ()) if unit is not None else ()
    return bool(offices.roles_of(user) & (BOARD | LEADERS)) or any(user in group for group in above)
