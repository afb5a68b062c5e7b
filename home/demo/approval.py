"""Takes a page through its chain: the author submits, each stage approves."""

from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Page

from editorial.checklist import rules_for
from editorial.deciding import approve
from editorial.models import Item
from editorial.people import load_offices, users
from editorial.permissions import deciders
from editorial.submission import submit


def submit_and_approve(page: Page, author: Any) -> None:
    """Save the page as it stands, submit it by its author, and have every stage approve it, all confirmed."""
    page.save_revision(user=author)
    codes = [rule.code for rule in rules_for(page)]
    item = submit(page, author, codes=codes)
    while item.status == Item.Status.UNDER_WAY:
        decider = users(deciders(item.case(), load_offices())).first()
        approve(item.pk, decider, revision_id=item.task_state.revision_id, codes=codes)  # type: ignore[union-attr]
        item = Item.objects.select_related("page", "task_state").get(pk=item.pk)


def account(username: str) -> Any:
    """The demo account of this name."""
    return get_user_model().objects.get(username=username)
