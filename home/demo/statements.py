"""What the demo's documents do to others: entered, or read in their texts and confirmed as an editor would."""

from datetime import date
from typing import Any

from core.legal_text.amending import Kind
from regulations.models import (
    DocumentRelation,
    LegalDocumentPage,
    PartDate,
    RelationProposal,
    Verb,
)
from regulations.relations.accepting import accept_into_draft, refuse
from regulations.relations.amendments import digest_of, read_amendments
from regulations.relations.names import target_key
from regulations.relations.proposing import OPEN, known_laws, propose

from .days import day_of


def enter(page: LegalDocumentPage, entry: dict[str, Any], today: date) -> None:
    """Relations and dates of parts as the content file says them; not saved."""
    for said in entry.get("relations", []):
        relation = DocumentRelation(
            verb=said["verb"],
            target=document(said["number"]),
            target_number=said["number"],
            target_path=said.get("path", ""),
            own_path=said.get("own_path", ""),
        )
        page.relations.add(relation)
    for part in entry.get("part_dates", []):
        page.part_dates.add(PartDate(path=part["path"], kind=part["kind"], on=day_of(part["on"], today)))


def confirm(page: LegalDocumentPage, entry: dict[str, Any], author: Any) -> LegalDocumentPage:
    """The draft with what the text states, less what was misread; documents that are only cited stay proposed."""
    page.save_revision(user=author)
    propose(page)
    operations = read_amendments(page, known_laws())
    found = RelationProposal.objects.filter(page=page, state=OPEN).exclude(verb=Verb.CITES)
    entered = [said["number"] for said in entry.get("relations", [])]
    amended = [one.target for one in operations if one.kind != Kind.UNREAD]
    said_better = [*entered, *amended, *entry.get("misread", [])]
    refuse(found.filter(target_number__in=said_better).values_list("pk", flat=True), author)
    accept_into_draft(
        page.pk, found.values_list("digest", flat=True), set(map(digest_of, operations)), author
    )
    return LegalDocumentPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def document(number: str) -> LegalDocumentPage | None:
    """The demo's document of this number."""
    return LegalDocumentPage.objects.filter(number_key=target_key(number, "")).first()
