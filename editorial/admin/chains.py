"""The sections with their chains, and the form that sets one (R21)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.models import Page, WorkflowPage

from editorial.chains import chain_in_force, configure, inherit, last_stage
from editorial.models import Chain
from editorial.people import current_offices, users
from editorial.permissions import Case, deciders, may_configure, may_set_chain
from editorial.picture import Box
from editorial.sections import section_pages
from editorial.stages import EARLIER, Stage

from .menu import MENU_HOOK, OfficeMenuItem
from .offices import OfficeRequired, account

MOST_HOURS = 999


@dataclass(frozen=True)
class Row:
    """A section with its chain; `source` is the section above from which it comes, None for an own one."""

    page: Page
    chain: Chain | None
    source: Page | None
    boxes: list[Box]


def own_chains() -> dict[str, Chain]:
    """The chains in force by the tree path of the section that they are set for."""
    assigned = WorkflowPage.objects.filter(workflow__active=True, workflow__chain__isnull=False)
    return {
        row.page.path: row.workflow.chain for row in assigned.select_related("page", "workflow__chain__page")
    }


def rows_for(pages: Iterable[Page]) -> list[Row]:
    """The sections with their chains as pictures; the queries do not grow with the sections."""
    chains, found = own_chains(), []
    for page in pages:
        lengths = range(len(page.path), 0, -page.steplen)
        nearest = next((page.path[:length] for length in lengths if page.path[:length] in chains), None)
        found.append((page, chains[nearest] if nearest else None))
    asked = {(page.pk, stage): ids for page, chain in found for stage, ids in _people(page, chain)}
    known = {user.pk: user for user in users(frozenset[int]().union(*asked.values()))}
    anyone = (_("the head of the unit that the work belongs to"),)
    return [
        Row(
            page,
            chain,
            chain.page if chain and chain.page_id != page.pk else None,
            [
                Box(
                    stage,
                    hours,
                    anyone
                    if stage == Stage.UNIT_HEAD
                    else tuple(known[pk] for pk in sorted(asked[page.pk, stage]) if pk in known),
                )
                for stage, hours in (chain.hours().items() if chain else ())
            ],
        )
        for page, chain in found
    ]


def _people(page: Page, chain: Chain | None) -> Iterator[tuple[Stage, frozenset[int]]]:
    """Who decides in each stage today on work of nobody in particular."""
    for stage in chain.hours() if chain else ():
        yield stage, deciders(Case(stage, page.path, None, frozenset()), current_offices())


class ChainForm(forms.ModelForm):
    """A new version of a section's chain: hours by stage, a stage without hours is left out."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=255,
        help_text=gettext_lazy("It is kept with this version of the chain."),
    )

    class Meta:
        model = Chain
        fields = (*(f"{stage.value}_hours" for stage in EARLIER), "last", "last_hours", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*(f"{stage.value}_hours" for stage in EARLIER), "last_hours"):
            field = self._meta.model._meta.get_field(name)
            self.fields[name] = forms.IntegerField(
                label=str(field.verbose_name).capitalize(),
                required=name == "last_hours",
                min_value=1,
                max_value=MOST_HOURS,
                help_text="" if name == "last_hours" else _("Leave it empty to leave the stage out."),
            )


class ChainListView(OfficeRequired, WagtailAdminTemplateMixin, ListView):
    """Every section with the chain that its work goes through; everybody in office may look."""

    page_title = gettext_lazy("Approval chains")
    header_icon = "list-ol"
    template_name = "editorial/admin/chains.html"
    paginate_by = 20
    page_kwarg = "p"

    def get_queryset(self) -> QuerySet[Page]:
        """Sections, and other pages that have a chain of their own."""
        with_own = Page.objects.filter(workflowpage__workflow__active=True).values("pk")
        sections = section_pages().values("pk")
        return Page.objects.filter(Q(pk__in=sections) | Q(pk__in=with_own)).order_by("path")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """End with this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows of this part of the list."""
        context = super().get_context_data(**kwargs)
        may_set = may_configure(account(self.request).pk, current_offices())
        page = context["page_obj"]
        pages = page.paginator.get_elided_page_range(page.number)
        return {**context, "rows": rows_for(page), "may_set": may_set, "elided_page_range": pages}


class ChainEditView(OfficeRequired, WagtailAdminTemplateMixin, FormView):
    """Sets a section's chain, or takes its own away; for the Director and the Head alone."""

    rule = staticmethod(may_configure)
    form_class = ChainForm
    page_title = gettext_lazy("Approval chain")
    header_icon = "list-ol"
    template_name = "editorial/admin/chain_edit.html"

    def setup(self, request: HttpRequest, *args: Any, page_id: int, **kwargs: Any) -> None:
        """Find the section; the root of the tree is none."""
        super().setup(request, *args, **kwargs)
        self.section = get_object_or_404(Page, pk=page_id, depth__gt=1)

    def get_page_subtitle(self) -> str:
        """The section's title."""
        return str(self.section.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Below the list."""
        above = {"url": reverse("approval_chains"), "label": _("Approval chains")}
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, above, here]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with the chain that holds now; what is written is a new version for this section."""
        chain = chain_in_force(self.section)
        initial = {name: getattr(chain, name) for name in ChainForm.Meta.fields[:-1]} if chain else {}
        return {**super().get_form_kwargs(), "instance": Chain(page=self.section), "initial": initial}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the own chain away, or set a new version."""
        if request.POST.get("action") != "inherit":
            return super().post(request, *args, **kwargs)
        try:
            inherit(self.section, request.user)
        except PermissionDenied as error:
            messages.error(request, str(error))
            return redirect("approval_chain", page_id=self.section.pk)
        messages.success(request, _("The chain of the section above holds from now on."))
        return redirect("approval_chains")

    def form_valid(self, form: ChainForm) -> HttpResponse:
        """Put the new version in force."""
        configure(form.save(commit=False), by=self.request.user)
        messages.success(self.request, _("The new chain holds for what is submitted from now on."))
        return redirect("approval_chains")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The chain that holds now, and earlier versions."""
        versions = Chain.objects.filter(page=self.section).select_related("decided_by__person")
        return {
            **super().get_context_data(**kwargs),
            "section": self.section,
            "row": rows_for([self.section])[0],
            "may_set": may_set_chain(account(self.request).pk, last_stage(self.section), current_offices()),
            "versions": versions[:20],
            "action_url": reverse("approval_chain", args=[self.section.pk]),
        }


@hooks.register("register_admin_urls")
def register_chains() -> list[URLPattern]:
    """The list and the form."""
    return [
        path("approval/chains/", ChainListView.as_view(), name="approval_chains"),
        path("approval/chains/<int:page_id>/", ChainEditView.as_view(), name="approval_chain"),
    ]


@hooks.register(MENU_HOOK)
def register_chains_menu_item() -> MenuItem:
    """In the menu “Approval”."""
    url = reverse("approval_chains")
    return OfficeMenuItem(gettext_lazy("Approval chains"), url, name="chains", icon_name="list-ol", order=400)


@hooks.register("register_page_header_buttons")
def register_chain_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """From a page to its chain, for those who may set it."""
    if page.depth > 1 and may_configure(user.pk, current_offices()):
        url = reverse("approval_chain", args=[page.pk])
        yield Button(_("Approval chain"), url, icon_name="list-ol", priority=75)
