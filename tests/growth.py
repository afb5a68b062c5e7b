"""How the time of a piece of work grows with its input, whatever else the machine does meanwhile."""

import gc
import time
from collections.abc import Callable


def grows_linearly(work: Callable[[int], object], few: int) -> bool:
    """Whether eight times the size takes less than 24 times the processor time; 64 times were quadratic."""
    small, large = (min(_seconds(work, size) for _run in range(3)) for size in (few, 8 * few))
    return large < 24 * max(small, 0.02)


def _seconds(work: Callable[[int], object], size: int) -> float:
    # The collector walks all that other tests left in the process.
    gc.disable()
    try:
        start = time.process_time()
        work(size)
        return time.process_time() - start
    finally:
        gc.enable()
