"""Tells the head of a unit what it has to review."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from editorial.models import Notification
from editorial.notifying import notify
from editorial.people import load_offices
from regulations.models import AffectedPage, DocumentReview

from .pages import with_unit

NAMED = 3


def tell_unit(unit: int, titles: Collection[str]) -> None:
    """One notice for those who answer for the unit: its head, else the next above."""
    people = next(filter(None, load_offices().lines.get(unit, ())), frozenset[int]())
    more = ["…"] if len(titles) > NAMED else []
    notify(people, Notification.Kind.REVIEW, comment="; ".join([*list(titles)[:NAMED], *more]))


def tell_of_reviews(after: int) -> None:
    """One notice a unit for the open reviews whose ids come after this one."""
    rows = DocumentReview.objects.filter(pk__gt=after, answer="").exclude(unit=None).order_by("pk")
    _tell(rows.values_list("unit_id", "page__title"))


def tell_of_pages(flagged: Iterable[AffectedPage]) -> None:
    """One notice a unit for pages that were just flagged."""
    rows = with_unit(
        AffectedPage.objects.filter(page_id__in={row.page_id for row in flagged}, closed_at=None)
    )
    _tell(rows.exclude(unit_id=None).values_list("unit_id", "page__title"))


def _tell(rows: Iterable[tuple[int, str]]) -> None:
    by_unit: dict[int, dict[str, None]] = defaultdict(dict)
    for unit, title in rows:
        by_unit[unit][title] = None
    for unit, titles in by_unit.items():
        tell_unit(unit, list(titles))
