"""The structure of a text that is being written: read, answered and forgotten."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from regulations.import_views import require_importer
from regulations.models import LegalDocumentPage

from .showing import show_structure


@require_POST
def read_structure(request: HttpRequest, page_id: int | None = None) -> JsonResponse:
    """See `show_structure`; for those who may edit the document, or add one where none is named."""
    if page_id is None:
        require_importer(request)
    else:
        page = get_object_or_404(LegalDocumentPage.objects.defer("text"), pk=page_id)
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
    return JsonResponse(show_structure(request.POST.get("text", "")))
