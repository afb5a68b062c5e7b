"""Proposed relations of all documents in the admin, with decisions in bulk."""

from typing import Any

import django_filters
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from editorial.admin.batches import BatchForm
from regulations.filing import document_index
from regulations.import_views import require_importer
from regulations.models import AcceptedRelations, RelationProposal
from regulations.models.acting import Verb

from .accepting import accept, refuse, unchanged_since
from .proposing import OPEN

PER_PAGE = 50
# A batch that nobody could look through is none.
MOST_AT_ONCE = 2000
# An id of more figures is none.
MOST_DIGITS = 18


class ProposalFilterSet(django_filters.FilterSet):
    """By what is done, and whether the other document is there."""

    verb = django_filters.ChoiceFilter(choices=Verb.choices, label=gettext_lazy("What is done"))
    is_joined = django_filters.BooleanFilter(
        field_name="target",
        lookup_expr="isnull",
        exclude=True,
        label=gettext_lazy("The other document is in the collection"),
    )
    number = django_filters.CharFilter(
        field_name="target_number",
        lookup_expr="icontains",
        label=gettext_lazy("Number of the other document"),
    )

    class Meta:
        model = RelationProposal
        fields: list[str] = []


def show_proposals(request: Any) -> HttpResponse:
    """The open proposals; a POST accepts or refuses those that are ticked, or all that the filter leaves."""
    require_importer(request)
    filters = ProposalFilterSet(
        request.GET, RelationProposal.objects.filter(state=OPEN, page__live=True), request=request
    )
    if request.method == "POST":
        if filters.is_valid():
            return _decide(request, filters)
        messages.error(request, _("The filter is not understood: nothing was decided. Choose again."))
    rows = filters.qs.select_related("page__document_type", "target").defer("page__text", "target__text")
    context = {
        "filters": filters,
        "rows": Paginator(rows, PER_PAGE).get_page(request.GET.get("p")),
        "most": MOST_AT_ONCE,
        "recent": AcceptedRelations.objects.filter(accepted_by=request.user)[:5],
    }
    return render(request, "regulations/admin/relation_proposals.html", context)


def _decide(request: HttpRequest, filters: ProposalFilterSet) -> HttpResponse:
    ids = _chosen(request, filters)
    if not ids:
        messages.error(request, _("Tick at least one relation."))
        return redirect(request.get_full_path())
    if request.POST.get("action") == "refuse":
        say_refused(request, refuse(ids, request.user))
        return redirect(request.get_full_path())
    accepted = accept(ids, request.user)
    if accepted is None:
        messages.warning(request, _("Somebody else has decided on these meanwhile."))
        return redirect(request.get_full_path())
    return redirect("relations_accepted", accepted.pk)


def _chosen(request: HttpRequest, filters: ProposalFilterSet) -> list[int]:
    if request.POST.get("all"):
        return list(filters.qs.values_list("pk", flat=True)[:MOST_AT_ONCE])
    return ticked(request)


def ticked(request: HttpRequest) -> list[int]:
    """Ids of the proposals that were ticked."""
    values = [value for value in request.POST.getlist("chosen") if len(value) <= MOST_DIGITS]
    return [int(value) for value in values if value.isdecimal()][:MOST_AT_ONCE]


def say_refused(request: HttpRequest, count: int) -> None:
    """A message of how many were refused."""
    messages.success(request, ngettext("%d relation refused.", "%d relations refused.", count) % count)


def show_accepted(request: Any, accepted_id: int) -> HttpResponse:
    """How far the drafts are; when they are made, they are submitted as one batch."""
    require_importer(request)
    accepted = get_object_or_404(AcceptedRelations, pk=accepted_id, accepted_by=request.user)
    form = BatchForm(request.POST or None, section=document_index())
    if request.method == "POST" and accepted.finished_at:
        pages = unchanged_since(accepted)
        title = _("Relations of documents, accepted on %(day)s") % {"day": accepted}
        if changed := len(accepted.revisions) - len(pages):
            said = ngettext(
                "%d document was changed since and is left out: submit it by itself.",
                "%d documents were changed since and are left out: submit them by themselves.",
                changed,
            )
            messages.warning(request, said % changed)
        if item := form.submit(request, title, [(page, "") for page in pages]):
            messages.success(request, _("Submitted for approval."))
            return redirect("approval_decision", item.pk)
    total = accepted.proposals.count()
    context = {
        "accepted": accepted,
        "form": form,
        "total": total,
        "written": accepted.proposals.filter(is_drafted=True).count(),
    }
    return render(request, "regulations/admin/relations_accepted.html", context)
