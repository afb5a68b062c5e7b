"""The site's search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .presentation import results_context
from .query import SearchQuery
from .service import search


def search_page(request: HttpRequest) -> HttpResponse:
    """Answer a search; works without JavaScript, and the address keeps every choice."""
    query = SearchQuery.from_params(request.GET)
    return render(request, "pages/search_page.html", results_context(query, search(query)))
