"""The demo's legal and directive documents."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from core.legal_text.marking import propose_marks
from regulations.filing import add_filed, document_index
from regulations.importing.registers import Registers
from regulations.models import LegalDocumentPage

from .approval import submit_and_approve
from .content import documents
from .days import day_of, with_days
from .statements import confirm, enter


def load_documents(author: Any, progress: Callable[[], Any]) -> None:
    """Make, submit and approve every document that is not there yet."""
    registers, today = Registers(), timezone.localdate()
    for entry in documents():
        if not LegalDocumentPage.objects.filter(number=entry["number"]).exists():
            load_document(entry, registers, author, today)
        progress()


def first(names: str) -> str:
    """The first of several signers, whom joint documents name one after another."""
    return names.split(";")[0].strip()


def load_document(entry: dict[str, Any], registers: Registers, author: Any, today: date) -> None:
    """One document through the chain, with what it does to others."""
    page = LegalDocumentPage(
        live=False,
        owner=author,
        number=entry["number"],
        document_type=registers.type(entry["type"]),
        official_title=entry["title"],
        english_title=entry.get("title_en", ""),
        english_summary=entry.get("summary_en", ""),
        issued_on=entry["issued_on"],
        effective_on=day_of(entry.get("effective_on"), today),
        expires_on=day_of(entry.get("expires_on"), today),
        gazette=entry.get("gazette", ""),
        signer=registers.signer(first(entry["signer"])) if entry.get("signer") else None,
        signer_office=first(entry.get("signer_office", "")),
        recipients=entry.get("recipients", "").strip(),
        text=propose_marks(with_days(entry["text"].strip(), today) + "\n"),
    )
    page.set_issuers(registers.issuer(name) for name in entry["issuers"])
    page.fields = [registers.field(entry["field"])]
    page.tags.set(entry.get("tags", []))
    enter(page, entry, today)
    add_filed(page, document_index())
    submit_and_approve(confirm(page, entry, author), author)
