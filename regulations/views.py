"""The public list of documents, and of one year."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from search.presentation import results_context
from search.query import SearchQuery
from search.query_log_views import render_logged
from search.service import search

from .search_source import SOURCE_NAME


def document_list(request: HttpRequest, index: Page, kinds: Sequence[str] = ()) -> HttpResponse:
    """All documents, or those of the types given (codes), newest first, or those that the filters and words leave."""
    query = SearchQuery.from_params(request.GET).within(SOURCE_NAME)
    if kinds:
        chosen = [code for code in query.filters.get("type", ()) if code in kinds]
        query = replace(query, filters={**query.filters, "type": tuple(chosen or kinds)})
    found = results_context(query, search(query), expanded=request.GET.getlist("more"))
    context = {"page": index, **found}
    return render_logged(request, "pages/document_index_page.html", context)


def list_of_year(request: HttpRequest, index: Page, year: str) -> HttpResponse:
    """Send the visitor to the list with that year chosen."""
    return redirect(f"{index.get_url(request)}?{urlencode({'year': year})}")
