"""Proposals: what texts seem to state of other documents, kept for editors to accept or refuse (R3)."""

import hashlib
from collections.abc import Collection, Iterator

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from core.legal_text.structure import DuplicateProvision
from regulations.models import LegalDocumentPage, RelationProposal

from .deriving import numbers_of
from .matching import meant_by
from .names import target_key
from .reading import Stated, read_relations

OPEN = RelationProposal.State.OPEN


def known_laws() -> frozenset[str]:
    """Names of the laws in the collection, folded, which tell where the name of a law ends."""
    names = LegalDocumentPage.objects.exclude(name_key="").order_by().values_list("name_key", flat=True)
    return frozenset(names)


@transaction.atomic
def propose(page: LegalDocumentPage, known: Collection[str] | None = None) -> int:
    """Write what the page's text states and nobody decided on yet; what it doesn't state any more goes. How many."""
    wanted = _wanted(page, known)
    waiting = RelationProposal.objects.filter(page_id=page.pk)
    waiting.filter(state=OPEN).exclude(digest__in=wanted).delete()
    there = set(waiting.values_list("digest", flat=True))
    fresh = {digest: one for digest, one in wanted.items() if digest not in there}
    RelationProposal.objects.bulk_create(_rows(page, fresh), batch_size=500)
    return len(fresh)


def open_proposals(page: LegalDocumentPage, known: Collection[str] | None = None) -> list[RelationProposal]:
    """What would be open after `propose`; nothing is written. Five queries."""
    wanted = _wanted(page, known)
    decided = RelationProposal.objects.filter(page_id=page.pk).exclude(state=OPEN)
    for digest in decided.values_list("digest", flat=True):
        wanted.pop(digest, None)
    found = list(_rows(page, wanted))
    prefetch_related_objects(found, Prefetch("target", LegalDocumentPage.objects.defer("text")))
    return found


def _wanted(page: LegalDocumentPage, known: Collection[str] | None) -> dict[str, Stated]:
    """By digest what the text states and the page's rows don't say yet."""
    try:
        stated = read_relations(
            page.text, page.number, page.official_title, known_laws() if known is None else known
        )
    except DuplicateProvision:
        return {}
    entered = page.relations.all()
    numbers = numbers_of(row.target_id for row in entered)
    held = {
        (row.verb, numbers[row.target_id][1])
        if row.target_id in numbers
        else (row.verb, target_key(row.target_number, row.target_name))
        for row in entered
    }
    return {digest_of(one): one for one in stated if (one.verb, one.key[1]) not in held}


def digest_of(stated: Stated) -> str:
    """SHA-256 (hex) of what is stated, by which a proposal is known again however the text around it changes."""
    return hashlib.sha256("\n".join(stated.key).encode()).hexdigest()


def _rows(page: LegalDocumentPage, fresh: dict[str, Stated]) -> Iterator[RelationProposal]:
    meant = meant_by(page, (one.key[1] for one in fresh.values()))
    for digest, one in fresh.items():
        target = meant[one.key[1]]
        yield RelationProposal(page_id=page.pk, target_id=target, digest=digest, **one.values())
