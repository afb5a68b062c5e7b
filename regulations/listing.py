"""The editor's list of documents: columns, filters, search without accents."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    PageStatusColumn,
    PageTitleColumn,
)
from wagtail.admin.viewsets.pages import PageListingViewSet

from .completeness import Gap
from .models import DocumentField, DocumentType, Issuer, LegalDocumentPage


class DocumentFilterSet(WagtailFilterSet):
    """Filters by what an editor knows of a document."""

    document_type = django_filters.ModelChoiceFilter(
        queryset=DocumentType.objects.all(), label=_("Document type")
    )
    issuer = django_filters.ModelChoiceFilter(
        queryset=Issuer.objects.all(), field_name="document_issuers__issuer", label=_("Issuer"), distinct=True
    )
    field = django_filters.ModelChoiceFilter(
        queryset=DocumentField.objects.all(), field_name="fields", label=_("Field"), distinct=True
    )
    issued_on = django_filters.DateFromToRangeFilter(label=_("Date of issue"))
    live = django_filters.BooleanFilter(label=_("Published"))
    incomplete = django_filters.ChoiceFilter(
        choices=[("any", _("anything")), *Gap.choices], method="filter_incomplete", label=_("Incomplete")
    )

    class Meta:
        model = LegalDocumentPage
        fields: list[str] = []

    def filter_incomplete(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Documents that lack something, or one thing."""
        lacking = ~Q(gaps="") if value == "any" else Q(gaps__contains=value)
        return queryset.filter(lacking)


class GapsColumn(Column):
    """What a document still lacks."""

    def get_value(self, instance: Any) -> str:
        """Labels, by commas."""
        return ", ".join(instance.gap_labels())


class DocumentListingViewSet(PageListingViewSet):
    """All legal documents, wherever they are filed."""

    model = LegalDocumentPage
    icon = "doc-full"
    menu_label = _("Legal documents")
    menu_order = 150
    add_to_admin_menu = True
    filterset_class = DocumentFilterSet
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", classname="title"),
        Column("official_title", label=pgettext_lazy("document", "Title")),
        Column("issued_on", label=_("Issued"), sort_key="issued_on", width="10%"),
        Column("effective_on", label=_("Effective"), sort_key="effective_on", width="10%"),
        GapsColumn("gaps", label=_("Incomplete"), width="15%"),
        PageStatusColumn("status", label=_("Status"), width="10%"),
    ]
