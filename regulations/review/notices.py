"""What visitors of a page are told of its legal ground: a notice of the system, no content of the page.

See docs/decisions/0013-review-and-cascade.md.
"""

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db import transaction

from core.legal_text.paths import label_or_text
from regulations.models import AffectedPage
from regulations.models.validity import LABELS
from regulations.readers.others import public_ids
from regulations.validity import Status

# Where processes don't share a cache, the others follow after so many seconds.
KEPT_SECONDS = 30
_KEY = "pages-with-a-legal-notice"
OVER = (Status.EXPIRED, Status.NOT_SUITABLE)


@dataclass(frozen=True)
class Notice:
    """A document, or a provision of it (in words, "" for none), that the page names; its validity, noted on a day."""

    document: str
    url: str
    provision: str
    status: str
    is_over: bool
    noted_on: date


def notices_of(page_id: int) -> list[Notice]:
    """The notices on a page but those of private documents; two queries, none for the many pages without any."""
    if page_id not in _pages_with_notice():
        return []
    rows = AffectedPage.objects.filter(page_id=page_id, shows_notice=True).order_by("pk")
    # Of what changed twice the last change counts.
    newest = {(row.target_id, row.path): row for row in rows.select_related("target__locale")}
    public = public_ids(row.target_id for row in newest.values())
    return [_notice(row) for row in newest.values() if row.target_id in public or not row.target.live]


def forget() -> None:
    """Look again which pages have one; called by whatever changes that."""
    cache.delete(_KEY)
    # Another process may have looked before the change was committed.
    transaction.on_commit(lambda: cache.delete(_KEY), robust=True)


def _pages_with_notice() -> frozenset[int]:
    kept: frozenset[int] | None = cache.get(_KEY)
    if kept is None:
        rows = AffectedPage.objects.filter(shows_notice=True).order_by()
        kept = frozenset(rows.values_list("page_id", flat=True))
        cache.set(_KEY, kept, KEPT_SECONDS)
    return kept


def _notice(row: AffectedPage) -> Notice:
    status, url = Status(row.status), row.target.url if row.target.live else ""
    if url and row.path:
        url = f"{url}#{row.path}"
    return Notice(
        document=row.target.title,
        url=url or "",
        provision=label_or_text(row.path),
        status=str(LABELS[status]),
        is_over=status in OVER,
        noted_on=row.opened_on,
    )
