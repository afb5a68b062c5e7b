"""Tells the head of a unit what it has to review."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from editorial.models import Notification
from editorial.notifying import notify
from editorial.people import load_offices
from regulations.models import AffectedPage

from .pages import with_unit

NAMED = 3


def tell_unit(unit: int, titles: Collection[str]) -> None:
    """One notice for those who answer for the unit: its head, else the next above."""
    people = next(filter(None, load_offices().lines.get(unit, ())), frozenset[int]())
    more = ["…"] if len(titles) > NAMED else []
    notify(people, Notification.Kind.REVIEW, comment="; ".join([*list(titles)[:NAMED], *more]))


def tell_of_pages(flagged: Iterable[AffectedPage]) -> None:
    """One notice a unit for pages that were just flagged."""
    rows = with_unit(
        AffectedPage.objects.filter(page_id__in={row.page_id for row in flagged}, closed_at=None)
    )
    by_unit: dict[int, dict[str, None]] = defaultdict(dict)
    for unit, title in rows.exclude(unit_id=None).values_list("unit_id", "page__title"):
        by_unit[unit][title] = None
    for unit, titles in by_unit.items():
        tell_unit(unit, list(titles))
