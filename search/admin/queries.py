"""The report of what people look for, in the Reports menu."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import BooleanRadioSelect

from search.models import LoggedQuery
from search.models.query_log import KEPT_DAYS
from search.query_report import ABANDONED, EMPTY, MIN_VISITORS, QueryLine, kept_rows, query_lines

PERMISSION = "search.view_query_report"
# How spreadsheets recognise a formula in a CSV file; in XLSX files Wagtail writes texts as texts.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
HEADINGS = {
    "words": _("Words"),
    "searches": _("Searches"),
    "visitors": _("Visitors"),
    "mean_hits": _("Mean number of results"),
    "without_choice": _("Nothing chosen (%)"),
    "mean_position": _("Mean position of the choice"),
    "chosen": _("Chosen most"),
}


def without_formula(text: str) -> str:
    """Return a text that no spreadsheet runs: an apostrophe goes before what would begin a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


class QueryFilterSet(WagtailFilterSet):
    """Which searches to sum up; `kind` says of what there must be enough, and filters no rows."""

    kind = django_filters.ChoiceFilter(
        label=_("Show"),
        method="keep_all",
        choices=[(EMPTY, _("Without results")), (ABANDONED, _("With nothing chosen"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    period = django_filters.ChoiceFilter(
        label=_("Period"),
        method="filter_period",
        choices=[("7", _("Last 7 days")), ("30", _("Last 30 days"))],
        empty_label=_("All that is kept"),
        widget=forms.RadioSelect,
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=settings.LANGUAGES, empty_label=_("All"), widget=forms.RadioSelect
    )
    reduced = django_filters.BooleanFilter(label=_("Search server away"), widget=BooleanRadioSelect)

    class Meta:
        model = LoggedQuery
        fields: list[str] = []

    def keep_all(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The kind is asked of the sums."""
        return queryset

    def filter_period(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """So many days, today included."""
        return queryset.filter(day__gt=timezone.localdate() - timedelta(days=int(value)))


class QueryReportView(ReportView):
    """Frequent, empty and abandoned searches, each asked by at least five different visitors."""

    page_title = _("What people look for")
    header_icon = "search"
    model = LoggedQuery
    filterset_class = QueryFilterSet
    permission_required = PERMISSION
    index_url_name = "search_queries"
    index_results_url_name = "search_queries_results"
    results_template_name = "search/admin/query_report_results.html"
    columns = [
        Column("words", label=HEADINGS["words"]),
        NumberColumn("searches", label=HEADINGS["searches"]),
        NumberColumn("visitors", label=HEADINGS["visitors"]),
        *(
            Column(name, label=HEADINGS[name])
            for name in ("mean_hits", "without_choice", "mean_position", "chosen")
        ),
    ]
    list_export = list(HEADINGS)
    export_headings = HEADINGS
    custom_value_preprocess = {
        **ReportView.custom_value_preprocess,
        str: {ReportView.FORMAT_CSV: without_formula},
    }

    def user_has_permission(self, permission: str) -> bool:
        """Ask for the one permission of the log, which is no action on its rows."""
        return self.request.user.has_perm(permission)

    def get_filename(self) -> str:
        """Name the file by its day."""
        return f"searches-{timezone.localdate():%Y-%m-%d}"

    def get_filtered_queryset(self) -> list[QueryLine]:
        """Return sums instead of rows: nothing below this view sees a row."""
        kind = self.filters.form.cleaned_data["kind"] if self.filters.is_valid() else ""
        return query_lines(self.filter_queryset(kept_rows()), kind)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the figures that the explanation names."""
        context = super().get_context_data(**kwargs)
        return {**context, "min_visitors": MIN_VISITORS, "kept_days": KEPT_DAYS}


class QueryReportMenuItem(MenuItem):
    """Shown to those who may see the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person has the report's permission."""
        return request.user.has_perm(PERMISSION)


@hooks.register("register_admin_urls")
def register_query_report() -> list[URLPattern]:
    """The report and, for its filters, its results alone."""
    return [
        path("reports/searches/", QueryReportView.as_view(), name="search_queries"),
        path(
            "reports/searches/results/",
            QueryReportView.as_view(results_only=True),
            name="search_queries_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_query_report_menu_item() -> MenuItem:
    """Among the other reports."""
    return QueryReportMenuItem(
        _("What people look for"),
        reverse("search_queries"),
        name="search-queries",
        icon_name="search",
        order=1300,
    )
