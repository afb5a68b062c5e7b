"""Checks that what was decided was decided by those who may, and stands where it was approved.

Every check takes constant memory: rows come in pieces, and each piece of work is looked at by itself.
"""

from collections.abc import Iterator

from django.db.models import F, OuterRef, Subquery
from wagtail.models import Page, Revision, TaskState

from core.files.verification import files_changed
from core.models import Decision
from core.models.decisions import PLACE_KINDS, revision_digest
from core.record.sealing import verify as verify_record

from .finish import passed_stages
from .models import BatchEntry, Item, Proposal, StageTask, Step
from .verification import Finding

AWAY = (Decision.Kind.WITHDRAWAL, Decision.Kind.NOTICE)
CHUNK = 200
ENDS = {
    TaskState.STATUS_APPROVED: Step.Action.APPROVE,
    TaskState.STATUS_REJECTED: Step.Action.RETURN,
}


def misplaced_pages() -> Iterator[Finding]:
    """Pages whose address does not follow from the parts of those above them, or that stand below nothing."""
    above: list[tuple[str, str]] = []
    pages = Page.objects.order_by("path").values_list("path", "depth", "slug", "url_path", "pk", "title")
    for path, depth, slug, url_path, pk, title in pages.iterator(chunk_size=2000):
        del above[depth - 1 :]
        if depth > 1:
            if len(above) != depth - 1 or above[-1][0] != path[: -Page.steplen]:
                yield Finding(pk, title, "stands below no page")
                continue
            if url_path != f"{above[-1][1]}{slug}/":
                yield Finding(pk, title, f"its address {url_path} does not follow from where it stands")
        above.append((path, url_path))


def vanished_pages() -> Iterator[Finding]:
    """Pages that were approved and are offline, though they neither expired, nor wait, nor were withdrawn."""
    newest = Decision.objects.on_content().filter(page_id=OuterRef("pk")).order_by("-pk").values("kind")[:1]
    pages = Page.objects.filter(live=False, expired=False).annotate(decided=Subquery(newest))
    for page in pages.exclude(decided=None).exclude(decided__in=AWAY).iterator(chunk_size=CHUNK):
        if not Revision.objects.for_instance(page).filter(approved_go_live_at__isnull=False).exists():
            yield Finding(page.pk, page.title, "offline although nobody withdrew it")


def unapproved_dates() -> Iterator[Finding]:
    """Revisions that wait for their date without the page's newest decision, or changed since."""
    waiting = Revision.objects.page_revisions().filter(approved_go_live_at__isnull=False)
    for revision in waiting.iterator(chunk_size=CHUNK):
        page_id = int(revision.object_id)
        decision = Decision.objects.on_content().filter(page_id=page_id).order_by("-pk").first()
        if decision is None or decision.revision_id != revision.pk:
            yield Finding(page_id, str(revision), "waits for its date without a decision")
        elif decision.digest != revision_digest(revision.content):
            yield Finding(page_id, str(revision), "was changed after it was approved for a date")


def unfounded_decisions() -> Iterator[Finding]:
    """Decisions of the chain without the approval of every stage, by other than its authors."""
    decided = Decision.objects.filter(kind__in=[Decision.Kind.CHAIN, *PLACE_KINDS])
    there = decided.filter(page_id__in=Page.objects.values("pk"))
    for decision in there.select_related("workflow_state", "page").iterator(chunk_size=CHUNK):
        if problem := _problem(decision):
            yield Finding(decision.page_id, decision.page.title, problem)


def _problem(decision: Decision) -> str:
    state = decision.workflow_state
    if state is None:
        return "decided by a chain of which nothing is left"
    last = passed_stages(state)
    if last is None:
        return "decided although not every stage of its chain approved"
    if decision.decided_by_id != last.by_id:
        return "decided by another than who approved in the last stage"
    if decision.revision_id not in (None, last.revision_id) and not _is_in_batch(decision):
        return "another revision was decided on than the last stage approved"
    for step in last.item.steps.filter(action=Step.Action.APPROVE).select_related("revision"):
        if step.by_id is None or step.by_id in _authors(step):
            return f"approved in the stage “{step.stage}” by one of its authors"
    return ""


def _is_in_batch(decision: Decision) -> bool:
    proposal = decision.workflow_state.content_object if decision.workflow_state else None
    if not isinstance(proposal, Proposal):
        return False
    same = {"page_id": decision.page_id, "revision_id": decision.revision_id, "digest": decision.digest}
    return BatchEntry.objects.filter(proposal=proposal, **same).exists()


def _authors(step: Step) -> set[int]:
    """Whose work it was when the step was taken: who made it, and who had submitted it until then."""
    submitted = Step.objects.filter(item_id=step.item_id, action=Step.Action.SUBMIT, pk__lt=step.pk)
    content = step.revision.content if step.revision else {}
    made = content.get("owner") or content.get("created_by")
    return {pk for pk in (made, *submitted.values_list("by_id", flat=True)) if pk is not None}


def unfounded_stages() -> Iterator[Finding]:
    """Stages that ended without the step that ends them, and steps that ended no stage."""
    states = TaskState.objects.filter(status__in=ENDS, task__in=StageTask.objects.all())
    for state in states.select_related("workflow_state").iterator(chunk_size=CHUNK):
        ending = Step.objects.filter(
            task_state=state,
            action=ENDS[state.status],
            by_id=state.finished_by_id,
            revision_id=state.revision_id,
            comment=state.comment,
        )
        if not ending.exists():
            yield _finding(Item.objects.filter(workflow_state=state.workflow_state_id).first(), state.pk)
    steps = Step.objects.filter(action__in=ENDS.values()).exclude(task_state=None)
    for step in steps.exclude(task_state__status__in=ENDS).select_related("item").iterator(chunk_size=CHUNK):
        yield Finding(step.item.page_id, step.item.title, f"its step {step.pk} ended no stage")
    swapped = steps.filter(item__workflow_state__isnull=False).exclude(
        item__workflow_state=F("task_state__workflow_state")
    )
    for step in swapped.select_related("item").iterator(chunk_size=CHUNK):
        yield Finding(step.item.page_id, step.item.title, f"its step {step.pk} belongs to other work")


def _finding(item: Item | None, state_id: int) -> Finding:
    problem = f"the stage {state_id} ended without the step that ends it, or the step was changed"
    return Finding(item.page_id if item else 0, item.title if item else "", problem)


def changed_files() -> Iterator[Finding]:
    """Images and documents that are no more what was approved."""
    for found in files_changed():
        yield Finding(found.file_id, found.name, f"{found.kind}: {found.problem}")


def changed_record() -> Iterator[Finding]:
    """Sealed entries of the record that were changed or are missing; `verify_record` asks the heads too."""
    for found in verify_record():
        yield Finding(found.sequence, "record", found.problem)


CHECKS = (
    misplaced_pages,
    vanished_pages,
    unapproved_dates,
    unfounded_decisions,
    unfounded_stages,
    changed_files,
    changed_record,
)


def other_findings() -> Iterator[Finding]:
    """All findings besides those about what the live pages say."""
    for check in CHECKS:
        yield from check()
