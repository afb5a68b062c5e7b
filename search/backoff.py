"""How long to leave alone what failed: pure."""

from datetime import timedelta

# Of an engine that is away, and of a record that an engine refused.
ENGINE_FIRST, ENGINE_LONGEST = timedelta(seconds=5), timedelta(minutes=2)
RECORD_FIRST, RECORD_LONGEST = timedelta(seconds=30), timedelta(hours=1)


def engine_rests(failures: int) -> timedelta:
    """Return how long to leave an engine alone after so many failures in a row, at least one."""
    return _doubled(ENGINE_FIRST, ENGINE_LONGEST, failures)


def record_rests(attempts: int) -> timedelta:
    """Return how long to wait before offering a record again after so many refusals, at least one."""
    return _doubled(RECORD_FIRST, RECORD_LONGEST, attempts)


def _doubled(first: timedelta, longest: timedelta, times: int) -> timedelta:
    # Sixteen doublings are beyond the longest; more would only make large numbers.
    return min(first * (1 << min(times - 1, 16)), longest)
