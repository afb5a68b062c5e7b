"""Every name under which a row of the registers is known, for readers who type one."""

from typing import Any

from django.conf import settings
from django.utils.translation import override

from .models import DocumentField, DocumentType, Issuer, IssuerAlias, Signer
from .models.registers import DocumentFieldName, DocumentTypeName, IssuerName
from .models.validity import LABELS

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
    if facet == "validity":
        return names_of_statuses()
    return [
        (code, name)
        for model, code_column, name_column in _NAMES.get(facet, ())
        for code, name in model.objects.order_by("pk").values_list(code_column, name_column)
        if name
    ]


def names_of_statuses() -> list[tuple[str, str]]:
    """Return (code, name) of the statuses of validity, in every language."""
    names = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            names += [(status.value, str(label)) for status, label in LABELS.items()]
    return names
