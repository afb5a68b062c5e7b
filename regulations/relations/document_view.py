"""What the text of one document states, relations and amendments, to be written into its draft."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from core.legal_text.amending import Kind, Operation, read_operations
from core.legal_text.structure import DuplicateProvision, parse
from regulations.models import Amendment, LegalDocumentPage, RelationProposal

from .accepting import OPEN, accept_into_draft, refuse
from .amendments import amendment_values, digest_of, without_those_held
from .matching import meant_by
from .names import target_key
from .proposals_view import say_refused, ticked
from .proposing import known_laws, propose


def show_document(request: HttpRequest, page_id: int) -> HttpResponse:
    """What the latest text states and the draft doesn't say yet; a POST writes what is ticked into it."""
    page = get_object_or_404(LegalDocumentPage, pk=page_id)
    lock = page.get_lock()
    if not page.permissions_for_user(request.user).can_edit() or (lock and lock.for_user(request.user)):
        raise PermissionDenied
    rows = (
        RelationProposal.objects.filter(page=page, state=OPEN).select_related("target").defer("target__text")
    )
    draft = page.get_latest_revision_as_object()
    if request.method == "POST":
        return _decide(request, draft, rows)
    known = known_laws()
    propose(draft, known)
    operations = [(digest_of(one), one) for one in read_amendments(draft, known)]
    context = {"page": page, "rows": rows, "operations": operations, "unread": Kind.UNREAD}
    return render(request, "regulations/admin/document_relations.html", context)


def read_amendments(draft: LegalDocumentPage, known: Collection[str]) -> list[Operation]:
    """With the names of `known` laws: the operations on other documents that the text states and the draft's rows don't say yet."""
    try:
        provisions = parse(draft.text)
    except DuplicateProvision:
        return []
    return without_those_held(read_operations(provisions, draft.official_title, known), draft)


def _decide(
    request: HttpRequest, draft: LegalDocumentPage, rows: "QuerySet[RelationProposal]"
) -> HttpResponse:
    chosen = rows.filter(pk__in=ticked(request))
    if request.POST.get("action") == "refuse":
        say_refused(request, refuse(chosen.values_list("pk", flat=True), request.user))
        return redirect("document_relations", draft.pk)
    count = _add_amendments(draft, set(request.POST.getlist("operation"))) + chosen.count()
    if not count:
        messages.error(request, _("Tick at least one relation or amendment."))
        return redirect("document_relations", draft.pk)
    accept_into_draft(draft, chosen, request.user)
    said = ngettext(
        "%d statement of the text is in the draft now: look at it and submit it.",
        "%d statements of the text are in the draft now: look at them and submit them.",
        count,
    )
    messages.success(request, said % count)
    return redirect("wagtailadmin_pages:edit", draft.pk)


def _add_amendments(draft: LegalDocumentPage, digests: set[str]) -> int:
    """Add the operations that were ticked to the draft, not saved; how many."""
    understood = (one for one in read_amendments(draft, known_laws()) if one.kind != Kind.UNREAD)
    chosen = {one: target_key(one.target, one.target) for one in understood if digest_of(one) in digests}
    meant = meant_by(draft, chosen.values())
    for one, key in chosen.items():
        draft.amendments.add(Amendment(target_id=meant[key], **amendment_values(one)))
    return len(chosen)
