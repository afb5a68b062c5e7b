"""Files that work under way uses stay as they are, from its submission until it ends (decisions/0011)."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django_tasks.base import TaskResult
from django_tasks.signals import task_finished
from wagtail.models import Revision

from core.files.holding import asked_to_hold, hold, release

from .batches import publish_batch
from .models import BatchEntry, Item, Proposal

REVISION_WRITTEN = frozenset({"task_state", "task_state_id", "saved_by_id"})
"""Columns of an item that are written where the work gets another revision."""
AT_ONCE = 100


def owner_of(item: Item) -> str:
    """The name under which this work holds files."""
    return f"item:{item.pk}"


@receiver(post_save, sender=Item)
def follow(sender: type, instance: Item, update_fields: Any, raw: bool = False, **kwargs: Any) -> None:
    """Hold what work under way uses when it gets another revision; let go of it when the work ends.

    Work that is sent again begins a stage, which saves the item once more. No query for any other save, nor
    for a stage that begins on the revision of the stage before.
    """
    if raw:
        return
    if instance.status != Item.Status.UNDER_WAY:
        if update_fields is None or "status" in update_fields:
            _let_go(instance)
        return
    if update_fields is None:
        another = not _goes_on(instance)
    else:
        another = not REVISION_WRITTEN.isdisjoint(update_fields)
    if another:
        hold(owner_of(instance), _revisions(instance))


@receiver(post_delete, sender=Item)
def forget(sender: type, instance: Item, **kwargs: Any) -> None:
    """Work that is gone holds nothing."""
    release(owner_of(instance))


@receiver(task_finished)
def let_go_of_a_published_batch(sender: type, task_result: TaskResult[Any], **kwargs: Any) -> None:
    """An approved batch holds its files until a worker has published or left out every page."""
    if task_result.task.module_path != publish_batch.module_path:
        return
    proposal_id = str(task_result.args[0])
    for item in _of_proposals(Item.Status.APPROVED).filter(workflow_state__object_id=proposal_id):
        _let_go(item)


@receiver(asked_to_hold)
def hold_anew(sender: type, **kwargs: Any) -> None:
    """Bring up to date what is held: for work from before it was, and after writes that raised no signal."""
    approved = Q(pk__in=_of_proposals(Item.Status.APPROVED))
    for item in Item.objects.filter(Q(status=Item.Status.UNDER_WAY) | approved).iterator(AT_ONCE):
        if item.status == Item.Status.UNDER_WAY or _is_publishing(item):
            hold(owner_of(item), _revisions(item))
        else:
            release(owner_of(item))


def _let_go(item: Item) -> None:
    if not _is_publishing(item):
        release(owner_of(item))


def _goes_on(item: Item) -> bool:
    """Whether the stage begins on the revision of the stage before, whose files are held already.

    Asks what is loaded while a stage begins: the workflow state still names the stage before.
    """
    now = item.task_state
    before = now.workflow_state.current_task_state if now else None
    return now is not None and before is not None and before.revision_id == now.revision_id


def _is_publishing(item: Item) -> bool:
    """Whether this is an approved batch with pages that are not published yet; their decisions come later."""
    return item.status == Item.Status.APPROVED and _waiting(item).exists()


def _revisions(item: Item) -> Iterator[Revision]:
    """The revision that is decided on, asked anew since it changes behind the item; and those of a batch."""
    if item.task_state_id is not None:
        yield from Revision.objects.filter(task_states=item.task_state_id)
        yield from Revision.objects.filter(batch_entries__in=_waiting(item)).iterator(AT_ONCE)


def _waiting(item: Item) -> QuerySet[BatchEntry]:
    """Pages of the batch that the work is about, less those done with; none for any other work."""
    state = item.workflow_state
    if state.base_content_type_id != ContentType.objects.get_for_model(Proposal).pk:
        return BatchEntry.objects.none()
    return BatchEntry.objects.filter(proposal_id=int(state.object_id), done_at=None)


def _of_proposals(status: Item.Status) -> QuerySet[Item]:
    kind = ContentType.objects.get_for_model(Proposal)
    return Item.objects.filter(status=status, workflow_state__base_content_type=kind)
