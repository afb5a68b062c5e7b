"""Where a document's page leads to: its forms for programs and for taking along, and its data for search engines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from regulations.downloads.word import WORD
from regulations.models import LegalDocumentPage

from .document import Named
from .documents import document_from
from .json_ld import json_ld

AKOMA_NTOSO = "application/akn+xml"


@dataclass(frozen=True)
class OpenLink:
    """A form of the document: what to call it, its address (relative), its media type."""

    label: str
    url: str
    media_type: str


def open_links(page: LegalDocumentPage) -> list[OpenLink]:
    """The forms of a published document, in the language of the request. No SQL query."""
    known = {"document_id": page.pk}
    return [
        OpenLink(_("Word (DOCX)"), "?format=docx", WORD),
        OpenLink(_("Akoma Ntoso (XML)"), reverse("open-data:akoma-ntoso", kwargs=known), AKOMA_NTOSO),
        OpenLink(_("Data (JSON)"), reverse("open-data:document", kwargs=known), "application/json"),
        OpenLink(_("QR code of this address"), "?format=qr", "image/svg+xml"),
    ]


def structured_data(request: HttpRequest, page: LegalDocumentPage, shown: Mapping[str, Any]) -> SafeString:
    """`Legislation` for the head of a published page, as a script element; no SQL query.

    `shown`: what the page's template gets, see `regulations.presentation.document_context`.
    """
    document = document_from(
        page,
        request.build_absolute_uri(request.path),
        _named(shown["type"]),
        [_named(issuer) for issuer in shown["issuers"]],
        [_named(field) for field in shown["fields"]],
        shown["validity"].status if "validity" in shown else None,
    )
    files = {link.media_type: link.url for link in open_links(page) if not link.url.startswith("?")}
    absolute = {media_type: request.build_absolute_uri(url) for media_type, url in files.items()}
    return json_ld(document, absolute | {WORD: f"{document.url}?format=docx"})


def _named(row: Any) -> Named:
    return Named(code=row.code, name=row.name)
