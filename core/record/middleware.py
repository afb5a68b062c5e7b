"""Refusals in the record, and their reasons before the user."""

from collections.abc import Callable

from django.contrib.messages import ERROR, get_messages
from django.contrib.messages.storage.base import BaseStorage
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from core.middleware import ADMIN_PREFIX
from core.refusals import Refusal, collecting, note

from .actions import REFUSED
from .bulk import record_refused_moves
from .writing import write

UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
PREFIXES = (ADMIN_PREFIX, "/api/")
PAGE_ARGUMENTS = ("page_id", "page_to_move_id", "parent_page_id")


class RefusalMiddleware:
    """Records what a signed-in person tried to change and was refused; stands right inside of the messages.

    A wrong form is no refusal, nor is a visitor who is sent to sign in. Neither query nor values of the form
    are kept. The entry is written after the view and its transactions, which a refusal rolls back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if request.method not in UNSAFE_METHODS or not request.path.startswith(PREFIXES):
            return self.get_response(request)
        with collecting() as noted:
            response = self.get_response(request)
        if not request.user.is_authenticated:
            return response
        if noted or response.status_code == 403 or was_turned_away(request, response):
            record_refusal(request, response, noted[-1] if noted else Refusal("", None))
        record_refused_moves(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Refuse to delete what is still referred to, back on the page where it was asked; Wagtail would crash."""
        if not isinstance(exception, ProtectedError | RestrictedError):
            return None
        if not request.path.startswith(ADMIN_PREFIX):
            return None
        note(still_used(exception))
        origin = request.headers.get("referer", "")
        known = url_has_allowed_host_and_scheme(
            origin, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        return redirect(origin if known else reverse("wagtailadmin_home"))


def still_used(refused: ProtectedError | RestrictedError) -> str:
    """What to tell someone who deletes what foreign keys protect: which kinds of things refer to it."""
    rows = refused.protected_objects if isinstance(refused, ProtectedError) else refused.restricted_objects
    names = sorted({str(row._meta.verbose_name_plural) for row in rows})
    return _("This can't be deleted: it is still referred to by %(names)s. Change or delete those first.") % {
        "names": ", ".join(names)
    }


def was_turned_away(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the response is what Wagtail makes of `PermissionDenied`: an error message and the way home.

    `wagtail.admin.auth` leaves nothing else of it; someone without access to the admin is sent to sign in.
    """
    places = {reverse("wagtailadmin_home"), reverse("wagtailadmin_login")}
    if response.status_code != 302 or response["Location"].split("?")[0] not in places:
        return False
    storage = get_messages(request)
    if not isinstance(storage, BaseStorage) or not storage.added_new:
        return False
    levels = [message.level for message in storage]
    # They were only looked at: the next page still shows them.
    storage.used = False
    return levels[-1:] == [ERROR]


def record_refusal(request: HttpRequest, response: HttpResponse, refusal: Refusal) -> None:
    """Write the entry; where a page follows, the reason is shown on it."""
    match = request.resolver_match
    arguments = match.kwargs if match else {}
    page_id = next((arguments[name] for name in PAGE_ARGUMENTS if name in arguments), refusal.page_id)
    write(
        REFUSED,
        actor=request.user,
        subject=Page.objects.filter(pk=page_id).first() if page_id else None,
        page_id=page_id,
        details={
            "view": match.view_name if match else "",
            "method": request.method,
            "status": response.status_code,
            "reason": refusal.reason,
        },
    )
    if refusal.reason and response.status_code == 302:
        messages.error(request, refusal.reason)
