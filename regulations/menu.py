"""Menu items of those who write documents."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy


class WritersMenuItem(MenuItem):
    """Shown to those who may write pages at all, which every page of the admin knows; the views ask precisely."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may add pages somewhere."""
        return bool(page_permission_policy.user_has_permission(request.user, "add"))
