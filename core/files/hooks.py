"""Files in Wagtail: who gets a document at its own address, and what a bulk action must not change."""

from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks

from core.guard import PublicationRefused

from .access import answer, media_file
from .holding import locked
from .keeping import kept_ids, kept_message
from .rules import Answer
from .uses import kind_of


@hooks.register("before_serve_document", order=-100)
def serve_decided(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Send who may have a document to its file; raises `Http404` for all others.

    None, so that Wagtail asks for the password or an account, where only the collection keeps the visitor out.
    """
    name = document.file.name
    found = media_file(name)
    reply = answer(request, found) if found else Answer.HIDDEN
    if reply != Answer.HIDDEN:
        return redirect(default_storage.url(name))
    if found and found.shown_openly:
        return None
    raise Http404


@hooks.register("before_bulk_action")
def keep_collections(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Raise `PublicationRefused` where kept files would change their collection: no signal tells of that.

    Wagtail asks inside the transaction of the action; the rows are locked, so that nothing comes between.
    """
    if action_type != "add_to_collection" or not objects:
        return
    kind, keys = kind_of(objects[0]), [item.pk for item in objects]
    locked(kind, keys)
    kept = kept_ids(kind, keys)
    for item in objects:
        if item.pk in kept:
            raise PublicationRefused(kept_message(item))
