"""The one way to a file of images or documents, in development and in production."""

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from .access import answer, is_avatar_for, media_file
from .responses import file_response, not_found
from .rules import Answer


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """The file of this name in the store, for those who may have it; 404 for others and any other name."""
    if "\0" in path:
        return not_found()
    found = media_file(path)
    if found is not None:
        reply = answer(request, found)
    else:
        reply = Answer.PRIVATE if is_avatar_for(request.user, path) else Answer.HIDDEN
    if reply == Answer.HIDDEN:
        return not_found()
    return file_response(request, default_storage, path, public=reply == Answer.PUBLIC)
