"""The home of the admin: what waits for the person, what they sent and where it is, what they were asked to do."""

from typing import Any

from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.models import Page, PageLogEntry

from editorial.my_work import my_work

REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel, RecentEditsPanel)
RECENT = 5


class MyWorkPanel(Component):
    """All that concerns the person, each list under its own heading and only where there is something."""

    name = "approval_my_work"
    template_name = "editorial/admin/my_work.html"
    order = 110

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The person's work."""
        request, now = parent_context["request"], timezone.now()
        return {
            "request": request,
            "csrf_token": parent_context["csrf_token"],
            "work": my_work(request.user, now),
            "now": now,
            "today": timezone.localdate(),
        }


class FewQueriesRecentEditsPanel(RecentEditsPanel):
    """Wagtail's panel without a query for each type of page."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The pages that the person edited last, as `(moment, page)`."""
        request = parent_context["request"]
        edits = PageLogEntry.objects.filter(user=request.user, action="wagtail.edit")
        last = edits.values_list("page_id").annotate(last=Max("timestamp")).order_by("-last")[:RECENT]
        moments = dict(last)
        pages = Page.objects.prefetch_workflow_states().annotate_approved_schedule().in_bulk(moments)
        found = [(moment, pages[pk]) for pk, moment in moments.items() if pk in pages]
        return {"last_edits": found, "request": request}


@hooks.register("construct_homepage_panels")
def show_my_work(request: HttpRequest, panels: list[Any]) -> None:
    """In the place of Wagtail's two panels about workflows, so that nothing is shown twice."""
    panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED)]
    panels += [MyWorkPanel(), FewQueriesRecentEditsPanel()]


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_out_totals(request: HttpRequest, items: list[Any]) -> None:
    """Totals of pages and files say nothing about anybody's work, and counting them takes longer with every page."""
    items.clear()
