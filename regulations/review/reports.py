"""The lists of reviews and of pages whose legal ground changed, with filters and export."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from core.legal_text.paths import label_or_text
from core.models.named import localized
from core.record.admin import printable, without_formula
from editorial.admin.offices import OfficeRequired
from organization.models import Unit
from regulations.models import AffectedPage, DocumentReview, LegalDocumentPage
from regulations.models.validity import LABELS
from regulations.validity import Status
from search.batches import in_batches

from .filters import AffectedFilterSet, ReviewFilterSet
from .pages import with_unit
from .permissions import may_see
from .wording import say

AT_ONCE = 500
Shown = tuple[str, str | Promise, Callable[[Any], str]]


def person_text(user: Any) -> str:
    """Who it was; "" for nobody."""
    return str(getattr(user, "person", None) or user or "")


def moment_text(moment: datetime | None) -> str:
    """A moment, short; "" for none."""
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""


def day_text(day: date | None) -> str:
    """A day, short; "" for none."""
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def table_columns(shown: list[Shown], url_name: str) -> list[Column]:
    """The same for the list; its first column leads on."""
    (name, label, text), *others = shown
    first = TitleColumn(name, label=label, accessor=text, url_name=url_name)
    return [first, *(Column(name, label=label, accessor=text) for name, label, text in others)]


class ExportedReport(OfficeRequired, ReportView):
    """A list whose export shows what the list shows, however long it is."""

    rule = staticmethod(may_see)
    header_icon = "history"
    shown: list[Shown] = []
    custom_value_preprocess = {
        str: {ReportView.FORMAT_CSV: without_formula, ReportView.FORMAT_XLSX: printable},
    }

    def to_row_dict(self, item: Any) -> dict[str, str]:
        """The texts of a row."""
        return {name: text(item) for name, _label, text in self.shown}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Export in batches: the list never holds all of it at once."""
        if self.is_export:
            return self.as_spreadsheet(self._in_batches(), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def _in_batches(self) -> Iterator[Any]:
        for batch in in_batches(self.get_filtered_queryset().iterator(chunk_size=AT_ONCE), AT_ONCE):
            yield from self.decorate_paginated_queryset(batch)


REVIEW_SHOWN: list[Shown] = [
    ("document", _("Document"), lambda row: row.page.title),
    ("about", _("Title"), lambda row: row.page.official_title),
    ("type", _("Document type"), lambda row: row.page.document_type.name),
    ("reason", _("Reason"), lambda row: str(row.get_reason_display())),
    ("happened", _("What happened"), lambda row: row.happened),
    ("unit", _("Unit"), lambda row: row.shown_name or ""),
    ("opened", _("Since"), lambda row: day_text(row.opened_on)),
    ("due", _("Due"), lambda row: day_text(row.due_on)),
    ("answer", _("Answer"), lambda row: str(row.get_answer_display())),
    ("note", _("Note"), lambda row: row.note),
    ("by", _("Answered by"), lambda row: person_text(row.answered_by)),
    ("at", _("Answered at"), lambda row: moment_text(row.answered_at)),
]


class ReviewReport(ExportedReport):
    """What is to be reviewed, the longest waiting first, then what was answered, the latest first."""

    page_title = _("Documents to review")
    model = DocumentReview
    filterset_class = ReviewFilterSet
    index_url_name = "legal_reviews"
    index_results_url_name = "legal_reviews_results"
    shown = REVIEW_SHOWN
    columns = table_columns(REVIEW_SHOWN, "legal_review")
    list_export = [name for name, _label, _text in REVIEW_SHOWN]
    export_headings = {name: label for name, label, _text in REVIEW_SHOWN}
    export_filename = "document-reviews"

    def get_queryset(self) -> QuerySet[DocumentReview]:
        """With all that a line shows."""
        # Joined, all that is known of every document would be sorted with the reviews.
        pages = LegalDocumentPage.objects.defer("text").select_related("document_type").order_by()
        rows = DocumentReview.objects.prefetch_related(Prefetch("page", pages), "answered_by__person")
        return localized(rows, get_language(), "unit__").order_by(
            F("answered_at").desc(nulls_first=True), "opened_on", "pk"
        )

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """With what happened, in words."""
        found = list(object_list)
        say(found)
        return found


AFFECTED_SHOWN: list[Shown] = [
    ("title", _("Page"), lambda row: row.page.title),
    ("document", _("Cited document"), lambda row: row.target.title),
    ("provision", _("Cited provision"), lambda row: label_or_text(row.path)),
    ("status", _("Validity"), lambda row: str(LABELS[Status(row.status)])),
    ("unit", _("Unit"), lambda row: row.unit_name or ""),
    ("opened", _("Since"), lambda row: day_text(row.opened_on)),
    ("notice", _("Notice on the page"), lambda row: str(_("yes") if row.shows_notice else _("no"))),
    ("note", _("What was done"), lambda row: row.note),
    ("by", _("Settled by"), lambda row: person_text(row.closed_by)),
    ("at", _("Settled at"), lambda row: moment_text(row.closed_at)),
]


class AffectedReport(ExportedReport):
    """Pages whose legal ground changed, the longest waiting first, then what was settled, the latest first."""

    page_title = _("Pages whose legal ground changed")
    model = AffectedPage
    filterset_class = AffectedFilterSet
    index_url_name = "legal_affected_pages"
    index_results_url_name = "legal_affected_pages_results"
    shown = AFFECTED_SHOWN
    columns = table_columns(AFFECTED_SHOWN, "legal_affected_page")
    list_export = [name for name, _label, _text in AFFECTED_SHOWN]
    export_headings = {name: label for name, label, _text in AFFECTED_SHOWN}
    export_filename = "pages-whose-legal-ground-changed"

    def get_queryset(self) -> QuerySet[AffectedPage]:
        """With all that a line shows."""
        units = localized(Unit.objects.filter(pk=OuterRef("unit_id")).order_by(), get_language())
        rows = AffectedPage.objects.select_related("page", "target", "closed_by__person")
        return (
            with_unit(rows.defer("target__text"))
            .annotate(unit_name=Subquery(units.values("shown_name")[:1]))
            .order_by(F("closed_at").desc(nulls_first=True), "opened_on", "pk")
        )
