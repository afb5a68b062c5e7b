"""What the text of one document states, relations and amendments, to be written into its draft."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from core.legal_text.amending import Kind
from regulations.models import LegalDocumentPage, RelationProposal

from .accepting import accept_into_draft, refuse
from .amendments import digest_of, read_amendments
from .proposals_view import say_refused
from .proposing import OPEN, known_laws, open_proposals, propose


def show_document(request: HttpRequest, page_id: int) -> HttpResponse:
    """What the latest text states and the draft doesn't say yet; a POST writes what is ticked into it."""
    try:
        page = get_object_or_404(LegalDocumentPage, pk=page_id)
    except OverflowError as error:
        raise Http404 from error
    lock = page.get_lock()
    if not page.permissions_for_user(request.user).can_edit() or (lock and lock.for_user(request.user)):
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    if request.method == "POST":
        return _decide(request, draft)
    known = known_laws()
    operations = [(digest_of(one), one) for one in read_amendments(draft, known)]
    context = {
        "page": page,
        "rows": open_proposals(draft, known),
        "operations": operations,
        "unread": Kind.UNREAD,
    }
    return render(request, "regulations/admin/document_relations.html", context)


def _decide(request: HttpRequest, draft: LegalDocumentPage) -> HttpResponse:
    relations, operations = (set(request.POST.getlist(name)) for name in ("chosen", "operation"))
    if request.POST.get("action") == "refuse":
        propose(draft)
        chosen = RelationProposal.objects.filter(page_id=draft.pk, state=OPEN, digest__in=relations)
        say_refused(request, refuse(chosen.values_list("pk", flat=True), request.user))
        return redirect("document_relations", draft.pk)
    if not relations | operations:
        messages.error(request, _("Tick at least one relation or amendment."))
        return redirect("document_relations", draft.pk)
    count = accept_into_draft(draft.pk, relations, operations, request.user)
    if not count:
        messages.warning(request, _("Somebody else has decided on these meanwhile."))
        return redirect("document_relations", draft.pk)
    said = ngettext(
        "%d statement of the text is in the draft now: look at it and submit it.",
        "%d statements of the text are in the draft now: look at them and submit them.",
        count,
    )
    messages.success(request, said % count)
    return redirect("wagtailadmin_pages:edit", draft.pk)
