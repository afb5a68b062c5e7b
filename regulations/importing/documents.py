"""From a checked row to the document's page: find it, apply the row, save a revision."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Revision

from core.legal_text.marking import propose_marks
from core.legal_text.numbers import parse_number
from regulations.filing import add_filed
from regulations.identity import Identity, identify
from regulations.models import DocumentIndexPage, LegalDocumentPage

from .merging import union
from .registers import Registers
from .rows import Row, RowError


def row_identity(row: Row, registers: Registers) -> Identity:
    """The identity that a page made from this row would have."""
    return identify(
        number=row.number,
        type_code=registers.type(row.type).code,
        issued_on=row.issued_on,
        effective_on=row.effective_on,
        issuers=[registers.issuer(name).code for name in row.issuers],
        content="" if parse_number(row.number) else row.title + row_text(row),
    )


def row_text(row: Row) -> str:
    """The row's own text, marked where provisions start."""
    return union(propose_marks(row.text), row.articles, newer_wins=True)


def find_page(identity: Identity) -> LegalDocumentPage | None:
    """The page that is this document, as its newest revision has it."""
    for page in LegalDocumentPage.objects.filter(number_key=identity.number).order_by("pk"):
        latest = page.get_latest_revision_as_object()
        if identity.matches(latest.identify()):
            return latest
    return None


def create_page(row: Row, registers: Registers, index: DocumentIndexPage, owner: Any) -> LegalDocumentPage:
    """A new draft of its importer, filed below the page of its year. Raises `RowError` where it cannot be."""
    page = LegalDocumentPage(live=False, owner=owner)
    apply(row, page, registers, newer_wins=True)
    try:
        add_filed(page, index)
    except ValidationError as error:
        raise row_error(error) from error
    return page


def row_error(error: ValidationError) -> RowError:
    """The page's validation errors as one reason, naming each field."""
    found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return RowError("; ".join(f"{name}: {' '.join(messages)}" for name, messages in found.items()))


def apply(row: Row, page: LegalDocumentPage, registers: Registers, *, newer_wins: bool) -> bool:
    """Write what the row says into the page in memory; returns whether anything changed.

    Empty parts of the page are filled; what is there stays unless `newer_wins`. Articles are joined.
    """
    before = snapshot(page)
    values: dict[str, Any] = {
        "number": row.number,
        "document_type": registers.type(row.type, row.number),
        "official_title": row.title,
        "issued_on": row.issued_on,
        "effective_on": row.effective_on,
        "signer": registers.signer(row.signer) if row.signer else None,
    }
    for name, value in values.items():
        present = getattr(page, name) if name != "document_type" or page.document_type_id else None
        if value and (newer_wins or not present):
            setattr(page, name, value)
    if row.issuers and (newer_wins or not page.issuers()):
        issuers = [registers.issuer(name) for name in row.issuers]
        if issuers != page.issuers():
            page.set_issuers(issuers)
    fields = list(page.fields.all())
    page.fields = [*fields, *(field for name in row.fields if (field := registers.field(name)) not in fields)]
    if row.text and not page.text:
        page.text = propose_marks(row.text)
    page.text = union(page.text, row.articles, newer_wins=newer_wins)
    return snapshot(page) != before


def snapshot(page: LegalDocumentPage) -> tuple[Any, ...]:
    """What an import can change on a page, to see whether it did."""
    return (
        page.number,
        page.document_type_id,
        page.official_title,
        page.issued_on,
        page.effective_on,
        page.signer_id,
        tuple(page.issuers()),
        tuple(sorted(field.pk for field in page.fields.all())),
        page.text,
    )


def save_revision(page: LegalDocumentPage, user: Any) -> Revision:
    """Save what was applied as a revision. Raises `RowError` with what is wrong."""
    try:
        return page.save_revision(user=user)
    except ValidationError as error:
        raise row_error(error) from error
