"""Registers (issuers, types, fields, signers), the document pages, and provisions derived from their text."""

from .acting import DocumentRelation, PartDate, Verb
from .amendments import Amendment
from .documents import LegalDocumentPage
from .imports import ImportBatch, ImportedRow
from .index import DocumentIndexPage, DocumentSectionPage, DocumentYearPage
from .parts import DocumentFile, DocumentIssuer
from .provisions import Provision
from .reading import FileReading
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
from .relations import AcceptedRelations, Relation, RelationProposal
from .review import AffectedPage, Citation, DocumentReview
from .validity import DocumentValidity

__all__ = [
    "AcceptedRelations",
    "AffectedPage",
    "Amendment",
    "Citation",
    "DocumentField",
    "DocumentFieldName",
    "DocumentFile",
    "DocumentIndexPage",
    "DocumentIssuer",
    "DocumentRelation",
    "DocumentReview",
    "DocumentSectionPage",
    "DocumentType",
    "DocumentTypeName",
    "DocumentValidity",
    "DocumentYearPage",
    "FileReading",
    "ImportBatch",
    "ImportedRow",
    "Issuer",
    "IssuerAlias",
    "IssuerName",
    "LegalDocumentPage",
    "PartDate",
    "Provision",
    "Relation",
    "RelationProposal",
    "Signer",
    "Verb",
]
