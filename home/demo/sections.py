"""Sections of the document index for directive and Party documents, and the types that belong there."""

from typing import Any

from regulations.filing import document_index
from regulations.importing.registers import Registers
from regulations.models import DocumentSectionPage

from .approval import submit_and_approve
from .content import read


def load_sections(author: Any) -> None:
    """Types first, then sections through the chain; what is there stays."""
    content, registers, index = read("sections.toml"), Registers(), document_index()
    for entry in content["types"]:
        for name in entry["names"]:
            load_type(registers.type(name), entry)
    for entry in content["sections"]:
        if not DocumentSectionPage.objects.filter(category=entry["category"], locale=index.locale).exists():
            page = DocumentSectionPage(live=False, owner=author, locale=index.locale, **entry)
            index.add_child(instance=page)
            submit_and_approve(page, author)


def load_type(kind: Any, entry: dict[str, Any]) -> None:
    """Category and period of review of a type."""
    wanted = (entry["category"], entry.get("review_months"))
    if (kind.category, kind.review_months) != wanted:
        kind.category, kind.review_months = wanted
        kind.save()
