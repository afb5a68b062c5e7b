"""What a document's page shows: its data, table of contents, text and addresses per language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from core.legal_text.headings import ProvisionKind

from core.models import NamedModel, localized

from .models import DocumentIndexPage, LegalDocumentPage, Provision
from .publication import derive_provisions

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
    """A provision ready to show: its anchor, level of heading (0 for none), and text without the heading."""

    anchor: str
    level: int
    heading: str
    content: str


def shown(provision: Provision) -> ShownProvision:
    """The provision for the template."""
    level = LEVELS.get(ProvisionKind(provision.kind), 0)
    return ShownProvision(provision.path, level, provision.heading if level else "", provision.content)


def addresses(page: LegalDocumentPage) -> dict[str, tuple[str, str]]:
    """Address of the document and of its index in each language that has a published one, by language."""
    components = page.url_path.strip("/").split("/")[-2:]
    indexes = DocumentIndexPage.objects.live().select_related("locale")
    return {
        index.locale.language_code: (f"{index.url}{'/'.join(components)}/", index.url) for index in indexes
    }


def named(rows: Iterable[NamedModel], language: str) -> list[Named]:
    """Register rows of one table with their names in a language; one query, none in Vietnamese."""
    rows = list(rows)
    if not rows or language == settings.LANGUAGE_CODE:
        return [Named(row.code, row.name, settings.LANGUAGE_CODE) for row in rows]
    shown_rows = localized(type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]), language)
    names = dict(shown_rows.values_list("pk", "shown_name"))
    return [
        Named(row.code, names[row.pk], settings.LANGUAGE_CODE if names[row.pk] == row.name else language)
        for row in rows
    ]


def document_context(page: LegalDocumentPage) -> dict[str, Any]:
    """Context of the document's template, in the language of the request; right in previews as well."""
    language = get_language() or settings.LANGUAGE_CODE
    provisions = [shown(provision) for provision in shown_provisions(page)]
    found = addresses(page)
    issuers = [row.issuer for row in page.document_issuers.select_related("issuer")]
    return {
        "provisions": provisions,
        "contents": [provision for provision in provisions if provision.level],
        "issuers": named(issuers, language),
        "fields": named(page.fields.all(), language),
        "type": named([page.document_type], language)[0],
        "files": page.document_files.select_related("file"),
        "tags": page.tags.all(),
        "language_addresses": {code: url for code, (url, _index) in found.items()},
        "index_url": found[language][1] if language in found else "",
        "is_foreign": language != settings.LANGUAGE_CODE,
    }


def shown_provisions(page: LegalDocumentPage) -> Iterable[Provision]:
    """The stored provisions of a published page; those that its text yields in a preview of a draft."""
    return derive_provisions(page) if page.has_unpublished_changes or not page.live else page.provisions.all()
