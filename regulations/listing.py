"""The editor's list of documents: columns, filters, search without accents."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    PageStatusColumn,
    PageTitleColumn,
)
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from .completeness import Gap
from .filing import document_index
from .models import DocumentField, DocumentType, DocumentValidity, Issuer, LegalDocumentPage
from .models.validity import CHOICES


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
    validity = django_filters.ChoiceFilter(choices=CHOICES, method="filter_validity", label=_("Validity"))
    late = django_filters.BooleanFilter(
        label=_("Issued, not published the day after (R27)"), method="filter_late"
    )
    incomplete = django_filters.ChoiceFilter(
        choices=[("any", _("anything")), *Gap.choices], method="filter_incomplete", label=_("Incomplete")
    )

    class Meta:
        model = LegalDocumentPage
        fields: list[str] = []

    def filter_validity(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Documents with this validity; joined, each would be asked for its schedule before the first page is cut."""
        return queryset.filter(Exists(DocumentValidity.objects.filter(page=OuterRef("pk"), status=value)))

    def filter_late(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Documents issued before yesterday that visitors have never seen (HY Điều 12, ĐN Điều 10.2)."""
        is_late = Q(first_published_at=None, issued_on__lt=timezone.localdate() - timedelta(days=1))
        return queryset.filter(is_late if value else ~is_late)

    def filter_incomplete(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Documents that lack something, or one thing."""
        lacking = ~Q(gaps="") if value == "any" else Q(gaps__contains=value)
        return queryset.filter(lacking)


class GapsColumn(Column):
    """What a document still lacks."""

    def get_value(self, instance: Any) -> str:
        """Labels, by commas."""
        return ", ".join(instance.gap_labels())


class ValidityColumn(Column):
    """The stored validity; empty for what is not published."""

    def get_value(self, instance: Any) -> str:
        """Its name."""
        return str(instance.validity) if hasattr(instance, "validity") else ""


class DocumentIndexView(IndexView):
    """Wagtail's; of what it asks, only the number of documents that a filter leaves grows with the collection."""

    # Revisions are numbered as they are made, and their numbers are indexed.
    default_ordering = "-latest_revision_id"

    def get_ordering(self) -> str | None:
        """Hits by relevance where no order was chosen, or one that there is not: the index has no revisions."""
        ordering: str | None = super().get_ordering()
        return None if self.is_searching and ordering == self.default_ordering else ordering

    def get_base_queryset(self) -> QuerySet:
        """Below a page on which the person has permissions every document is theirs to see."""
        own = self.permission_policy.instances_with_direct_explore_permission(self.request.user)
        path = document_index().path
        if any(path.startswith(page.path) for page in own):
            return self.annotate_queryset(self.model.objects.all())
        return super().get_base_queryset()

    def annotate_queryset(self, pages: Any) -> Any:
        """With the validity that a column shows."""
        return super().annotate_queryset(pages).prefetch_related("validity")


class DocumentListingViewSet(PageListingViewSet):
    """All legal documents, wherever they are filed."""

    model = LegalDocumentPage
    icon = "doc-full"
    menu_label = _("Legal documents")
    menu_order = 150
    add_to_admin_menu = True
    index_view_class = DocumentIndexView
    filterset_class = DocumentFilterSet
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", classname="title"),
        Column("official_title", label=pgettext_lazy("document", "Title")),
        Column("issued_on", label=_("Issued"), sort_key="issued_on", width="10%"),
        Column("effective_on", label=_("Effective"), sort_key="effective_on", width="10%"),
        ValidityColumn("validity", label=_("Validity"), width="12%"),
        GapsColumn("gaps", label=_("Incomplete"), width="15%"),
        PageStatusColumn("status", label=_("Status"), width="10%"),
    ]
