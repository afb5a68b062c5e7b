"""Registers (issuers, types, fields, signers), the document pages, and provisions derived from their text."""

from .documents import LegalDocumentPage
from .imports import ImportBatch, ImportedRow
from .index import DocumentIndexPage, DocumentYearPage
from .parts import DocumentFile, DocumentIssuer
from .provisions import Provision
from .registers import (
    DocumentField,
    DocumentFieldName,
    DocumentType,
    DocumentTypeName,
    Issuer,
    IssuerAlias,
    IssuerName,
    Signer,
)

__all__ = [
    "DocumentField",
    "DocumentFieldName",
    "DocumentFile",
    "DocumentIndexPage",
    "DocumentIssuer",
    "DocumentType",
    "DocumentTypeName",
    "DocumentYearPage",
    "ImportBatch",
    "ImportedRow",
    "Issuer",
    "IssuerAlias",
    "IssuerName",
    "LegalDocumentPage",
    "Provision",
    "Signer",
]
