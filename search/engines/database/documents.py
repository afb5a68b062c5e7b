"""Documents by filters, dates and order, and the counts of their facets."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.db.models.expressions import OrderBy

from search.models import IndexedDocument, IndexedFacet
from search.query import FACETS, HIDDEN_IN, SearchQuery, Sort
from search.results import FacetValue, facet_values

from . import vendor

ORDERS: dict[Sort, list[str | OrderBy]] = {
    Sort.ISSUED: [F("issued_on").desc(nulls_last=True), "number_order", "source", "key"],
    Sort.EFFECTIVE: [F("effective_on").desc(nulls_last=True), "number_order", "source", "key"],
    Sort.NUMBER: ["number_order", F("issued_on").desc(nulls_last=True), "source", "key"],
}


def is_filtered(query: SearchQuery) -> bool:
    """Tell whether the query narrows documents by anything but its keyword."""
    narrowed = query.source or query.language or query.issued_from or query.issued_to
    return bool(narrowed or any(query.filters.values()))


def documents(
    query: SearchQuery, among: Collection[int] | None, but: str = ""
) -> "QuerySet[IndexedDocument]":
    """Return the documents that fit every filter, except facet `but`; of `among` (ids) unless None."""
    found = IndexedDocument.objects.all()
    if among is not None:
        found = found.filter(pk__in=vendor.listed(among))
    if query.source:
        found = found.filter(source=query.source)
    if query.language:
        hidden = IndexedFacet.objects.filter(facet=HIDDEN_IN, code=query.language)
        found = found.exclude(pk__in=hidden.values("document"))
    if query.issued_from:
        found = found.filter(issued_on__gte=query.issued_from)
    if query.issued_to:
        found = found.filter(issued_on__lte=query.issued_to)
    for facet, codes in query.filters.items():
        if codes and facet != but:
            rows = IndexedFacet.objects.filter(document=OuterRef("pk"), facet=facet, code__in=codes)
            found = found.filter(Exists(rows))
    return found


def count_facets(query: SearchQuery, among: Collection[int] | None) -> Mapping[str, tuple[FacetValue, ...]]:
    """Count each facet's values over the documents that fit every filter but its own. One SQL query."""
    chosen = {name: codes for name, codes in query.filters.items() if codes}
    free = [name for name in FACETS if name not in chosen]
    counted = [_counted(query, among, free)]
    counted += [_counted(query, among, [name], but=name) for name in chosen]
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for facet, code, count in counted[0].union(*counted[1:], all=True) if chosen else counted[0]:
        counts[facet][code] = count
    return facet_values(counts, chosen)


def _counted(
    query: SearchQuery, among: Collection[int] | None, names: list[str], but: str = ""
) -> "QuerySet[IndexedFacet, tuple[str, str, int]]":
    rows = IndexedFacet.objects.filter(facet__in=names)
    if among is not None or is_filtered(query):
        rows = rows.filter(document__in=documents(query, among, but).values("pk"))
    return rows.order_by().values_list("facet", "code").annotate(documents=Count("pk"))
