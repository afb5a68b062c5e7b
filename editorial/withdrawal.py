"""Taking what is live offline, by the Head or the Head's delegate alone, at once and with a reason (ĐN Điều 14.1, 15)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from core.guard import PublicationRefused, carrying_out
from core.models import Decision

from .people import load_offices
from .permissions import may_withdraw

MOST_BELOW = 500


def require_withdrawer(page: Page, user: Any, reason: str) -> None:
    """Raise `PublicationRefused` for anybody but the Head and the Head's delegate, `ValidationError` without a reason."""
    if not may_withdraw(user.pk, page.path, load_offices()):
        raise PublicationRefused(_("Only the Head of the board, or whom the Head delegated, withdraws."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why; the record keeps it.")})


@transaction.atomic
def withdraw(page: Page, user: Any, reason: str, *, notice: bool, below: bool = False) -> int:
    """Take a live page offline, with the live pages below it if `below`; the number of pages.

    `notice`: its address goes on saying that, when and why it was withdrawn. Raises `PublicationRefused`
    for anybody else, `ValidationError` without a reason or where pages below would stay behind.
    """
    require_withdrawer(page, user, reason)
    live = list(Page.objects.descendant_of(page, inclusive=True).live().order_by("path")[: MOST_BELOW + 1])
    if page.depth <= 2 or not live:
        raise ValidationError(_("A home page is not withdrawn, and neither is what is not published."))
    if any(one.pk != page.pk for one in live) and not below:
        raise ValidationError(
            {"below": _("There are published pages below it: withdraw them too, or move them first.")}
        )
    if len(live) > MOST_BELOW:
        raise ValidationError({"below": _("Withdraw at most %(n)d pages at once.") % {"n": MOST_BELOW}})
    kind = Decision.Kind.NOTICE if notice else Decision.Kind.WITHDRAWAL
    for one in live:
        Decision.objects.create(kind=kind, page_id=one.pk, decided_by=user, reason=reason)
        with carrying_out(one.pk):
            UnpublishPageAction(one.specific, user=user).execute(skip_permission_checks=True)
    return len(live)


@transaction.atomic
def unschedule(page: Page, user: Any, reason: str) -> None:
    """Cancel an approved publication that waits for its date; what is live stays. Raises as `withdraw` does."""
    require_withdrawer(page, user, reason)
    waiting = list(Revision.objects.for_instance(page).filter(approved_go_live_at__isnull=False))
    if not waiting:
        raise ValidationError(_("Nothing waits for its date here."))
    for revision in waiting:
        revision.approved_go_live_at = None
        # Saved in this way Wagtail logs it, and the record has it from there.
        revision.save(user=user, update_fields=["approved_go_live_at"])
    kind = Decision.Kind.UNSCHEDULING if page.live else Decision.Kind.WITHDRAWAL
    Decision.objects.create(kind=kind, page_id=page.pk, decided_by=user, reason=reason)
