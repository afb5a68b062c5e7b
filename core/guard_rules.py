"""The publish guard's rule as pure functions: what may be written to a page that visitors see.

Source: HY Điều 9.4, 10.3 and ĐN Điều 9.2, 14, 15: nothing is published that did not pass its chain.
"""

from collections.abc import Iterable

BOOKKEEPING_FIELDS = frozenset(
    {
        "latest_revision",
        "latest_revision_created_at",
        "draft_title",
        "has_unpublished_changes",
        "locked",
        "locked_at",
        "locked_by",
        "wagtail_admin_comments",
    }
)
"""Columns of a live page that Wagtail writes while a draft is edited; visitors see none of them."""


def may_save(
    *,
    live_before: bool,
    live_after: bool,
    update_fields: Iterable[str] | None,
    decided: bool,
    expiring: bool = False,
    readdresses_live: bool = False,
) -> bool:
    """Whether a page row may be written.

    `decided`: a recorded decision is being carried out for this very page. `expiring`: the write does
    nothing but take the page offline on the expiry date that the approved revision carries.
    `readdresses_live`: the write to a draft changes the addresses of published pages below it.
    `update_fields`: names of the columns written, None for all.
    """
    if decided:
        return True
    if not (live_before or live_after):
        return not readdresses_live
    if live_before and not live_after and expiring:
        return True
    if live_before and live_after and update_fields is not None:
        return frozenset(update_fields) <= BOOKKEEPING_FIELDS
    return False


def may_remove(*, live: bool, live_descendants: bool, decided: bool, scheduled: bool = False) -> bool:
    """Whether a page may be deleted or moved: never what visitors see or saw, unless a decision is carried out.

    `live`: now or once, for its address may tell of its withdrawal, and its history stays. `scheduled`: the page or one below it is approved and waits for its date, to appear where it was approved.
    """
    return decided or not (live or live_descendants or scheduled)
