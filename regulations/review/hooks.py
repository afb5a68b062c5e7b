"""Reviews in the admin: menu, addresses, the person's own on the home, names for the record."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.components import Component

from editorial.admin.offices import account
from editorial.people import current_offices

from .answering import ANSWERED, ASSIGNED, SETTLED
from .permissions import BOARD, may_see
from .reports import AffectedReport, ReviewReport
from .views import AffectedView, ReviewView
from .waiting import waiting_for


class EditorsMenuItem(MenuItem):
    """Shown to editors in office."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the lists are open to the person."""
        return may_see(account(request).pk, current_offices())


@hooks.register("register_admin_menu_item")
def register_review_menu() -> MenuItem:
    """Beside the documents."""
    items = [
        EditorsMenuItem(
            _("Documents to review"), reverse_lazy("legal_reviews"), icon_name="doc-full", order=10
        ),
        EditorsMenuItem(
            _("Pages concerned"), reverse_lazy("legal_affected_pages"), icon_name="link", order=20
        ),
    ]
    return SubmenuMenuItem(
        _("Review of documents"), Menu(items=items), name="legal-review", icon_name="history", order=165
    )


@hooks.register("register_admin_urls")
def register_review_addresses() -> list[URLPattern]:
    """Lists, their results alone for the filters, and one page a row."""
    return [
        path("legal-reviews/", ReviewReport.as_view(), name="legal_reviews"),
        path("legal-reviews/results/", ReviewReport.as_view(results_only=True), name="legal_reviews_results"),
        path("legal-reviews/<int:review_id>/", ReviewView.as_view(), name="legal_review"),
        path("legal-reviews/pages/", AffectedReport.as_view(), name="legal_affected_pages"),
        path(
            "legal-reviews/pages/results/",
            AffectedReport.as_view(results_only=True),
            name="legal_affected_pages_results",
        ),
        path("legal-reviews/pages/<int:affected_id>/", AffectedView.as_view(), name="legal_affected_page"),
    ]


class ReviewPanel(Component):
    """Whether something waits for the person's units; the board is told what belongs to no unit."""

    name = "legal_review"
    template_name = "regulations/admin/review_panel.html"
    order = 120

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """What waits, each by its name."""
        user = parent_context["request"].user.pk
        found, is_board = waiting_for(user), bool(current_offices().roles_of(user) & BOARD)
        return {**found, "loose": is_board and found["loose"]}


@hooks.register("construct_homepage_panels", order=100)
def show_reviews(request: HttpRequest, panels: list[Any]) -> None:
    """Below the work under way, for editors."""
    if may_see(account(request).pk, current_offices()):
        panels.append(ReviewPanel())


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """What the record says of reviews."""
    actions.register_action(ASSIGNED, _("Assignment of a review"), _("Review assigned"))
    actions.register_action(ANSWERED, _("Answer to a review"), _("Review answered"))
    actions.register_action(SETTLED, _("Settlement of a changed legal ground"), _("Legal ground looked at"))
