"""What a page tells of its legal ground."""

from typing import Any

from django import template
from wagtail.models import Page

from regulations.review.notices import Notice, notices_of

register = template.Library()


@register.simple_tag
def legal_notices(page: Any) -> list[Notice]:
    """The notices on a page; none for what is not yet stored."""
    return notices_of(page.pk) if isinstance(page, Page) and page.pk else []
