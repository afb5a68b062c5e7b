"""Everything under way: counted by section and stage, and listed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import Count, Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from editorial.models import Item
from editorial.my_work import is_late, open_items, waiting_ids, with_details
from editorial.people import current_offices
from editorial.sections import section_path
from editorial.stages import Stage
from organization.models import Unit

from .menu import MENU_HOOK, OfficeMenuItem
from .offices import OfficeRequired

STATUSES = [(status.value, status.label) for status in Item.OPEN]


@dataclass
class Section:
    """One line of the board: numbers of pieces of work."""

    pk: int
    title: str
    stages: dict[str, int] = field(default_factory=lambda: {stage.value: 0 for stage in Stage})
    returned: int = 0
    late: int = 0


def open_by_section() -> QuerySet[Any]:
    """What is under way or returned, with the tree path of its section."""
    return Item.objects.filter(status__in=Item.OPEN).annotate(section=section_path("page__path"))


def board(now: datetime) -> list[Section]:
    """The sections that work under way belongs to, in the order of the tree; two queries."""
    late = Q(status=Item.Status.UNDER_WAY, due_at__lt=now)
    counts = (
        open_by_section()
        .order_by("section")
        .values_list("section", "stage", "status")
        .annotate(number=Count("pk"), late=Count("pk", filter=late))
    )
    pages = {page.path: page for page in Page.objects.filter(path__in=[row[0] for row in counts])}
    sections: dict[str, Section] = {}
    for place, stage, status, number, late_number in counts:
        section = sections.setdefault(place, Section(pages[place].pk, pages[place].title))
        section.late += late_number
        if status == Item.Status.RETURNED:
            section.returned += number
        else:
            section.stages[stage] += number
    return list(sections.values())


class BoardView(OfficeRequired, WagtailAdminTemplateMixin, TemplateView):
    """Numbers by section and stage; each leads to the list."""

    page_title = gettext_lazy("Board")
    header_icon = "table"
    template_name = "editorial/admin/board.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """End with this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Only the stages that something is in."""
        sections = board(timezone.now())
        used = [stage for stage in Stage if any(section.stages[stage] for section in sections)]
        rows = [(section, [(stage, section.stages[stage]) for stage in used]) for section in sections]
        return {
            **super().get_context_data(**kwargs),
            "rows": rows,
            "stages": used,
            "late": sum(section.late for section in sections),
        }


def sections_with_work(request: Any) -> QuerySet[Page]:
    """The sections to choose from."""
    return Page.objects.filter(path__in=open_by_section().values("section")).order_by("path")


class WorkFilterSet(WagtailFilterSet):
    """Which work to list."""

    waiting = django_filters.ChoiceFilter(
        label=gettext_lazy("Waiting"),
        method="filter_waiting",
        choices=[("me", gettext_lazy("for me"))],
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    late = django_filters.ChoiceFilter(
        label=gettext_lazy("Deadline"),
        method="filter_late",
        choices=[("yes", gettext_lazy("late"))],
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"),
        choices=STATUSES,
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    stage = django_filters.ChoiceFilter(
        label=gettext_lazy("Stage"),
        choices=Stage.choices,
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    section = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Section"), method="filter_section", queryset=sections_with_work
    )
    unit = django_filters.ModelChoiceFilter(label=gettext_lazy("Unit"), queryset=Unit.objects.all())

    class Meta:
        model = Item
        fields: list[str] = []

    def filter_waiting(self, queryset: QuerySet[Item], name: str, value: str) -> QuerySet[Item]:
        """What the person may decide now."""
        return queryset.filter(pk__in=waiting_ids(self.request.user.pk, open_items(), current_offices()))

    def filter_section(self, queryset: QuerySet[Any], name: str, value: Page) -> QuerySet[Any]:
        """What belongs to the section."""
        return queryset.annotate(section=section_path("page__path")).filter(section=value.path)

    def filter_late(self, queryset: QuerySet[Item], name: str, value: str) -> QuerySet[Item]:
        """What should have been decided."""
        return queryset.filter(status=Item.Status.UNDER_WAY, due_at__lt=timezone.now())


def due_text(item: Item) -> str:
    """When the stage has to decide, with lateness in words; nothing for what was returned."""
    if item.status == Item.Status.RETURNED:
        return ""
    due = date_format(timezone.localtime(item.due_at), "SHORT_DATETIME_FORMAT")
    return _("%(due)s – late") % {"due": due} if is_late(item, timezone.now()) else due


def submitter_text(item: Item) -> str:
    """Who asked for it first."""
    user = item.workflow_state.requested_by
    return str(getattr(user, "person", None) or user or "")


class WorkListView(OfficeRequired, ReportView):
    """What is under way or returned, the most urgent first."""

    page_title = gettext_lazy("Work under way")
    header_icon = "clipboard-list"
    model = Item
    filterset_class = WorkFilterSet
    index_url_name = "approval_work"
    index_results_url_name = "approval_work_results"
    columns = [
        TitleColumn("title", label=gettext_lazy("Title"), url_name="approval_decision"),
        Column("section", label=gettext_lazy("Section"), accessor="section_title"),
        Column("stage", label=gettext_lazy("Stage"), accessor=lambda item: item.get_stage_display()),
        Column(
            "unit",
            label=gettext_lazy("Unit"),
            accessor="shown_name",
        ),
        Column("submitter", label=gettext_lazy("Submitted by"), accessor=submitter_text),
        Column("due", label=gettext_lazy("Due"), accessor=due_text),
        Column("status", label=gettext_lazy("Status"), accessor=lambda item: item.get_status_display()),
    ]

    def get_queryset(self) -> QuerySet[Item]:
        """With all that a line shows."""
        return with_details(Item.objects.filter(status__in=Item.OPEN)).order_by("due_at", "pk")


@hooks.register("register_admin_urls")
def register_board() -> list[URLPattern]:
    """The board, the list and, for its filters, its results alone."""
    return [
        path("approval/board/", BoardView.as_view(), name="approval_board"),
        path("approval/work/", WorkListView.as_view(), name="approval_work"),
        path("approval/work/results/", WorkListView.as_view(results_only=True), name="approval_work_results"),
    ]


@hooks.register(MENU_HOOK)
def register_board_menu_item() -> MenuItem:
    """In the menu “Approval”."""
    return OfficeMenuItem(
        gettext_lazy("Board"), reverse("approval_board"), name="board", icon_name="table", order=200
    )
