"""Priorities of tasks: what somebody waits for goes before upkeep, of which a large import leaves thousands."""

WAITED_FOR = 10
