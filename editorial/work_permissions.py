"""Who may see and set what goes with the chain, as pure functions of today's offices (R32, R36)."""

from .permissions import BOARD_HEAD, Offices


def holds_office(user: int, offices: Offices) -> bool:
    """Who sees what is under way, whose titles are internal: everybody in office."""
    return bool(offices.roles_of(user))


def may_give_tasks(user: int, offices: Offices) -> bool:
    """Who gives tasks to members of the board: the Head alone (ĐN Điều 14.1)."""
    return user in offices.of(BOARD_HEAD)
