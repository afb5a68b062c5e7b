"""A circuit breaker: while something is away, one caller at a time tries whether it is back."""

from django.core.cache import cache

# While it is away, one caller in this many seconds tries; so long may it stay unnoticed that it is back.
TRY_EVERY = 5
# A state that nobody touches ends by itself.
FORGOTTEN_AFTER = 3600


class Breaker:
    """Whether to call something, known to all processes through the cache."""

    def __init__(self, name: str) -> None:
        self._away = f"breaker-{name}-away"
        self._trying = f"breaker-{name}-trying"

    def is_away(self) -> bool:
        """Tell whether the last call failed."""
        return bool(cache.get(self._away))

    def may_try(self) -> bool:
        """Tell whether the caller is the one who tries in this interval, while it is away."""
        return cache.add(self._trying, True, TRY_EVERY)

    def failed(self) -> None:
        """Note a call that failed: others leave it alone for an interval."""
        cache.set(self._trying, True, TRY_EVERY)
        cache.set(self._away, True, FORGOTTEN_AFTER)

    def recovered(self) -> None:
        """Note that it is back."""
        cache.delete_many([self._away, self._trying])
