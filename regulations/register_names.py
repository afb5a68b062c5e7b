"""Every name under which a row of the registers is known, for readers who type one."""

from typing import Any

from .models import DocumentField, DocumentType, Issuer, IssuerAlias, Signer
from .models.registers import DocumentFieldName, DocumentTypeName, IssuerName

# Where the names stand: facet → (model, column of the code, column of the name).
_NAMES: dict[str, list[tuple[Any, str, str]]] = {
    "field": [(DocumentField, "code", "name"), (DocumentFieldName, "owner__code", "name")],
    "issuer": [
        (Issuer, "code", "name"),
        (Issuer, "code", "short_code"),
        (IssuerAlias, "issuer__code", "name"),
        (IssuerName, "owner__code", "name"),
    ],
    "type": [
        (DocumentType, "code", "name"),
        (DocumentType, "code", "abbreviation"),
        (DocumentTypeName, "owner__code", "name"),
    ],
    "signer": [(Signer, "code", "name")],
}


def names_of(facet: str) -> list[tuple[str, str]]:
    """Return (code, name) of the rows behind a facet, in every language and spelling; at most four SQL queries."""
    return [
        (code, name)
        for model, code_column, name_column in _NAMES.get(facet, ())
        for code, name in model.objects.order_by("pk").values_list(code_column, name_column)
        if name
    ]
