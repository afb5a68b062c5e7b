"""Tells those concerned what happened to a piece of work, in the transaction in which it happened."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from .models import BoardTask, Item, Notification, Step
from .people import current_offices
from .permissions import deciders
from .progress import step_taken
from .stages import LAST, Stage

Kind = Notification.Kind
ASKING = (Kind.DECIDE, Kind.REMINDER, Kind.OVERDUE, Kind.ESCALATED)
"""Notices that are settled once their stage is over."""


def notify(users: Iterable[int], kind: Kind, item: Item | None = None, **params: str) -> None:
    """Write one notice for each of these users."""
    if item is not None:
        params = {"title": item.title, **params}
    Notification.objects.bulk_create(
        Notification(user_id=user, kind=kind, item=item, params=params) for user in sorted(set(users))
    )


def next_stage(item: Item) -> Stage | None:
    """The stage after the one that the work is in; None after the last."""
    if item.urgent or item.stage in LAST:
        return None
    stages = list(item.chain.hours())
    return stages[stages.index(Stage(item.stage)) + 1]


@receiver(step_taken, sender=Step)
def tell(sender: type, step: Step, **kwargs: Any) -> None:
    """Tell who decides next, or the authors of the end; what was asked before is settled."""
    item = step.item
    Notification.objects.filter(item=item, kind__in=ASKING, read_at=None).update(read_at=timezone.now())
    if step.action == Step.Action.SUBMIT:
        _ask(item, Stage(item.stage), item.due_at)
    elif step.action == Step.Action.RETURN:
        notify(item.authors, Kind.RETURNED, item, comment=step.comment)
    elif step.action == Step.Action.RECALL:
        notify(deciders(item.case(), current_offices()), Kind.RECALLED, item)
    elif (following := next_stage(item)) is None:
        notify(item.authors, Kind.APPROVED, item)
    else:
        # The step is written before the chain moves on; a failure there takes the notices back as well.
        hours = item.chain.hours()[following]
        _ask(item, following, timezone.now() + datetime.timedelta(hours=hours))


def _ask(item: Item, stage: Stage, due: datetime.datetime) -> None:
    asked = deciders(replace(item.case(), stage=stage), current_offices())
    notify(asked, Kind.DECIDE, item, stage=stage.value, due=due.isoformat())


@receiver(post_save, sender=BoardTask)
def tell_of_a_task(
    sender: type, instance: BoardTask, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """A task of the Head reaches whom it is for."""
    if created and not raw and instance.person.user_id:
        notify([instance.person.user_id], Kind.TASK, comment=instance.text)


def silence_wagtail() -> None:
    """Wagtail's own mails say the same, and are sent inside the transaction: a dead mail server would undo it."""
    for signal, sender, name in (
        (task_submitted, TaskState, "group_approval_task_submitted"),
        (workflow_submitted, WorkflowState, "workflow_state_submitted"),
        (workflow_rejected, WorkflowState, "workflow_state_rejected"),
        (workflow_approved, WorkflowState, "workflow_state_approved"),
    ):
        signal.disconnect(sender=sender, dispatch_uid=f"{name}_email_notification")
