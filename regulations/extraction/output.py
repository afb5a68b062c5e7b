"""What was read from a file, as one JSON object."""

from typing import Any

from core.legal_text.extraction.document import FIELDS, Extracted
from core.legal_text.extraction.reading import Read


def as_json(found: Extracted, warnings: list[str]) -> dict[str, Any]:
    """`number, type, issuer, place, date, title, signer, signer_office, effective_on` as text or None; `based_on` and
    `amends` as numbers, or names of laws; `provisions`, each with its page; `evidence` by field, of the others as
    well; `warnings`."""
    values = {name: found.fields[name].value if name in found.fields else None for name in FIELDS}
    others = {"based_on": found.bases, "amends": found.acted_on}
    read = {**found.fields, **{name: reads[0] for name, reads in others.items() if reads}}
    return {
        **values,
        "based_on": found.based_on,
        "amends": found.amends,
        "provisions": [
            {
                "kind": provision.kind.value,
                "path": provision.path,
                "number": provision.number,
                "title": provision.title,
                "text": provision.content,
                "page": page,
            }
            for provision, page in zip(found.provisions, found.provision_pages, strict=True)
        ],
        "evidence": {name: evidence(one) for name, one in read.items()},
        "warnings": warnings,
    }


def evidence(read: Read) -> dict[str, Any]:
    """Where a value was read, and how sure it is."""
    return {"page": read.page, "text": read.text, "confidence": read.confidence}
