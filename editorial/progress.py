"""Keeps each piece of work in step with its workflow state, and answers who may decide on it now."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import Signal, receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, WorkflowState

from core.refusals import Refused

from .models import Chain, Item, Step
from .people import current_offices
from .permissions import deciders
from .stages import Stage

step_taken = Signal()
"""Sent with `step` after a submission, approval, return or recall was written down."""


def subject_page(subject: Any) -> Page:
    """The page whose section decides: the page itself, or the one that a proposal is about."""
    from .proposals import governing_page

    return subject if isinstance(subject, Page) else governing_page(subject)


def unit_of(subject: Any, page: Page, submitter: Any) -> int | None:
    """The unit that answers for the work: the page's own, else its submitter's."""
    from organization.models import Appointment

    about = subject if isinstance(subject, Page) else page
    if unit := getattr(about.specific, "owning_unit_id", None):
        return unit
    offices = Appointment.objects.today().filter(person__user=submitter).order_by("-office__rank")
    return offices.values_list("unit_id", flat=True).first() if submitter else None


def chain_of(workflow_state: WorkflowState) -> Chain:
    """The version of the chain that this work goes through; raises `PermissionDenied` for another workflow."""
    workflow = workflow_state.workflow
    chain = getattr(workflow, "chain", None) or getattr(workflow, "urgent_chain", None)
    if chain is None:
        raise Refused(_("This section has no approval chain: nothing can be submitted in it."))
    return chain


def begin_stage(workflow_state: WorkflowState, start: Callable[..., TaskState], user: Any) -> TaskState:
    """Begin a stage by `start`; where it is a submission, check it and write it down.

    Raises `PermissionDenied` where the section has no chain, `Unconfirmed` for an incomplete checklist.
    """
    from .submission import check_submission

    submitted = workflow_state.current_task_state_id is None
    confirmed = check_submission(workflow_state, user) if submitted else []
    task_state = start(workflow_state, user=user)
    item = _follow(workflow_state, task_state, user if submitted else None)
    if submitted:
        write_step(item, Step.Action.SUBMIT, user, confirmed=confirmed)
    return task_state


def _follow(workflow_state: WorkflowState, task_state: TaskState, submitter: Any) -> Item:
    chain, page = chain_of(workflow_state), subject_page(workflow_state.content_object).specific
    stage, now = Stage(task_state.task.specific.stage), timezone.now()
    item = Item.objects.filter(workflow_state=workflow_state).first()
    if item is None:
        urgent = workflow_state.workflow_id == chain.urgent_workflow_id
        item = Item(workflow_state=workflow_state, chain=chain, page=page, urgent=urgent)
        item.authors = []
    revision = task_state.revision
    subject = revision.as_object()
    made_by = {subject.owner_id} if isinstance(subject, Page) else subject.authors()
    item.authors = sorted({*item.authors, *made_by} - {None})
    item.task_state, item.stage, item.saved_by_id = task_state, stage, revision.user_id
    item.title = str(subject)[:255]
    if item.unit_id is None or submitter is not None:
        item.unit_id = unit_of(subject, page, submitter)
    if submitter is not None and submitter.pk not in item.authors:
        item.authors = [*item.authors, submitter.pk]
    item.entered_at, item.due_at = now, now + datetime.timedelta(hours=chain.hours()[stage])
    item.reminded_at = item.escalated_at = None
    item.status = Item.Status.UNDER_WAY
    item.save()
    return item


def write_step(item: Item, action: Step.Action, by: Any, **details: Any) -> Step:
    """Write a step down and tell those who listen."""
    revision = item.task_state.revision if item.task_state else None
    step = Step.objects.create(
        item=item,
        task_state=item.task_state,
        revision=revision,
        stage=item.stage,
        action=action,
        by=by,
        **details,
    )
    step_taken.send(sender=Step, step=step)
    return step


@receiver(post_save, sender=WorkflowState)
def mirror_status(sender: type, instance: WorkflowState, created: bool, **kwargs: Any) -> None:
    """The item's status is the workflow state's; a recall is written down."""
    if created:
        return
    item = Item.objects.filter(workflow_state=instance).exclude(status=instance.status).first()
    if item is None:
        return
    item.status = Item.Status(instance.status)
    item.save(update_fields=["status"])
    if item.status == Item.Status.RECALLED:
        write_step(item, Step.Action.RECALL, None)


@receiver(post_save, sender=Revision)
@transaction.atomic
def follow_edits_of_the_current_stage(sender: type, instance: Revision, created: bool, **kwargs: Any) -> None:
    """What the current stage saves becomes the version to decide on; what others save does not."""
    if not created or instance.user_id is None:
        return
    item = (
        Item.objects.filter(
            status=Item.Status.UNDER_WAY,
            workflow_state__object_id=instance.object_id,
            workflow_state__base_content_type_id=instance.base_content_type_id,
        )
        .select_related("page")
        .select_for_update(of=("self",))
        .first()
    )
    if item is None or instance.user_id not in deciders(item.case(), current_offices()):
        return
    TaskState.objects.filter(pk=item.task_state_id).update(revision=instance)
    item.saved_by_id, item.title = instance.user_id, instance.object_str[:255]
    item.save(update_fields=["saved_by_id", "title"])


def item_of(subject: Any) -> Item | None:
    """The piece of work that is under way for a page or proposal."""
    state = subject.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return None
    return Item.objects.select_related("page", "chain").filter(workflow_state_id=state.pk).first()


def decider_ids(subject: Any) -> frozenset[int]:
    """Ids of those who may decide on a page or proposal now; none where nothing is under way."""
    item = item_of(subject)
    return deciders(item.case(), current_offices()) if item else frozenset()


def waiting_for(user: Any) -> list[Item]:
    """What waits for this user's decision, most urgent first; grows with what is under way, not with the site."""
    offices = current_offices()
    if not offices.roles_of(user.pk):
        return []
    items = (
        Item.objects.filter(status=Item.Status.UNDER_WAY).select_related("page", "unit").order_by("due_at")
    )
    return [item for item in items if user.pk in deciders(item.case(), offices)]
