"""What the list of results shows beside what `search.presentation` prepares."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from html import escape

from django import template
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.templatetags.ui_tags import day
from search.facets import FacetGroup
from search.query import SearchQuery, address
from search.results import Results

register = template.Library()


@register.simple_tag
def dateless_address(query: SearchQuery) -> str:
    """The query string of the same query without its dates of issue."""
    return address(replace(query, issued_from=None, issued_to=None, page=1))


@register.simple_tag
def first_number(results: Results) -> int:
    """The place of the page's first hit among all hits, from 1."""
    return (results.page - 1) * results.page_size + 1


@register.simple_tag
def document_dates(issued_on: date | None, effective_on: date | None) -> str:
    """When a document was issued and takes effect."""
    return _document_dates(issued_on, effective_on, get_language())


# Documents of a list share few dates, and readers see the same lists again and again.
@lru_cache(maxsize=4_096)
def _document_dates(issued_on: date | None, effective_on: date | None, language: str | None) -> str:
    labelled = ((_("Issued"), issued_on), (_("In effect from"), effective_on))
    parts = [(label, day(value)) for label, value in labelled if value]
    if not parts:
        return ""
    return format_html('<p class="dates">{}</p>', format_html_join(" ", "<span>{} {}</span>", parts))


@register.simple_tag
def facet_choices(group: FacetGroup, unit: str) -> SafeString:
    """The boxes of a facet, each with its count of `unit`; in Python, since they are most of the page's tags."""
    name, unit = escape(group.name), escape(unit)
    boxes = (
        f'<label class="choice"><input type="checkbox" name="{name}" value="{escape(choice.code)}"'
        f'{" checked" if choice.selected else ""}><span class="choice__label">{escape(choice.label)}</span>'
        f'<span class="choice__count">{localize(choice.count)}<span class="visually-hidden"> {unit}</span></span></label>'
        for choice in group.choices
    )
    return mark_safe("".join(boxes))  # noqa: S308 - every part of it was escaped
