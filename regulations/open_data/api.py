"""The read-only API of legal documents: lists, single documents, their provisions and registers.

Every answer costs the same however many documents there are: pages of at most 100 rows by keyset cursor.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI, Path, Query, Schema
from ninja.decorators import decorate_view

from core.models import localized
from regulations.models import DocumentField, DocumentType, Issuer, LegalDocumentPage, Provision

from .akoma_ntoso import to_akoma_ntoso
from .document import Document, Named
from .documents import addresses, document_of, filtered, visible, with_data
from .links import AKOMA_NTOSO
from .parameters import Id, ListParameters, PageParameters, ProvisionParameters, RegisterParameters
from .problems import register_problems
from .provisions import ProvisionData, find_provision, provision_of
from .streams import next_address, stream
from .tables import csv_lines, json_parts, json_schema

_: Any = gettext_lazy  # Ninja puts up with lazy text, its types do not.
FRESH_SECONDS = 60
REGISTERS: dict[str, Any] = {"fields": DocumentField, "issuers": Issuer, "types": DocumentType}

api = NinjaAPI(
    title=_("Legal documents"),
    version="1.0",
    description=_("Published legal, Party and directive documents as open data; read-only."),
    urls_namespace="open-data",
    docs_url=None,
)
register_problems(api)
cheap = decorate_view(cache_control(public=True, max_age=FRESH_SECONDS), conditional_page)


def given_as(media_type: str) -> dict[str, Any]:
    """What OpenAPI says of an answer that is a file."""
    return {"responses": {200: {"description": "OK", "content": {media_type: {}}}}}


class DocumentPage(Schema):
    """A page of documents in order of their ids; `next` is the address of the next page, or null."""

    documents: list[Document]
    next: str | None


class ProvisionPage(Schema):
    """A page of provisions in the order of the text; `next` is the address of the next page, or null."""

    provisions: list[ProvisionData]
    next: str | None


def language_of_request() -> str:
    """The language of the address."""
    return get_language() or settings.LANGUAGE_CODE


def cut(rows: list[Any], limit: int, key: Callable[[Any], int]) -> tuple[list[Any], int | None]:
    """The rows of the page, one more having been read, and the cursor of the next page."""
    return rows[:limit], key(rows[limit - 1]) if len(rows) > limit else None


def visible_page(document_id: int, language: str) -> LegalDocumentPage:
    """A document that every visitor may see. Raises `Http404`, for private ones as for those that aren't there."""
    page = with_data(visible().filter(pk=document_id), language).first()
    if page is None:
        raise Http404(_("There is no published document with this id."))
    return page


@api.get("/documents", response=DocumentPage, summary=_("List documents"))
@cheap
def documents(request: HttpRequest, filters: Query[PageParameters]) -> Any:
    """A page of documents."""
    language = language_of_request()
    pages = with_data(filtered(filters).filter(pk__gt=filters.after).order_by("pk"), language)
    rows, after = cut(list(pages[: filters.limit + 1]), filters.limit, lambda page: page.pk)
    address = addresses(request, language)
    return {"documents": [document_of(page, address) for page in rows], "next": next_address(request, after)}


@api.get(
    "/documents.csv",
    openapi_extra=given_as("text/csv"),
    url_name="csv",
    summary=_("The list as CSV, up to 10,000 rows"),
)
def documents_csv(request: HttpRequest, filters: Query[ListParameters]) -> StreamingHttpResponse:
    """The list as a CSV file in UTF-8; a further file is named in the header Link."""
    return stream(request, filters, language_of_request(), csv_lines, "text/csv; charset=utf-8")


@api.get(
    "/documents.json",
    openapi_extra=given_as("application/json"),
    url_name="json",
    summary=_("The list as JSON, up to 10,000 rows"),
)
def documents_json(request: HttpRequest, filters: Query[ListParameters]) -> StreamingHttpResponse:
    """The list as JSON, with the address of its schema; a further file is named in the header Link."""
    schema = request.build_absolute_uri(reverse("open-data:schema"))
    write = partial(json_parts, schema_url=schema)
    return stream(request, filters, language_of_request(), write, "application/json")


@api.get(
    "/documents.schema.json",
    response=dict,
    url_name="schema",
    summary=_("JSON Schema of the list"),
)
@cheap
def schema(request: HttpRequest) -> Any:
    """The schema by which each row of the list is described."""
    return json_schema(request.build_absolute_uri())


@api.get("/documents/{int:document_id}", response=Document, url_name="document", summary=_("One document"))
@cheap
def document(request: HttpRequest, document_id: Path[Id]) -> Any:
    """The data of one document."""
    language = language_of_request()
    return document_of(visible_page(document_id, language), addresses(request, language))


@api.get(
    "/documents/{int:document_id}/akoma-ntoso.xml",
    openapi_extra=given_as(AKOMA_NTOSO),
    url_name="akoma-ntoso",
    summary=_("The text as Akoma Ntoso 3.0"),
)
@cheap
def akoma_ntoso(request: HttpRequest, document_id: Path[Id]) -> HttpResponse:
    """The text in the XML of the OASIS standard; in Vietnamese, whatever the language of the address."""
    own = settings.LANGUAGE_CODE
    page = visible_page(document_id, own)
    data = to_akoma_ntoso(document_of(page, addresses(request, own)), page.provisions.all())
    response = HttpResponse(data, content_type=f"{AKOMA_NTOSO}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.slug}.akn.xml"'
    return response


@api.get(
    "/documents/{int:document_id}/provisions",
    response=ProvisionPage,
    summary=_("Provisions of a document"),
)
@cheap
def provisions(request: HttpRequest, document_id: Path[Id], cursor: Query[ProvisionParameters]) -> Any:
    """A page of provisions in the order of the text."""
    own = settings.LANGUAGE_CODE
    page = visible_page(document_id, own)
    rows = Provision.objects.filter(page=page, position__gt=cursor.after).order_by("position")
    shown, after = cut(list(rows[: cursor.limit + 1]), cursor.limit, lambda row: row.position)
    url, data = addresses(request, language_of_request())(page), document_of(page, addresses(request, own))
    return {
        "provisions": [provision_of(row, data, url) for row in shown],
        "next": next_address(request, after),
    }


@api.get(
    "/documents/{int:document_id}/provisions/{path:path}",
    response=ProvisionData,
    summary=_("One provision, clause or point"),
)
@cheap
def provision(request: HttpRequest, document_id: Path[Id], path: Path[str]) -> Any:
    """A provision by its path, such as dieu-8/khoan-2/diem-a."""
    own = settings.LANGUAGE_CODE
    page = visible_page(document_id, own)
    url, data = addresses(request, language_of_request())(page), document_of(page, addresses(request, own))
    found = find_provision(page.pk, path, data, url)
    if found is None:
        raise Http404(_("The document has no provision with this path."))
    return found


@api.get("/registers/{name}", response=list[Named], summary=_("Codes and names for the filters"))
@cheap
def register(request: HttpRequest, name: Path[str], cursor: Query[RegisterParameters]) -> Any:
    """Rows of a register by code: fields, issuers or types; `after` is the last code of the page before."""
    if name not in REGISTERS:
        raise Http404(_("There are these registers: %(names)s.") % {"names": ", ".join(REGISTERS)})
    rows = localized(REGISTERS[name].objects.filter(code__gt=cursor.after), language_of_request())
    found = rows.order_by("code").values_list("code", "shown_name")[: cursor.limit]
    return [Named(code=code, name=shown_name) for code, shown_name in found]
