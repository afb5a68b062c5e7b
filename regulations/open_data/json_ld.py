"""A document as schema.org `Legislation`, for search engines.

Source: https://schema.org/Legislation. A script of this type is a data block (HTML Living Standard, 4.12.1.1): it is
never executed, so that the content security policy has nothing to forbid.
"""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from regulations.validity import Status

from .document import Document

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
_IN_PART = {Status.PARTLY_EXPIRED, Status.PARTLY_SUSPENDED}


def legal_force(validity: str | None) -> str | None:
    """The value of `LegalForceStatus` for a validity; None where it is not known."""
    if validity is None:
        return None
    status = Status(validity)
    name = (
        "PartiallyInForce" if status in _IN_PART else "InForce" if status is Status.IN_FORCE else "NotInForce"
    )
    return f"https://schema.org/{name}"


def legislation(document: Document, files: dict[str, str]) -> dict[str, Any]:
    """The document's data as JSON-LD, without what is not known; `files`: address by media type."""
    validity = [day.isoformat() if day else ".." for day in (document.effective_on, document.expires_on)]
    values = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": document.url,
        "url": document.url,
        "name": document.label,
        "description": document.title,
        "legislationIdentifier": document.number,
        "legislationType": document.type.name,
        "legislationDate": document.issued_on and document.issued_on.isoformat(),
        "temporalCoverage": "/".join(validity) if document.effective_on else None,
        "legislationLegalForce": legal_force(document.validity),
        "legislationPassedBy": [
            {"@type": "GovernmentOrganization", "name": issuer.name} for issuer in document.issuers
        ],
        "legislationJurisdiction": {"@type": "Country", "name": "Việt Nam", "identifier": "VN"},
        "about": [field.name for field in document.fields],
        "inLanguage": "vi",
        "datePublished": document.published_at and document.published_at.isoformat(),
        "dateModified": document.modified_at and document.modified_at.isoformat(),
        "encoding": [
            {"@type": "LegislationObject", "encodingFormat": media_type, "contentUrl": address}
            for media_type, address in files.items()
        ],
    }
    return {name: value for name, value in values.items() if value}


def json_ld(document: Document, files: dict[str, str]) -> SafeString:
    """The script element for the head of the document's page; nothing in the data can end it."""
    text = json.dumps(legislation(document, files), ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above
