"""What every response carries beyond Django's own security headers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ADMIN_PREFIX = "/admin/"
ADMIN_POLICY = {
    "script-src": ["'unsafe-inline'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["blob:"],
    "media-src": ["'self'"],
    "worker-src": ["'self'", "blob:"],
}


class AdminContentSecurityPolicyMiddleware:
    """Widen the policy below `/admin/` only: Wagtail's editor writes inline styles and scripts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; views of the admin get the wider policy."""
        response = self.get_response(request)
        if request.path.startswith(ADMIN_PREFIX):
            response._csp_update = ADMIN_POLICY  # type: ignore[attr-defined]
        return response
