"""Navigation, breadcrumbs and the language switch, all from the page tree."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Page

from home.models import HomePage

register = template.Library()


def home_page(context: template.RequestContext) -> HomePage | None:
    """The home page in the language of the request; looked up once a request."""
    request = context["request"]
    if not hasattr(request, "_home_page"):
        request._home_page = (
            HomePage.objects.live()
            .filter(locale__language_code=get_language())
            .select_related("picture")
            .first()
        )
    return request._home_page


@register.simple_tag(takes_context=True)
def site_home(context: template.RequestContext) -> HomePage | None:
    """The home page, whose fields header and footer show."""
    return home_page(context)


@register.simple_tag(takes_context=True)
def site_menu(context: template.RequestContext) -> list[Page]:
    """The published sections of the menu, in the order of the tree; looked up once a request."""
    home, request = home_page(context), context["request"]
    if not hasattr(request, "_site_menu"):
        request._site_menu = list(home.get_children().live().public().in_menu()) if home else []
    return request._site_menu


@register.simple_tag(takes_context=True)
def breadcrumbs(context: template.RequestContext) -> list[Page]:
    """The published pages above the present one, from the home page down."""
    page = context.get("index") or context.get("page")
    if not isinstance(page, Page) or page.depth < 3:
        return []
    above = page.get_ancestors(inclusive=context.get("index") is not None)
    return [ancestor for ancestor in above.live() if ancestor.depth > 1]


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
