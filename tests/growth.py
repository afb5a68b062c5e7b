"""How the time of a piece of work grows with its input, whatever else the machine does meanwhile."""

import time
from collections.abc import Callable


def grows_linearly(work: Callable[[int], object], few: int) -> bool:
    """Whether four times the size takes less than nine times the processor time; sixteen were quadratic."""
    small, large = (min(_seconds(work, size) for _run in range(2)) for size in (few, 4 * few))
    return large < 9 * max(small, 0.02)


def _seconds(work: Callable[[int], object], size: int) -> float:
    start = time.process_time()
    work(size)
    return time.process_time() - start
