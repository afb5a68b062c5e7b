"""Many pages approved at once: the chain decides on the whole, a worker publishes one by one."""

import datetime
import hashlib
import logging
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import Page, Revision, WorkflowState

from core.decisions import decide_and_publish
from core.guard import PublicationRefused
from core.models import Decision
from core.models.decisions import revision_digest
from core.record.writing import write

from .models import BatchEntry, Item, Proposal
from .withdrawal import require_withdrawer

logger = logging.getLogger(__name__)
AT_ONCE = 500
SAMPLES = 10
BATCH_STOPPED = "batch.stop"
QUIET = datetime.timedelta(minutes=10)
"""After so long without a page published a batch is taken up again."""


def content_digest(entries: Iterable[tuple[int, int, str]]) -> str:
    """SHA-256 (hex) over `(page id, revision id, digest)` of all entries in the order of the pages."""
    lines = "\n".join(f"{page} {revision} {digest}" for page, revision, digest in sorted(entries))
    return hashlib.sha256(lines.encode()).hexdigest()


@transaction.atomic
def submit_batch(
    title: str, section: Page, drafts: Iterable[tuple[int, str]], user: Any, reason: str, codes: Any = ()
) -> Item:
    """Submit the latest revisions of these drafts as one piece of work in the section's chain.

    `drafts`: (page id, warning) of each. Raises `ValidationError` where there is nothing to submit.
    """
    from .submission import submit

    proposal = Proposal.objects.create(
        kind=Proposal.Kind.BATCH, page=section, title=title[:255], reason=reason, created_by=user, live=False
    )
    for entries in _entries(proposal, dict(drafts)):
        BatchEntry.objects.bulk_create(entries)
    _seal(proposal)
    proposal.save()
    proposal.save_revision(user=user)
    return submit(proposal, user, codes=codes)


def renew(proposal: Proposal) -> None:
    """Take the latest revisions of a returned batch's drafts; raises as `submit_batch` does. Not saved."""
    warnings = dict(proposal.entries.values_list("page_id", "warning"))
    proposal.entries.all().delete()
    for entries in _entries(proposal, warnings):
        BatchEntry.objects.bulk_create(entries)
    _seal(proposal)


def _seal(proposal: Proposal) -> None:
    rows = list(proposal.entries.values_list("page_id", "revision_id", "digest"))
    if not rows:
        raise ValidationError(_("There is no draft to submit: all are published or under way."))
    proposal.payload = {"count": len(rows), "digest": content_digest(rows)}


def _entries(proposal: Proposal, warnings: dict[int, str]) -> Iterable[list[BatchEntry]]:
    """Drafts with unpublished changes that are not under way, in chunks."""
    ids = sorted(warnings)
    for start in range(0, len(ids), AT_ONCE):
        pages = Page.objects.filter(pk__in=ids[start : start + AT_ONCE], has_unpublished_changes=True)
        pages = pages.exclude(approval_items__status__in=Item.OPEN)
        revisions = Revision.objects.in_bulk(pages.values_list("latest_revision_id", flat=True))
        yield [
            BatchEntry(
                proposal=proposal,
                page_id=int(revision.object_id),
                revision=revision,
                digest=revision_digest(revision.content),
                warning=warnings[int(revision.object_id)][:255],
            )
            for revision in revisions.values()
        ]


def samples(proposal: Proposal) -> list[BatchEntry]:
    """Entries from all over the batch, always the same, those with a warning first."""
    ids = list(proposal.entries.values_list("pk", flat=True))
    warned = list(proposal.entries.exclude(warning="").values_list("pk", flat=True)[:SAMPLES])
    step = max(1, len(ids) // SAMPLES)
    chosen = list(dict.fromkeys(warned + ids[::step]))[: 2 * SAMPLES]
    found = proposal.entries.select_related("page", "revision").in_bulk(chosen)
    return [found[pk] for pk in chosen]


def begin(proposal: Proposal, workflow_state: WorkflowState) -> None:
    """The whole is approved: let a worker publish it. Raises `PublicationRefused` where it was tampered with."""
    rows = proposal.entries.values_list("page_id", "revision_id", "digest")
    if content_digest(rows) != proposal.payload["digest"]:
        raise PublicationRefused(_("The batch is not what was submitted."))
    transaction.on_commit(lambda: publish_batch.enqueue(proposal.pk, workflow_state.pk))


@task()
def publish_batch(proposal_id: int, workflow_state_id: int) -> dict[str, int]:
    """Publish what is not published yet; stopped and run again it goes on, run twice it changes nothing."""
    proposal = Proposal.objects.get(pk=proposal_id)
    state = WorkflowState.objects.get(pk=workflow_state_id, object_id=str(proposal_id), status="approved")
    for pk in proposal.entries.filter(done_at=None).values_list("pk", flat=True):
        try:
            _publish(pk, state)
        except DatabaseError:
            # It waits for `take_up`; the others do not wait for it.
            logger.exception("entry %s of batch %s was not published", pk, proposal_id)
    if not proposal.entries.filter(done_at=None).exists():
        Proposal.objects.filter(pk=proposal_id).update(carried_out_at=timezone.now())
    done = proposal.entries.filter(problem="").exclude(done_at=None).count()
    return {"published": done, "left": proposal.entries.exclude(problem="").count()}


def take_up() -> int:
    """Let a worker go on with approved batches that nothing happens with; how many.

    A worker was stopped, or the database refused an entry.
    """
    unfinished = Item.objects.filter(
        status=Item.Status.APPROVED, workflow_state__base_content_type__model="proposal"
    )
    states = dict(unfinished.values_list("workflow_state__object_id", "workflow_state_id"))
    batches = Proposal.objects.filter(
        pk__in=[int(pk) for pk in states], kind=Proposal.Kind.BATCH, carried_out_at=None
    ).annotate(last=Max("entries__done_at"))
    before, count = timezone.now() - QUIET, 0
    for batch in batches:
        state = WorkflowState.objects.select_related("current_task_state").get(pk=states[str(batch.pk)])
        begun = state.current_task_state.finished_at if state.current_task_state else None
        if (batch.last or begun or before) <= before:
            publish_batch.enqueue(batch.pk, state.pk)
            count += 1
    return count


@transaction.atomic
def stop(proposal: Proposal, user: Any, reason: str) -> int:
    """Publish nothing more of an approved batch; for the Head and the Head's delegate. How many pages.

    Raises `PublicationRefused` for anybody else, `ValidationError` without a reason or where all is done.
    """
    require_withdrawer(proposal.page, user, reason)
    waiting = proposal.entries.filter(done_at=None)
    note = _("Stopped: %(reason)s") % {"reason": reason}
    count = waiting.update(done_at=timezone.now(), problem=note[:255])
    if not count:
        raise ValidationError(_("Everything of it is done already."))
    write(BATCH_STOPPED, actor=user, subject=proposal.page, details={"reason": reason, "pages": count})
    return count


def _publish(pk: int, state: WorkflowState) -> None:
    """One entry in a transaction of its own; what changed since is left alone and says so."""
    with transaction.atomic():
        entry = (
            BatchEntry.objects.select_for_update().select_related("page", "revision", "proposal").get(pk=pk)
        )
        if entry.done_at is not None:
            return
        entry.problem = _problem(entry)
        if not entry.problem:
            try:
                with transaction.atomic():
                    by = state.item.steps.filter(action="approve").last().by
                    decide_and_publish(Decision.Kind.CHAIN, entry.revision, by=by, workflow_state=state)
            except (ValidationError, PermissionDenied) as error:
                entry.problem = str(error)[:255]
        entry.done_at = timezone.now()
        entry.save(update_fields=["done_at", "problem"])


def _problem(entry: BatchEntry) -> str:
    since = Decision.objects.filter(page_id=entry.page_id, decided_at__gt=entry.proposal.created_at)
    if since.exists():
        return _("Something else was decided about it after the batch was submitted.")
    if entry.page.latest_revision_id != entry.revision_id:
        return _("It was changed after the batch was submitted.")
    if revision_digest(entry.revision.content) != entry.digest:
        return _("Its revision is not what was submitted.")
    return ""
