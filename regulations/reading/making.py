"""From the confirmed form to a draft: a new document, or a new version of the one that is there."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Collection, Comment

from regulations.filing import add_filed, document_index
from regulations.importing.documents import find_page
from regulations.importing.registers import Registers
from regulations.models import (
    Amendment,
    DocumentFile,
    DocumentRelation,
    DocumentType,
    FileReading,
    Issuer,
    LegalDocumentPage,
    Signer,
)
from regulations.relations.names import target_key

from .names import FINDERS

TAKEN_OVER = ("number", "official_title", "issued_on", "effective_on", "expires_on", "signer_office", "text")


class AlreadyThere(Exception):
    """The document is in the collection: `twin` its newest revision, `editable` whether this person may change it."""

    def __init__(self, twin: LegalDocumentPage, editable: bool) -> None:
        super().__init__(twin.title)
        self.twin, self.editable = twin, editable


@transaction.atomic
def make_draft(reading: FileReading, values: dict[str, Any], user: Any) -> LegalDocumentPage:
    """The draft of what the form says (`ReadingForm.cleaned_data`), with the file; made once, however often asked.

    Raises `AlreadyThere`, and `ValidationError` by field; nothing is written then. What is live is never touched.
    """
    reading = FileReading.objects.select_for_update().get(pk=reading.pk)
    if reading.page:
        return reading.page
    page = LegalDocumentPage(live=False, owner=user)
    _apply(page, values)
    page.derive()
    if twin := find_page(page.identify()):
        permissions = twin.permissions_for_user(user)
        editable = bool(permissions.can_edit() and not permissions.page_locked())
        if not (values["new_version"] == twin.pk and editable):
            raise AlreadyThere(twin, editable)
        page = twin
        _apply(page, values)
        page.derive()
    page.clean()
    _add_acts(page, reading.result, values)
    if values.get("signer_as_printed"):
        said = _("Signer as printed: %(name)s, who is not in the register.") % {"name": values["signer"]}
        page.wagtail_admin_comments.add(Comment(user=user, contentpath="signer", text=said))
    if page.pk is None:
        add_filed(page, document_index())
    page.document_files.add(_stored(reading, user))
    page.save_revision(user=user, log_action=True)
    reading.page = page
    reading.save(update_fields=["page"])
    return page


def _apply(page: LegalDocumentPage, values: dict[str, Any]) -> None:
    """Write what the form says; what it leaves empty stays as it is on the page."""
    for name in TAKEN_OVER:
        if values[name]:
            setattr(page, name, values[name])
    page.document_type = _row(DocumentType, values["document_type"])
    if values["signer"]:
        page.signer = None if values.get("signer_as_printed") else _row(Signer, values["signer"])
    if values["issuers"]:
        page.set_issuers(_row(Issuer, name) for name in values["issuers"])


def _row(model: type[Any], name: str) -> Any:
    """The row of a register; the form has looked whether it may be added."""
    registers = {Issuer: Registers.issuer, DocumentType: Registers.type, Signer: Registers.signer}
    return FINDERS[model](name) or registers[model](Registers(), name)


def _add_acts(page: LegalDocumentPage, result: dict[str, Any], values: dict[str, Any]) -> None:
    """Add the relations and amendments that were ticked and are not on the page yet; publication finds whom they mean."""
    chosen = {
        name: [result[name][int(at)] for at in values.get(name, ())] for name in ("relations", "amendments")
    }
    relations = [
        DocumentRelation(**{name: value for name, value in row.items() if name != "quote"})
        for row in chosen["relations"]
    ]
    amendments = [Amendment(**row) for row in chosen["amendments"]]
    there = {_key(row, "verb") for row in page.relations.all()}
    page.relations.add(*(row for row in relations if _key(row, "verb") not in there))
    held = {_key(row, "operation") for row in page.amendments.all()}
    page.amendments.add(*(row for row in amendments if _key(row, "operation") not in held))


def _key(row: Any, kind: str) -> tuple[str, ...]:
    number = row.target.number if row.target_id else row.target_number
    return (
        getattr(row, kind),
        target_key(number, row.target_name),
        row.own_path,
        getattr(row, "target_path", "") or getattr(row, "places", ""),
    )


def _stored(reading: FileReading, user: Any) -> DocumentFile:
    """The uploaded file among the site's documents, where only those see it who may edit, until it is approved."""
    document = get_document_model()(
        title=Path(reading.file_name).stem,
        collection=Collection.get_first_root_node(),
        uploaded_by_user=user,
        file_size=reading.file.size,
    )
    suffix = ".docx" if reading.is_word else ".pdf"
    with reading.file.open("rb") as file:
        document.file.save(f"{Path(reading.file_name).stem}{suffix}", File(file), save=False)
    document.full_clean()
    document.save()
    return DocumentFile(file=document, title=document.title)


def refusal(found: AlreadyThere) -> ValidationError:
    """What to tell the editor of a document that is there."""
    said = LegalDocumentPage.twin_message(found.twin)
    if found.editable:
        way = _("Correct the number, or save this as a new version of it.")
    else:
        way = _(
            "You cannot change it now: it is under way or not yours. Correct the number, or ask its editors."
        )
    return ValidationError({"number": f"{said} {way}"})
