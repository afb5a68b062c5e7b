"""Takes a page through its chain: the author submits, the Head approves."""

from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Page

from editorial.approvers import approvers


def submit_and_approve(page: Page, author: Any) -> None:
    """Save the page as it stands, submit it by its author, and have it approved by who may."""
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    state = page.current_workflow_state
    approver = approvers(page).order_by("pk").first()
    task = state.current_task_state.task.specific
    task.on_action(state.current_task_state, approver, "approve")


def account(username: str) -> Any:
    """The demo account of this name."""
    return get_user_model().objects.get(username=username)
