"""The editors' equivalents, kept in memory between searches."""

from django.core.cache import cache

from .equivalents import Equivalents
from .models import Equivalent

_KEY = "search-equivalents"
SECONDS = 300


def known_equivalents() -> Equivalents:
    """Return the table as it is, or was up to five minutes ago. At most one SQL query."""
    held: Equivalents | None = cache.get(_KEY)
    if held is None:
        held = Equivalents.of(Equivalent.objects.values_list("words", "meaning", "both_ways"))
        cache.set(_KEY, held, SECONDS)
    return held


def forget(**kwargs: object) -> None:
    """A receiver: the table changed."""
    cache.delete(_KEY)
