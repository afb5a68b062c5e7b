"""Suggestions over HTTP."""

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .answer import suggest

# A document that was withdrawn may still be suggested for so long by what others cached.
FRESH_SECONDS = 60


@require_safe
@cache_control(public=True, max_age=FRESH_SECONDS)
def suggestions(request: HttpRequest) -> JsonResponse:
    """Answer `?q=` with {"suggestions": […]}, best first; the address tells the language. Keeps nothing."""
    found = suggest(request.GET.get("q", ""), get_language() or "vi")
    return JsonResponse(
        {"suggestions": [asdict(one) for one in found]}, json_dumps_params={"ensure_ascii": False}
    )
