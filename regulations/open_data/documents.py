"""Published documents as open data: who may be seen, which filters there are, what a page says."""

from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, QueryDict

from core.models import localized
from regulations.models import DocumentField, DocumentType, DocumentYearPage, LegalDocumentPage
from regulations.models.parts import DocumentIssuer
from regulations.search_source import SOURCE_NAME, index_urls, path_below
from search.query import SearchQuery
from search.service import search

from .document import Document, Named
from .parameters import Filters

MOST_FOUND = 100
Address = Callable[[LegalDocumentPage], str]


def visible() -> QuerySet[LegalDocumentPage]:
    """What every visitor may see."""
    return LegalDocumentPage.objects.live().public()


def filtered(filters: Filters) -> QuerySet[LegalDocumentPage]:
    """The visible documents that the filters leave; at most two SQL queries to put it together."""
    conditions: dict[str, Any] = {
        "document_type__code__in": filters.type,
        "signer__code__in": filters.signer,
        "validity__status__in": filters.validity,
        "issued_on__gte": filters.issued_from,
        "issued_on__lte": filters.issued_to,
        "last_published_at__gte": filters.modified_since,
    }
    pages = visible().filter(**{name: value for name, value in conditions.items() if value})
    for name, codes in {
        "fields__code": filters.field,
        "document_issuers__issuer__code": filters.issuer,
    }.items():
        if codes:
            pages = pages.filter(
                pk__in=LegalDocumentPage.objects.filter(**{f"{name}__in": codes}).values("pk")
            )
    return _of_years(pages, filters.year) if filters.year else pages


def _of_years(pages: QuerySet[LegalDocumentPage], years: list[int]) -> QuerySet[LegalDocumentPage]:
    """Those filed below the pages of these years."""
    paths = DocumentYearPage.objects.filter(slug__in=map(str, years)).values_list("path", flat=True)
    conditions = [Q(path__startswith=path) for path in paths]
    return pages.filter(reduce(or_, conditions)) if conditions else pages.none()


def found(params: QueryDict) -> list[int]:
    """Ids of the best documents for the words in `q`, best first, by the parameters of the public list."""
    query = replace(SearchQuery.from_params(params).within(SOURCE_NAME), page=1, page_size=MOST_FOUND)
    return [int(hit.key) for hit in search(query).hits]


def with_data(pages: QuerySet[LegalDocumentPage], language: str) -> QuerySet[LegalDocumentPage]:
    """With everything that `document_of` reads, names in a language: three SQL queries more."""
    return (
        pages.select_related("signer", "validity")
        .defer("text")
        .prefetch_related(
            Prefetch("document_type", localized(DocumentType.objects.order_by(), language)),
            Prefetch("fields", localized(DocumentField.objects.all(), language), to_attr="shown_fields"),
            Prefetch(
                "document_issuers",
                localized(DocumentIssuer.objects.select_related("issuer"), language, "issuer__"),
                to_attr="shown_issuers",
            ),
        )
    )


def addresses(request: HttpRequest, language: str) -> Address:
    """Gives each document's address in a language; one SQL query where that is not Vietnamese."""
    index_url = "" if language == settings.LANGUAGE_CODE else index_urls().get(language, "")
    return lambda page: request.build_absolute_uri(path_below(index_url, page.url_path))


def document_of(page: Any, address: Address) -> Document:
    """The data of a page that `with_data` brought."""
    validity = getattr(page, "validity", None)
    return document_from(
        page,
        address(page),
        _named(page.document_type),
        [Named(code=row.issuer.code, name=row.shown_name) for row in page.shown_issuers],
        [_named(field) for field in page.shown_fields],
        validity.status if validity else None,
    )


def document_from(
    page: Any, url: str, kind: Named, issuers: list[Named], fields: list[Named], validity: str | None
) -> Document:
    """The data of a page whose names are known."""
    signer = page.signer
    return Document(
        id=page.pk,
        url=url,
        number=page.number,
        type=kind,
        category=page.document_type.category,
        title=page.official_title,
        english_title=page.english_title,
        issuers=issuers,
        fields=fields,
        issued_on=page.issued_on,
        effective_on=page.effective_on,
        expires_on=page.expires_on,
        validity=validity,
        signer=Named(code=signer.code, name=signer.name) if signer else None,
        signer_office=page.signer_office,
        recipients=page.recipients,
        gazette=page.gazette,
        is_extract=page.is_extract,
        published_at=page.first_published_at,
        modified_at=page.last_published_at,
    )


def _named(row: Any) -> Named:
    return Named(code=row.code, name=row.shown_name)
