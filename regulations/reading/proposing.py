"""What a document read from a file seems to do to others, for the editor to tick."""

from collections.abc import Collection

from core.legal_text.acts import Verb as Stated
from core.legal_text.amending import Kind, read_operations
from core.legal_text.extraction.consolidated import TYPE as CONSOLIDATED
from core.legal_text.extraction.document import Extracted
from regulations.relations.amendments import amendment_values
from regulations.relations.reading import read_relations


def relations_in(found: Extracted, known: Collection[str]) -> list[dict[str, str]]:
    """What the text states: values of `DocumentRelation` and the `quote`; what is only cited is left out."""
    number, title = (found.fields[name].value if name in found.fields else "" for name in ("number", "title"))
    return [
        stated.values()
        for stated in read_relations(found.text, number, title, known)
        if stated.verb == Stated.BASED_ON or (stated.verb != Stated.CITES and not _changes_nothing(found))
    ]


def amendments_in(found: Extracted, known: Collection[str]) -> tuple[list[dict[str, str]], list[str]]:
    """The operations on provisions of others: values of `Amendment`; and the paths of sentences that weren't read."""
    if _changes_nothing(found):
        return [], []
    title = found.fields["title"].value if "title" in found.fields else ""
    operations = read_operations(found.provisions, title, known)
    clear = [one for one in operations if one.kind != Kind.UNREAD and one.target]
    return [amendment_values(one) for one in clear], [
        one.source.path for one in operations if one not in clear
    ]


def _changes_nothing(found: Extracted) -> bool:
    """A consolidation tells in its footnotes what others changed (Pháp lệnh 01/2012/UBTVQH13)."""
    return "type" in found.fields and found.fields["type"].value == CONSOLIDATED
