"""The unit that answers for a page of any type, in the query that lists pages."""

from typing import Any

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from wagtail.models import get_page_models

from organization.models import OwnedPage
from regulations.models import AffectedPage


def with_unit(rows: QuerySet[AffectedPage]) -> QuerySet[Any]:
    """Annotate `unit_id`, None where no unit owns the page: it is the page's own, so that it follows the page."""
    owned = [
        Subquery(model.objects.filter(pk=OuterRef("page_id")).values("owning_unit_id")[:1])
        for model in get_page_models()
        if issubclass(model, OwnedPage)
    ]
    return rows.annotate(unit_id=Coalesce(*owned, Value(None), output_field=IntegerField()))
