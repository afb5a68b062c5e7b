"""Closes wagtail-localize's ways of writing and publishing until the English team's chain opens them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

CLOSED = ["localize/submit/", "localize/update/", "localize/translate/", "localize/page/", "localize/api/"]


def closed(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Refuse for everybody, superusers included; nothing is read or written."""
    messages.error(
        request, _("Translation is not open yet: English pages go through their own approval chain.")
    )
    return redirect("wagtailadmin_home")


@hooks.register("register_admin_urls", order=-100)
def close_translation_addresses() -> list[URLPattern]:
    """The same addresses, registered earlier than wagtail-localize's own."""
    return [path(f"{prefix}<path:rest>", closed) for prefix in CLOSED]
