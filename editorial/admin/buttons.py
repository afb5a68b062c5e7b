"""What can be done with a page, among the buttons of its header and its row in the explorer."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from editorial.people import current_offices
from editorial.permissions import may_withdraw


@hooks.register("register_page_header_buttons")
def approval_buttons(
    page: Page, user: Any, view_name: str = "", next_url: str | None = None, **kwargs: Any
) -> Iterator[Button]:
    """Submit, propose a move, an order or a deletion, withdraw; each view asks again who may."""
    permissions = page.specific_deferred.permissions_for_user(user)
    can_edit = page.depth > 1 and permissions.can_edit()
    if can_edit and page.has_unpublished_changes and permissions.can_submit_for_moderation():
        yield _button("approval_submission", page, _("Submit for approval"), "mail", 55)
    if can_edit and (page.live or page.first_published_at):
        if page.depth > 2:
            yield _button("approval_propose_move", page, _("Propose a move"), "arrow-right-full", 60)
            yield _button("approval_propose_deletion", page, _("Propose the deletion"), "bin", 61)
        if page.numchild > 1:
            yield _button(
                "approval_propose_reorder", page, _("Propose an order of the pages below"), "list-ul", 62
            )
    shown = page.depth > 2 and (page.live or page.approved_schedule)
    if shown and may_withdraw(user.pk, page.path, current_offices()):
        yield _button("approval_withdrawal", page, _("Withdraw"), "download-alt", 63)


def _button(name: str, page: Page, label: str, icon: str, priority: int) -> Button:
    return Button(label, reverse(name, args=[page.pk]), icon_name=icon, priority=priority)
