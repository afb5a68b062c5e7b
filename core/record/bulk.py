"""Bulk actions in the admin: Wagtail logs them only of pages, and passes over in silence what is not allowed."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from .actions import REFUSED
from .rights import ACCOUNT
from .writing import write

REFUSED_ITEMS = ("items_with_no_access", "mark_self_as_inactive")
REFUSED_MOVES = "pages_without_destination_access"


@hooks.register("before_bulk_action")
def record_left_out(request: HttpRequest, action_type: str, objects: list[Model], action: Any) -> None:
    """Name to the user, and record, what the action leaves out because it is not allowed."""
    _allowed, others = action.get_actionable_objects()
    left_out = [item for name in REFUSED_ITEMS for item in others.get(name, [])]
    if not left_out:
        return
    messages.error(
        request,
        _("Left out, since you are not allowed to do this with them: %(titles)s.")
        % {"titles": ", ".join(map(str, left_out))},
    )
    for item in left_out:
        write(REFUSED, actor=request.user, subject=item, details={"bulk": action_type})


def record_refused_moves(request: HttpRequest, response: HttpResponse) -> None:
    """Record the pages that a bulk move was refused of; its form comes again, and names them to the user."""
    context = getattr(response, "context_data", None) or {}
    for row in context.get(REFUSED_MOVES, ()):
        write(REFUSED, actor=request.user, subject=row["item"], details={"bulk": "move"})


@hooks.register("after_bulk_action")
def record_bulk_action(request: HttpRequest, action_type: str, objects: list[Model], action: Any) -> None:
    """Record what was done; the objects are as they were before it."""
    if issubclass(action.model, Page) or action_type == "assign_role":
        return
    if issubclass(action.model, get_user_model()) and action_type == "set_active_state":
        active = action.cleaned_form.cleaned_data["mark_as_active"]
        for user in objects:
            write(ACCOUNT, subject=user, details={"is_active": [not active, active]})
        return
    for item in objects:
        write(
            "wagtail.delete" if action_type == "delete" else "wagtail.edit",
            subject=item,
            details={"bulk": action_type},
        )
