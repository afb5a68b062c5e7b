"""The pages under which others stand: what chains, rules, delegations and assignments are set for."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.db.models.functions import Greatest, Least, Length, Substr
from wagtail.models import Page, get_page_models

HOME_DEPTH = 2
"""Depth of the home pages in the tree; the sections that visitors see in the menu stand one below."""


def section_pages() -> QuerySet[Page]:
    """Home pages and sections in the order of the tree; pages that the system makes are none.

    They are found by their type, so that their number, not that of all pages, is what counts.
    """
    types = [model for model in get_page_models() if model.is_creatable and model.allowed_subpage_models()]
    kinds = ContentType.objects.get_for_models(*types).values()
    return Page.objects.filter(content_type__in=[kind.pk for kind in kinds], depth__gt=1).order_by("path")


def section_path(column: Any) -> Substr:
    """The tree path of the section in which a page stands, or of the home page, from the column of the page's."""
    above = Greatest(Length(column) - Page.steplen, HOME_DEPTH * Page.steplen)
    return Substr(column, 1, Least(above, (HOME_DEPTH + 1) * Page.steplen))


def indented(page: Page) -> str:
    """A section's title as it stands in a list of choices, moved in by its depth."""
    return f"{'— ' * (page.depth - 2)}{page.get_admin_display_title()}"
