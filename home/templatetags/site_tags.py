"""Navigation, breadcrumbs and the language switch, all from the page tree."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.frame import Frame, frame_of
from home.models import HomePage

register = template.Library()


def home_page(context: template.RequestContext) -> HomePage | None:
    """The home page that the request came through, else that of its language."""
    request = context["request"]
    if not hasattr(request, "home_page"):
        request.home_page = site_frame(context).home
    return request.home_page


@register.simple_tag(takes_context=True)
def site_home(context: template.RequestContext) -> HomePage | None:
    """The home page, whose fields header and footer show."""
    return home_page(context)


@register.simple_tag(takes_context=True)
def site_frame(context: template.RequestContext) -> Frame:
    """Address of the home page and the published sections of the menu; looked up once a request."""
    request = context["request"]
    if not hasattr(request, "_site_frame"):
        request._site_frame = frame_of(get_language() or settings.LANGUAGE_CODE)
    return request._site_frame


@register.simple_tag(takes_context=True)
def breadcrumbs(context: template.RequestContext) -> list[tuple[str, str]]:
    """Title and address of the published pages above the present one, from the home page down."""
    page, request = context.get("page"), context["request"]
    if "index_url" in context and (home := home_page(context)):
        titles = {entry.url: entry.title for entry in site_frame(context).menu}
        index_url = context["index_url"]
        return [(home.title, home.get_url(request)), (titles.get(index_url, _("Legal documents")), index_url)]
    if not isinstance(page, Page) or page.depth < 3:
        return []
    above = [ancestor for ancestor in page.get_ancestors().live() if ancestor.depth > 1]
    return [(ancestor.title, ancestor.get_url(request)) for ancestor in above]


@register.simple_tag(takes_context=True)
def language_links(context: template.RequestContext) -> list[dict[str, Any]]:
    """The present page in every language: its own address there, else that language's home page."""
    addresses = dict(context.get("language_addresses") or {})
    page = context.get("page")
    if not addresses and isinstance(page, Page):
        translations = page.get_translations(inclusive=True).live().select_related("locale")
        addresses = {
            translation.locale.language_code: translation.get_url(context["request"])
            for translation in translations
        }
    prefixes = {
        code: "/" if code == settings.LANGUAGE_CODE else f"/{code}/" for code, _name in settings.LANGUAGES
    }
    return [
        {
            "code": code,
            "name": name,
            "url": addresses.get(code, prefixes[code]),
            "exact": code in addresses,
            "current": code == get_language(),
        }
        for code, name in settings.LANGUAGES
    ]
