"""Where the present page stands: in the menu, in other languages, on the web."""

from typing import Any

from django import template
from django.urls import translate_url
from django.utils.html import strip_tags
from django.utils.text import Truncator
from wagtail.models import Page

from home.frame import MenuItem
from regulations.models import DocumentIndexPage

register = template.Library()

DESCRIPTION_LENGTH = 200


@register.simple_tag(takes_context=True)
def in_section(context: template.RequestContext, section: MenuItem) -> bool:
    """Whether the present page is the section or stands below it; a document stands in each language's index."""
    if "index_url" in context:
        return section.url == context["index_url"]
    page = context.get("page")
    return isinstance(page, Page) and page.path.startswith(section.path)


@register.simple_tag(takes_context=True)
def switch_address(context: template.RequestContext, link: dict[str, Any]) -> str:
    """The address of a language link for visitors; their words and filters stay with them."""
    request = context["request"]
    match = request.resolver_match
    if match and match.view_name == "search":
        return translate_url(request.get_full_path(), link["code"])
    choices = request.GET.urlencode()
    return f"{link['url']}?{choices}" if choices and link["exact"] else link["url"]


@register.simple_tag(takes_context=True)
def absolute(context: template.RequestContext, path: str = "") -> str:
    """An address with scheme and host; without a path, the present page's without its query."""
    request = context["request"]
    return request.build_absolute_uri(path or request.path)


@register.simple_tag(takes_context=True)
def document_index(context: template.RequestContext) -> Page | None:
    """The index of documents among the sections that the home page shows."""
    return next((page for page in context["sections"] if isinstance(page, DocumentIndexPage)), None)


@register.simple_tag(takes_context=True)
def description(context: template.RequestContext) -> str:
    """What search engines and previews say of the page: its own description, else what it begins with."""
    page, home = context.get("page"), context.get("home")
    for source, name in (
        (page, "search_description"),
        (page, "official_title"),
        (page, "intro"),
        (home, "intro"),
    ):
        if text := strip_tags(str(getattr(source, name, "") or "")):
            return Truncator(text).chars(DESCRIPTION_LENGTH)
    return ""
