"""Rows of the registers by name; spellings of one issuer become one issuer."""

from typing import Any

from django.db import models

from core.legal_text.issuers import issuer_key
from core.legal_text.numbers import TYPE_CODES
from core.legal_text.party import is_party_number
from core.text import fold, slugify_vi
from regulations.models import DocumentField, DocumentType, Issuer, IssuerAlias, Signer
from regulations.models.registers import PARTY_SUFFIX

LONGEST_CODE = 70


class Registers:
    """Finds or makes issuers, types, fields and signers; keeps what it has seen for one import."""

    def __init__(self) -> None:
        self._found: dict[tuple[type, str], Any] = {}
        self._issuers = {alias.key: alias.issuer for alias in IssuerAlias.objects.select_related("issuer")}

    def issuer(self, name: str) -> Issuer:
        """The issuer that has this spelling among its names; a new one where none has."""
        key = issuer_key(name)
        if key not in self._issuers:
            issuer = Issuer(name=name, code=free_code(Issuer, name))
            issuer.save()
            IssuerAlias.objects.create(issuer=issuer, name=name)
            self._issuers[key] = issuer
        return self._issuers[key]

    def type(self, name: str, number: str = "") -> DocumentType:
        """The document type of this name; the Party's own where the number is the Party's and the register has one."""
        if is_party_number(number) and (found := party_type(name)):
            return found
        return self._named(DocumentType, name, abbreviation=TYPE_CODES.get(fold(name), "").upper())

    def field(self, name: str) -> DocumentField:
        """The field of this name."""
        return self._named(DocumentField, name)

    def signer(self, name: str) -> Signer:
        """The signer of this name."""
        return self._named(Signer, name)

    def _named(self, model: Any, name: str, **values: Any) -> Any:
        key = (model, slugify_vi(name))
        if key not in self._found:
            found = next((row for row in model.objects.filter(name__iexact=name)), None)
            if found is None:
                found = model(name=name, code=free_code(model, name), **values)
                found.save()
            self._found[key] = found
        return self._found[key]


def party_type(name: str) -> DocumentType | None:
    """The Party's type of this name, "Nghị quyết của Đảng"; the State has one of the same name."""
    return DocumentType.objects.filter(name__iexact=name + PARTY_SUFFIX).first()


def free_code(model: type[models.Model], name: str) -> str:
    """A code made from the name that no row has yet."""
    base = slugify_vi(name)[:LONGEST_CODE].strip("-") or "x"
    taken = set(model._default_manager.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for code in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if code not in taken)
