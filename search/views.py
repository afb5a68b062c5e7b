"""The site's search page."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from .presentation import results_context
from .query import SearchQuery
from .query_log_views import render_logged
from .service import search


def search_page(request: HttpRequest) -> HttpResponse:
    """Answer a search; works without JavaScript, and the address keeps every choice."""
    query = replace(SearchQuery.from_params(request.GET), language=get_language())
    context = results_context(query, search(query), expanded=request.GET.getlist("more"))
    return render_logged(request, "pages/search_page.html", context)
