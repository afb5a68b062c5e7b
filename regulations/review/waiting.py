"""Whether something waits for a person's units; the home asks, and has no queries to spare."""

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db.models import Exists

from regulations.models import AffectedPage, DocumentReview

from .answering import own_units
from .pages import with_unit

KEPT_SECONDS = 60
_KEY = "legal-review-waiting-{}"


def waiting_for(user: int) -> dict[str, bool]:
    """Whether `reviews` or `pages` wait for the units of the user, and reviews (`loose`) for any unit at all.

    At most one query in `KEPT_SECONDS`.
    """
    kept: dict[str, bool] | None = cache.get(_KEY.format(user))
    if kept is None:
        kept = _waiting_for(user)
        cache.set(_KEY.format(user), kept, KEPT_SECONDS)
    return kept


def forget(user: int) -> None:
    """Look again: the user has just done something."""
    cache.delete(_KEY.format(user))


def _waiting_for(user: int) -> dict[str, bool]:
    units, reviews = own_units(user), DocumentReview.objects.filter(answer="")
    pages = with_unit(AffectedPage.objects.filter(closed_at=None))
    asked = (
        Exists(reviews.filter(unit__in=units)),
        Exists(pages.filter(unit_id__in=units)),
        Exists(reviews.filter(unit=None)),
    )
    found = get_user_model().objects.filter(pk=user).values_list(*asked).get()
    return dict(zip(("reviews", "pages", "loose"), found, strict=True))
