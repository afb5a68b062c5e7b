"""Takes a page through its chain: the author submits, each stage approves."""

from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Page

from editorial.checklist import rules_for
from editorial.deciding import approve, send_back
from editorial.models import Item
from editorial.people import load_offices, users
from editorial.permissions import deciders
from editorial.stages import LAST
from editorial.submission import submit


def submit_and_approve(page: Page, author: Any) -> None:
    """Save the page as it stands, submit it by its author, and have every stage approve it, all confirmed."""
    page.save_revision(user=author)
    codes = [rule.code for rule in rules_for(page)]
    item = submit(page, author, codes=codes)
    while item.status == Item.Status.UNDER_WAY:
        approve(item.pk, _decider(item), revision_id=item.task_state.revision_id, codes=codes)  # type: ignore[union-attr]
        item = _current(item)


def submit_up_to(page: Page, author: Any, approvals: int, returned: str) -> None:
    """Submit the page, have so many stages approve it, never the last, and the next return it for a given reason."""
    codes = [rule.code for rule in rules_for(page)]
    item = submit(page, author, codes=codes)
    for _stage in range(approvals):
        if item.stage in LAST:
            break
        approve(item.pk, _decider(item), revision_id=item.task_state.revision_id, codes=codes)  # type: ignore[union-attr]
        item = _current(item)
    if returned:
        send_back(item.pk, _decider(item), revision_id=item.task_state.revision_id, comment=returned)  # type: ignore[union-attr]


def _decider(item: Item) -> Any:
    return users(deciders(item.case(), load_offices())).first()


def _current(item: Item) -> Item:
    return Item.objects.select_related("page", "task_state").get(pk=item.pk)


def account(username: str) -> Any:
    """The demo account of this name."""
    return get_user_model().objects.get(username=username)
