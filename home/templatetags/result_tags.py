"""What the list of results shows beside what `search.presentation` prepares."""

from collections.abc import Iterator
from dataclasses import replace

from django import template
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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
def facet_choices(group: FacetGroup, unit: str) -> SafeString:
    """The boxes of a facet, each with its count of `unit`; in Python, since they are most of the page's tags."""
    return format_html_join(
        "",
        '<label class="choice"><input type="checkbox" name="{}" value="{}"{}><span class="choice__label">{}</span>'
        '<span class="choice__count">{}{}</span></label>',
        _boxes(group, format_html('<span class="visually-hidden"> {}</span>', unit)),
    )


def _boxes(
    group: FacetGroup, unit: SafeString
) -> Iterator[tuple[str, str, SafeString, str, str, SafeString]]:
    for choice in group.choices:
        ticked = SafeString(" checked" if choice.selected else "")
        yield group.name, choice.code, ticked, choice.label, localize(choice.count), unit
