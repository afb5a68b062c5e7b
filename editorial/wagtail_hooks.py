"""The approval chain in Wagtail's admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page

from .admin import (  # noqa: F401
    assignments,
    board,
    buttons,
    chains,
    changes,
    delegations,
    menu,
    my_work,
    notifications,
    own_work,
    rules,
)
from .admin.decision import DecisionView
from .admin.submission import SubmissionView, interpose, lead_on
from .batches import BATCH_STOPPED


@hooks.register("register_admin_urls")
def register_approval() -> list[URLPattern]:
    """Where work is submitted and decided on."""
    return [
        path("approval/<int:item_id>/", DecisionView.as_view(), name="approval_decision"),
        path("approval/submit/<int:page_id>/", SubmissionView.as_view(), name="approval_submission"),
    ]


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """What the record calls what is done here."""
    actions.register_action(BATCH_STOPPED, _("Batch stopped"), _("Batch stopped"))


@hooks.register("before_edit_page")
def confirm_before_submission(request: HttpRequest, page: Page) -> None:
    """The checklist comes before the chain."""
    interpose(request, page)


@hooks.register("before_create_page")
def confirm_before_first_submission(request: HttpRequest, parent_page: Page, page_class: Any) -> None:
    """As for a page that is there."""
    interpose(request, parent_page)


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def lead_to_submission(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The checklist follows the save."""
    return lead_on(request, page)


@hooks.register("insert_global_admin_css")
def style_approval() -> str:
    """The picture of a chain and the rounds of a piece of work."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/approval.css"))
