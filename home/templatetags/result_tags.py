"""What the list of results shows beside what `search.presentation` prepares."""

from dataclasses import replace

from django import template

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
