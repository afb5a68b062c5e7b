"""What a document's page shows: its data, table of contents, text and addresses per language."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Value
from django.http import HttpRequest
from django.utils.translation import get_language

from core.legal_text.headings import ProvisionKind
from core.models import NamedModel, localized

from .downloads.citation import Cited, cite_first
from .models import DocumentIndexPage, LegalDocumentPage, Provision
from .open_data.links import open_links, structured_data
from .publication import derive_provisions
from .readers.context import readers_context
from .readers.marks import ENDED, Mark
from .readers.versions import Source

LEVELS = {
    ProvisionKind.PART: 2,
    ProvisionKind.ATTACHED: 2,
    ProvisionKind.APPENDIX: 2,
    ProvisionKind.CHAPTER: 2,
    ProvisionKind.SECTION: 3,
    ProvisionKind.SUBSECTION: 3,
    ProvisionKind.ARTICLE: 4,
}


@dataclass(frozen=True)
class Named:
    """A register row as shown: its code, its name and that name's language."""

    code: str
    name: str
    language: str


@dataclass(frozen=True)
class ShownProvision:
    """A provision ready to show: its anchor, level of heading (0 for none), and text without the heading.

    `marks`: what was done to it; `sources`: in a derived text, who changed it.
    """

    anchor: str
    level: int
    heading: str
    content: str
    marks: Sequence[Mark] = ()
    sources: Sequence[Source] = ()

    @property
    def has_ended(self) -> bool:
        """Whether all of it has lost its effect."""
        return any(mark.style == ENDED and mark.is_whole and mark.has_begun for mark in self.marks)


def shown(provision: Provision, marks: Sequence[Mark] = (), sources: Sequence[Source] = ()) -> ShownProvision:
    """The provision for the template."""
    level = LEVELS.get(ProvisionKind(provision.kind), 0)
    heading = provision.heading if level else ""
    return ShownProvision(provision.path, level, heading, provision.content, marks, sources)


def addresses(page: LegalDocumentPage) -> dict[str, tuple[str, str]]:
    """Address of the document and of its index in each language that has a published one, by language."""
    components = page.url_path.strip("/").split("/")[-2:]
    indexes = DocumentIndexPage.objects.live().select_related("locale").order_by()
    found = {
        index.locale.language_code: (f"{index.url}{'/'.join(components)}/", index.url or "")
        for index in indexes
    }
    if own := found.get(settings.LANGUAGE_CODE):
        found[settings.LANGUAGE_CODE] = (page.url or own[0], own[1])
    return found


def citation(page: LegalDocumentPage, issuers: Sequence[str]) -> str:
    """How a text cites the document first."""
    return cite_first(
        Cited(page.document_type.printed_name, page.number, page.official_title, page.issued_on, issuers)
    )


def names_in(language: str, rows: Iterable[NamedModel]) -> dict[NamedModel, Named]:
    """The rows' names in a language, whatever tables they are of: one query, none in Vietnamese."""
    own = settings.LANGUAGE_CODE
    if language == own:
        return {row: Named(row.code, row.name, own) for row in rows}
    by_model: dict[type[NamedModel], list[int]] = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row.pk)
    first, *others = (
        localized(model.objects.filter(pk__in=ids).order_by(), language).values_list(
            Value(model.__name__), "pk", "shown_name"
        )
        for model, ids in by_model.items()
    )
    names = {(model, pk): name for model, pk, name in first.union(*others, all=True)}
    found = {row: names[type(row).__name__, row.pk] for row in rows}
    return {row: Named(row.code, name, own if name == row.name else language) for row, name in found.items()}


def page_context(page: LegalDocumentPage, request: HttpRequest) -> dict[str, Any]:
    """Context of the document's template; of a published page with its data and addresses for programs."""
    if not page.live or getattr(request, "is_preview", False):
        return document_context(page, request.GET, is_draft=True)
    context = document_context(page, request.GET)
    return context | {
        "open_links": open_links(page),
        "structured_data": structured_data(request, page, context),
    }


def document_context(
    page: LegalDocumentPage, params: Mapping[str, str], *, is_draft: bool = False
) -> dict[str, Any]:
    """Context of the document's template, in the language of the request; right in previews as well.

    `params`: of the address, see `readers.context.Asked`. What others did to a document is told once it is published.
    """
    language = get_language() or settings.LANGUAGE_CODE
    found = addresses(page)
    index_url = found[language][1] if language in found else ""
    rows = derive_provisions(page) if is_draft else list(page.provisions.all())
    read = {} if is_draft else readers_context(page, params, index_url, rows)
    marks, sources = read.pop("marks", {}), read.pop("sources", {})
    provisions = [
        shown(row, marks.get(row.path, ()), sources.get(row.path, ())) for row in read.pop("provisions", rows)
    ]
    issuers = [row.issuer for row in page.document_issuers.select_related("issuer")]
    fields = list(page.fields.all())
    units = [page.owning_unit] if page.owning_unit else []
    names = names_in(language, [page.document_type, *issuers, *fields, *units])
    return {
        **read,
        "citation": citation(page, [issuer.name for issuer in issuers]),
        "provisions": provisions,
        "contents": [provision for provision in provisions if provision.level],
        "issuers": [names[issuer] for issuer in issuers],
        "fields": [names[field] for field in fields],
        "type": names[page.document_type],
        "unit": names[page.owning_unit] if page.owning_unit else None,
        "files": page.document_files.select_related("file"),
        "tags": page.tags.all(),
        "language_addresses": {code: url for code, (url, _index) in found.items()},
        "index_url": index_url,
        "is_foreign": language != settings.LANGUAGE_CODE,
    }
