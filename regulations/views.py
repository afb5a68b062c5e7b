"""The public list of documents, and documents within another language's pages."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import get_valid_filename
from search.service import search

from core.legal_text.structure import unmarked
from search.presentation import results_context
from search.query import SearchQuery

from .models import DocumentIndexPage, LegalDocumentPage
from .models.index import find_published
from .presentation import document_context
from .search_source import SOURCE_NAME


def document_list(request: HttpRequest, index: DocumentIndexPage) -> HttpResponse:
    """All documents, newest first, or those that the filters and words leave."""
    query = replace(SearchQuery.from_params(request.GET), source=SOURCE_NAME)
    context = {"page": index, **results_context(query, search(query))}
    return render(request, "pages/document_index_page.html", context)


def list_of_year(request: HttpRequest, index: DocumentIndexPage, year: str) -> HttpResponse:
    """Send the visitor to the list with that year chosen."""
    return redirect(f"{index.get_url(request)}?{urlencode({'year': year})}")


def serve_below_index(
    request: HttpRequest, index: DocumentIndexPage, components: tuple[str, ...]
) -> HttpResponse:
    """A year's list or a document, below the index of a language other than Vietnamese."""
    if len(components) == 1:
        return list_of_year(request, index, components[0])
    if len(components) != 2:
        raise Http404
    page = find_published(*components)
    if page is None or page.get_view_restrictions().exists():
        raise Http404
    if request.GET.get("format") == "txt":
        return text_download(page)
    context = {"page": page, "self": page, "index": index, **document_context(page)}
    return render(request, "pages/legal_document_page.html", context)


def text_download(page: LegalDocumentPage) -> HttpResponse:
    """The document's text as a file to keep (NĐ 42/2022 Điều 7: print and save)."""
    heading = "\n".join(filter(None, [page.title, page.official_title]))
    response = HttpResponse(f"{heading}\n\n{unmarked(page.text)}\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{get_valid_filename(page.slug)}.txt"'
    return response
