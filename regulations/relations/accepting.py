"""What editors say to proposals: refused, or accepted into drafts that go through the chain as one batch (R3)."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from wagtail.models import Revision

from core.tasks import WAITED_FOR
from editorial.models import Item
from regulations.models import AcceptedRelations, DocumentRelation, LegalDocumentPage, RelationProposal

from .amendments import add_amendments, digest_of, read_amendments
from .proposing import OPEN, known_laws, propose


def relation_of(proposal: RelationProposal) -> DocumentRelation:
    """What the document's revision says once the proposal is accepted."""
    return DocumentRelation(
        verb=proposal.verb,
        target_id=proposal.target_id,
        target_number=proposal.target_number,
        target_name=proposal.target_name,
        target_path=proposal.target_path,
        own_path=proposal.own_path,
    )


@transaction.atomic
def refuse(ids: Collection[int], user: Any) -> int:
    """Propose these no more; how many were open."""
    values = {"state": RelationProposal.State.REFUSED, "decided_by": user, "decided_at": timezone.now()}
    return RelationProposal.objects.filter(pk__in=ids, state=OPEN).update(**values)


@transaction.atomic
def accept(ids: Collection[int], user: Any) -> AcceptedRelations | None:
    """Let a worker write these into drafts of their documents; None where none of them is open any more."""
    accepted = AcceptedRelations.objects.create(accepted_by=user)
    values = {
        "state": RelationProposal.State.ACCEPTED,
        "decided_by": user,
        "decided_at": accepted.accepted_at,
        "accepted": accepted,
    }
    if not RelationProposal.objects.filter(pk__in=ids, state=OPEN).update(**values):
        accepted.delete()
        return None
    transaction.on_commit(lambda: write_drafts.enqueue(accepted.pk))
    return accepted


@transaction.atomic
def accept_into_draft(
    page_id: int, proposals: Collection[str], operations: Collection[str], user: Any
) -> int:
    """Write what the latest draft of a document states, by digest, into that draft; how many statements it took.

    What others decided or wrote meanwhile stays.
    """
    page = LegalDocumentPage.objects.select_for_update(of=("self",)).get(pk=page_id)
    draft, known = page.get_latest_revision_as_object(), known_laws()
    propose(draft, known)
    chosen = list(RelationProposal.objects.filter(page=page, state=OPEN, digest__in=proposals))
    amendments = [one for one in read_amendments(draft, known) if digest_of(one) in operations]
    count = len(chosen) + add_amendments(draft, amendments)
    if count:
        _write(draft, chosen, user)
    return count


@task(priority=WAITED_FOR)
def write_drafts(accepted_id: int) -> dict[str, int]:
    """Write what was accepted into drafts; stopped and run again it goes on, run twice it changes nothing.

    A document with somebody's unpublished changes, locked or under way, is left: its proposals are open again.
    """
    accepted = AcceptedRelations.objects.select_related("accepted_by").get(pk=accepted_id)
    waiting = accepted.proposals.filter(is_drafted=False)
    for page_id in waiting.order_by("page_id").values_list("page_id", flat=True).distinct():
        _write_page(accepted, page_id)
    AcceptedRelations.objects.filter(pk=accepted_id).update(finished_at=timezone.now())
    return {"written": accepted.proposals.filter(is_drafted=True).count(), "skipped": len(accepted.skipped)}


@transaction.atomic
def _write_page(accepted: AcceptedRelations, page_id: int) -> None:
    page = LegalDocumentPage.objects.select_for_update().get(pk=page_id)
    chosen = list(accepted.proposals.filter(page=page, is_drafted=False))
    user = accepted.accepted_by
    lock = page.get_lock()
    is_locked = lock is not None and lock.for_user(user)
    if user and page.permissions_for_user(user).can_edit() and not is_locked and not in_work(page):
        revision = _write(page.get_latest_revision_as_object(), chosen, user)
        accepted.revisions = {**accepted.revisions, str(page.pk): revision.pk}
        accepted.save(update_fields=["revisions"])
        return
    accepted.proposals.filter(page=page).update(state=OPEN, accepted=None, decided_by=None, decided_at=None)
    accepted.skipped = [*accepted.skipped, page.title]
    accepted.save(update_fields=["skipped"])


def in_work(page: LegalDocumentPage) -> bool:
    """Whether somebody is changing the document, or its change waits for a decision."""
    under_way = Item.objects.filter(page=page, status__in=Item.OPEN)
    return page.has_unpublished_changes or under_way.exists()


def unchanged_since(accepted: AcceptedRelations) -> list[int]:
    """Ids of the documents whose latest drafts are those that the acceptance wrote, and nobody else's."""
    drafts = LegalDocumentPage.objects.filter(latest_revision_id__in=accepted.revisions.values())
    return list(drafts.order_by("pk").values_list("pk", flat=True))


def _write(draft: LegalDocumentPage, chosen: list[RelationProposal], user: Any) -> Revision:
    draft.relations.add(*map(relation_of, chosen))
    revision = draft.save_revision(user=user)
    RelationProposal.objects.filter(pk__in=[one.pk for one in chosen]).update(
        is_drafted=True, state=RelationProposal.State.ACCEPTED, decided_by=user, decided_at=timezone.now()
    )
    return revision
