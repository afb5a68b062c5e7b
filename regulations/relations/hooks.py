"""Proposed relations among the admin's addresses, reports and page buttons."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from regulations.menu import WritersMenuItem
from regulations.models import LegalDocumentPage

from . import document_view, proposals_view


@hooks.register("register_admin_urls")
def register_relation_addresses() -> list[URLPattern]:
    """All proposals, what was accepted together, and those of one document."""
    return [
        path("legal-relations/", proposals_view.show_proposals, name="relation_proposals"),
        path(
            "legal-relations/accepted/<int:accepted_id>/",
            proposals_view.show_accepted,
            name="relations_accepted",
        ),
        path("legal-relations/<int:page_id>/", document_view.show_document, name="document_relations"),
    ]


@hooks.register("register_reports_menu_item")
def register_proposals_menu_item() -> MenuItem:
    """Among the reports."""
    return WritersMenuItem(
        gettext_lazy("Relations found in texts"),
        reverse("relation_proposals"),
        name="relation-proposals",
        icon_name="link",
        order=700,
    )


@hooks.register("register_page_header_buttons")
def relation_button(
    page: Page, user: Any, view_name: str = "", next_url: str | None = None, **kwargs: Any
) -> Iterator[Button]:
    """What this document's text states; the view asks again who may."""
    if page.specific_class is LegalDocumentPage and page.permissions_for_user(user).can_edit():
        address = reverse("document_relations", args=[page.pk])
        yield Button(_("Relations found in the text"), address, icon_name="link", priority=50)
