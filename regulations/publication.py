"""What follows from a document's publication: provisions, filing, the search index."""

from django.db import transaction

from core.legal_text.structure import Provision as Parsed
from core.legal_text.structure import parse, unmarked

from .models import LegalDocumentPage, Provision


def content_start(part: Parsed) -> int:
    """Where the text below the heading begins within the provision's slice."""
    if not part.content:
        return len(part.text)
    if not part.heading:
        return 0
    lines = part.text.split("\n")
    first = part.content.partition("\n")[0]
    below = next(
        index for index, line in enumerate(lines) if index and unmarked(line).strip() == first.strip()
    )
    return sum(len(line) + 1 for line in lines[:below])


def derive_provisions(page: LegalDocumentPage) -> list[Provision]:
    """The rows that the page's text yields, not yet saved; joined in order their text is the page's."""
    return [
        Provision(
            page=page,
            position=position,
            kind=str(part.kind),
            path=part.path,
            number=part.number,
            heading=part.heading,
            title=part.title,
            text=part.text,
            content_start=content_start(part),
        )
        for position, part in enumerate(parse(page.text))
    ]


@transaction.atomic
def write_provisions(page: LegalDocumentPage) -> int:
    """Replace the page's provisions by what its published text yields; returns their number."""
    rows = derive_provisions(page)
    Provision.objects.filter(page=page).delete()
    Provision.objects.bulk_create(rows, batch_size=500)
    return len(rows)
