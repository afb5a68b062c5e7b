"""What a document's page shows: its data, table of contents, text and addresses per language."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from core.legal_text.headings import ProvisionKind

from .models import DocumentIndexPage, LegalDocumentPage, Provision

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


def addresses(page: LegalDocumentPage) -> dict[str, str]:
    """The document's address in each language that has a published index, by language code."""
    components = page.url_path.strip("/").split("/")[-2:]
    return {
        index.locale.language_code: f"{index.url}{'/'.join(components)}/"
        for index in DocumentIndexPage.objects.live().select_related("locale")
    }


def document_context(page: LegalDocumentPage, index: DocumentIndexPage | None = None) -> dict[str, Any]:
    """Context of the document's template; `index` is another language's index around it."""
    provisions = [shown(provision) for provision in page.provisions.all()]
    urls = addresses(page)
    return {
        "provisions": provisions,
        "contents": [provision for provision in provisions if provision.level],
        "issuers": page.issuers(),
        "fields": page.fields.all(),
        "files": page.document_files.select_related("file"),
        "tags": page.tags.all(),
        "language_addresses": urls,
        "index_url": index.url if index else page.get_parent().get_parent().url,
        "is_foreign": get_language() != settings.LANGUAGE_CODE,
    }
