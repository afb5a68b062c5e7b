"""The menu “Approval”: each page of it registers its own item with the hook `MENU_HOOK`."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from editorial.models import Notification
from editorial.people import current_offices
from editorial.work_permissions import holds_office

from .offices import account

MENU_HOOK = "register_approval_menu_item"
MOST_COUNTED = 100


def unread(request: Any) -> list[Notification]:
    """The person's newest unread notifications, at most `MOST_COUNTED`; read once a request."""
    if not hasattr(request, "unread_notices"):
        own = Notification.objects.filter(user=request.user, read_at=None)
        request.unread_notices = list(own[:MOST_COUNTED])
    found: list[Notification] = request.unread_notices
    return found


def number_text(number: int) -> str:
    """The number as it is shown; from `MOST_COUNTED` on it is no longer exact."""
    return str(number) if number < MOST_COUNTED else f"{MOST_COUNTED}+"


class ApprovalMenuItem(SubmenuMenuItem):
    """The menu, with the number of unread notifications behind its name."""

    def render_component(self, request: HttpRequest) -> Any:
        """Say how many notifications are unread, where there are any."""
        component = super().render_component(request)
        if notices := unread(request):
            component.label = f"{self.label} ({number_text(len(notices))})"
        return component


class OfficeMenuItem(MenuItem):
    """Shown to those who hold an office."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person holds an office today."""
        return holds_office(account(request).pk, current_offices())


@hooks.register("register_admin_menu_item")
def register_approval_menu() -> MenuItem:
    """Right after the pages."""
    return ApprovalMenuItem(
        _("Approval"),
        Menu(register_hook_name=MENU_HOOK),
        name="approval",
        icon_name="clipboard-list",
        order=150,
    )
