"""By what the lists are filtered."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from organization.models import Unit
from regulations.models import AffectedPage, DocumentReview, DocumentType
from regulations.models.validity import CHOICES

from .answering import units_of

ALL = {"empty_label": _("All")}
YES_NO = [("no", _("no")), ("yes", _("yes"))]
WAITING = [("me", _("for my unit"))]


class ReviewFilterSet(WagtailFilterSet):
    """Which reviews to list."""

    waiting = django_filters.ChoiceFilter(label=_("Waiting"), method="filter_waiting", choices=WAITING, **ALL)
    answered = django_filters.ChoiceFilter(
        label=_("Answered"), method="filter_answered", choices=YES_NO, **ALL
    )
    answer = django_filters.ChoiceFilter(label=_("Answer"), choices=DocumentReview.Answer.choices, **ALL)
    reason = django_filters.ChoiceFilter(label=_("Reason"), choices=DocumentReview.Reason.choices, **ALL)
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.all(), null_label=_("none"), **ALL
    )
    type = django_filters.ModelChoiceFilter(
        label=_("Document type"), field_name="page__document_type", queryset=DocumentType.objects.all(), **ALL
    )

    class Meta:
        model = DocumentReview
        fields: list[str] = []

    def filter_waiting(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """What the person's units have still to answer."""
        return queryset.filter(answer="", unit_id__in=units_of(self.request.user.pk))

    def filter_answered(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """By whether a unit has said something."""
        return queryset.filter(answer="") if value == "no" else queryset.exclude(answer="")


class AffectedFilterSet(WagtailFilterSet):
    """Which pages to list."""

    waiting = django_filters.ChoiceFilter(label=_("Waiting"), method="filter_waiting", choices=WAITING, **ALL)
    settled = django_filters.ChoiceFilter(label=_("Settled"), method="filter_settled", choices=YES_NO, **ALL)
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.all(), method="filter_unit", null_label=_("none"), **ALL
    )
    status = django_filters.ChoiceFilter(label=_("Validity"), choices=CHOICES, **ALL)
    shows_notice = django_filters.BooleanFilter(label=_("Notice on the page"))

    class Meta:
        model = AffectedPage
        fields: list[str] = []

    def filter_waiting(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """What the person's units have still to settle."""
        return queryset.filter(closed_at=None, unit_id__in=units_of(self.request.user.pk))

    def filter_settled(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """By whether somebody has said what was done."""
        return queryset.filter(closed_at__isnull=value == "no")

    def filter_unit(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """By the unit that owns the page."""
        return queryset.filter(unit_id=None if value == "null" else value.pk)
