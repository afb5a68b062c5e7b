"""The admin's addresses and menu item of "new document from a file"."""

from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from regulations.menu import WritersMenuItem

from .addresses import urlpatterns


@hooks.register("register_admin_urls")
def register_reading_addresses() -> list[URLPattern]:
    """Upload, progress and confirmation."""
    return urlpatterns


@hooks.register("register_admin_menu_item")
def register_reading_menu_item() -> MenuItem:
    """Shown beside the import."""
    return WritersMenuItem(
        _("New document from a file"), reverse("regulations_reading_upload"), icon_name="upload", order=159
    )
