"""Pages of results that are logged, and what they report about choices."""

from functools import partial
from typing import Any

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .choices import choice_token, read_token
from .models.query_log import KEPT_DAYS
from .privacy import kept_words
from .query import SearchQuery, Sort
from .query_log import Search, failures_swallowed, write_choice, write_search
from .results import Results
from .visitors import is_counted, visitor_of


def render_logged(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render a page of results (`query` and `results` in the context) and log the search it answers.

    Adds `choice_token`, "" where choices are not to be reported, and `kept_days` for the notice.
    """
    query, results = context["query"], context["results"]
    search, token = None, ""
    with failures_swallowed():
        search = _countable(request, query, results)
        token = choice_token(search.words, search.day, results) if search else ""
    response = render(request, template, {**context, "choice_token": token, "kept_days": KEPT_DAYS})
    if search is not None and _is_first_look(query):
        # Done when the response is closed, which is after it was sent: the reader doesn't wait for it.
        response._resource_closers.append(partial(write_search, search))  # type: ignore[attr-defined]
    return response


# A forged request from another site has no token, and there is no session that it could misuse.
@csrf_exempt
@require_POST
def search_choice(request: HttpRequest) -> HttpResponse:
    """Record that choices of a search are watched, or its first choice, of `navigator.sendBeacon`.

    204, also where nothing is recorded any more; 400 for a token or a `position` that isn't the page's.
    """
    try:
        shown = read_token(request.POST.get("token", ""))
        choice = shown.choice(request.POST.get("position", ""))
    except (BadSignature, ValueError):
        return HttpResponseBadRequest()
    write_choice(shown.day, visitor_of(request, shown.words), choice)
    return HttpResponse(status=204)


def _countable(request: HttpRequest, query: SearchQuery, results: Results) -> Search | None:
    if not query.keyword or not is_counted(request):
        return None
    words = kept_words(query.keyword)
    if not words:
        return None
    return Search(
        day=timezone.localdate(),
        visitor=visitor_of(request, words),
        words=words,
        language=get_language() or "",
        hits=results.total,
        reduced=results.reduced,
    )


def _is_first_look(query: SearchQuery) -> bool:
    """Tell whether a search is no refinement: pages, filters, dates and orders belong to the words' own search."""
    refined = query.filters or query.issued_from or query.issued_to or query.sort is not Sort.RELEVANCE
    return query.page == 1 and not refined
