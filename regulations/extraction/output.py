"""What was read from a file, as one JSON object."""

from typing import Any

from core.legal_text.extraction.document import FIELDS, Extracted


def as_json(found: Extracted, warnings: list[str]) -> dict[str, Any]:
    """`number, type, issuer, place, date, title, signer, signer_office, effective_on` as text or None; `based_on` and
    `amends` as numbers, or names of laws; `provisions`; `evidence` by field; `warnings`."""
    values = {name: found.fields[name].value if name in found.fields else None for name in FIELDS}
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
            }
            for provision in found.provisions
        ],
        "evidence": {
            name: {"page": read.page, "text": read.text, "confidence": read.confidence}
            for name, read in found.fields.items()
        },
        "warnings": warnings,
    }
