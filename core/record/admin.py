"""The record in the Reports menu: read, filtered and exported, never changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import django_filters
from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from core.models.record import RecordEntry

from .actions import action_label

PERMISSION = "core.view_recordentry"
# How spreadsheets recognise a formula in a CSV file; in XLSX files Wagtail writes texts as texts.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
HEADINGS = {
    "sequence": _("Sequence number"),
    "at": _("Time"),
    "actor_name": _("Who"),
    "action": _("Action"),
    "object_type": _("Type"),
    "object_id": _("Number of the object"),
    "title": _("Title"),
    "page_id": _("Number of the page"),
    "details": _("Details"),
    "digest": _("Digest"),
}


def type_label(object_type: str) -> str:
    """The name of "app.model" as the admin shows it; as it is, where there is no such model any more."""
    try:
        return str(capfirst(apps.get_model(object_type)._meta.verbose_name))
    except (LookupError, ValueError):
        return object_type


def details_text(details: Mapping[str, Any]) -> str:
    """Details for reading: `reason: …; workflow: id: 1, title: …`."""
    return "; ".join(
        f"{key}: {_value_text(value)}" for key, value in details.items() if value not in ("", None)
    )


def _value_text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_value_text(part)}" for key, part in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def printable(text: Any) -> str:
    """Text without the control characters that no spreadsheet file may hold."""
    text = str(text)
    if text.isprintable():
        return text
    return "".join(character for character in text if character.isprintable() or character == "\n")


def without_formula(text: Any) -> str:
    """Printable text that no spreadsheet runs: an apostrophe goes before what would begin a formula."""
    text = printable(text)
    return f"'{text}" if text.lstrip().startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS) else text


def _used(field: str, label: Any) -> Any:
    """Choices of the values that the record holds, by their names; read when the form is."""

    def choices() -> list[tuple[str, str]]:
        values = (
            RecordEntry.objects.order_by().exclude(**{field: ""}).values_list(field, flat=True).distinct()
        )
        return sorted(((value, label(value)) for value in values), key=lambda choice: choice[1])

    return choices


class RecordFilterSet(WagtailFilterSet):
    """By when, who, what was done, and to what."""

    at = django_filters.DateFromToRangeFilter(label=HEADINGS["at"], widget=DateRangePickerWidget)
    actor_name = django_filters.CharFilter(label=HEADINGS["actor_name"], lookup_expr="icontains")
    action = django_filters.MultipleChoiceFilter(
        label=HEADINGS["action"], choices=_used("action", action_label)
    )
    object_type = django_filters.MultipleChoiceFilter(
        label=HEADINGS["object_type"], choices=_used("object_type", type_label)
    )
    title = django_filters.CharFilter(label=HEADINGS["title"], lookup_expr="icontains")
    page_id = django_filters.NumberFilter(label=HEADINGS["page_id"])

    class Meta:
        model = RecordEntry
        fields: list[str] = []


class RecordView(ReportView):
    """Newest first. Asks one permission, for whatever is asked of the report."""

    page_title = _("Record")
    header_icon = "history"
    model = RecordEntry
    filterset_class = RecordFilterSet
    permission_required = PERMISSION
    index_url_name = "core_record"
    index_results_url_name = "core_record_results"
    columns = [
        Column(
            "at",
            label=HEADINGS["at"],
            accessor=lambda entry: date_format(timezone.localtime(entry.at), "SHORT_DATETIME_FORMAT"),
        ),
        Column("actor_name", label=HEADINGS["actor_name"], accessor=lambda e: e.actor_name or _("system")),
        Column("action", label=HEADINGS["action"], accessor=lambda entry: action_label(entry.action)),
        Column(
            "object_type", label=HEADINGS["object_type"], accessor=lambda entry: type_label(entry.object_type)
        ),
        Column("title", label=HEADINGS["title"], accessor=lambda entry: entry.title or entry.object_id),
        Column("page_id", label=HEADINGS["page_id"]),
        Column("details", label=HEADINGS["details"], accessor=lambda entry: details_text(entry.details)),
    ]
    list_export = list(HEADINGS)
    export_headings = HEADINGS
    custom_field_preprocess = {
        name: {
            ReportView.FORMAT_CSV: lambda value, text=text: without_formula(text(value)),
            ReportView.FORMAT_XLSX: lambda value, text=text: printable(text(value)),
        }
        for name, text in (("action", action_label), ("object_type", type_label), ("details", details_text))
    }
    custom_value_preprocess = {
        **ReportView.custom_value_preprocess,
        datetime: {
            ReportView.FORMAT_CSV: lambda value: timezone.localtime(value).isoformat(timespec="seconds"),
            ReportView.FORMAT_XLSX: lambda value: timezone.make_naive(value),
        },
        str: {ReportView.FORMAT_CSV: without_formula, ReportView.FORMAT_XLSX: printable},
    }

    def user_has_permission(self, permission: str) -> bool:
        """Ask for the permission by its whole name."""
        return self.request.user.has_perm(permission)

    def get_filename(self) -> str:
        """Name the file by its day."""
        return f"record-{timezone.localdate():%Y-%m-%d}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Export in batches: the record only grows, and the list would hold all of it at once."""
        if self.is_export:
            entries = self.get_filtered_queryset().iterator(chunk_size=1000)
            return self.as_spreadsheet(entries, request.GET["export"])
        return super().get(request, *args, **kwargs)


class RecordMenuItem(MenuItem):
    """Shown to those who may see the record."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person has the permission."""
        return request.user.has_perm(PERMISSION)


@hooks.register("register_admin_urls")
def register_record() -> list[URLPattern]:
    """The report and, for its filters, its results alone."""
    return [
        path("reports/record/", RecordView.as_view(), name="core_record"),
        path("reports/record/results/", RecordView.as_view(results_only=True), name="core_record_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_record_menu_item() -> MenuItem:
    """Among the other reports."""
    return RecordMenuItem(_("Record"), reverse("core_record"), name="record", icon_name="history", order=1320)
