"""What the demo's documents do to others: entered, or read in their texts and confirmed as an editor would."""

from datetime import date
from typing import Any

from core.legal_text.amending import Kind, read_operations
from core.legal_text.structure import parse
from regulations.models import (
    Amendment,
    DocumentRelation,
    LegalDocumentPage,
    PartDate,
    RelationProposal,
    Verb,
)
from regulations.relations.accepting import OPEN, accept_into_draft, refuse
from regulations.relations.amendments import amendment_values
from regulations.relations.names import target_key
from regulations.relations.proposing import propose

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


def confirm(page: LegalDocumentPage, entry: dict[str, Any], author: Any) -> None:
    """Put into the draft what the text states, less what was misread; documents that are only cited stay proposed."""
    propose(page)
    found = RelationProposal.objects.filter(page=page, state=OPEN).exclude(verb=Verb.CITES)
    entered = [said["number"] for said in entry.get("relations", [])]
    said_better = [*entered, *add_amendments(page), *entry.get("misread", [])]
    refuse(found.filter(target_number__in=said_better).values_list("pk", flat=True), author)
    accept_into_draft(page, found.select_related("target"), author)


def add_amendments(page: LegalDocumentPage) -> set[str]:
    """The amendments that the text states and that were understood; the numbers of the documents amended."""
    operations = read_operations(parse(page.text), page.official_title)
    understood = [one for one in operations if one.kind != Kind.UNREAD]
    for one in understood:
        other = document(one.target)
        page.amendments.add(Amendment(target=other, **amendment_values(one)))
    return {one.target for one in understood}


def document(number: str) -> LegalDocumentPage | None:
    """The demo's document of this number."""
    return LegalDocumentPage.objects.filter(number_key=target_key(number, "")).first()
