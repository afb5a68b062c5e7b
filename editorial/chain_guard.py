"""Chains fail closed: Wagtail's workflows and tasks change through `editorial.chains` alone.

Wagtail's own views and API write them for whoever has the model permission, superusers first: a stage
switched off or taken away would let through what is under way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.db.models.signals import pre_delete, pre_save
from django.utils.translation import gettext as _
from wagtail.models import (
    Page,
    Task,
    TaskState,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from core.guard import PublicationRefused

_configuring: ContextVar[bool] = ContextVar("configuring", default=False)
_deciding: ContextVar[frozenset[int]] = ContextVar("deciding", default=frozenset())
ENDED = {TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED, TaskState.STATUS_REJECTED}
STATES_OF_THE_END = {WorkflowState.STATUS_APPROVED, WorkflowState.STATUS_CANCELLED}


@contextmanager
def configuring() -> Iterator[None]:
    """Let chains be written for the length of the block, by code that has checked who asks."""
    token = _configuring.set(True)
    try:
        yield
    finally:
        _configuring.reset(token)


@contextmanager
def deciding(task_state_id: int) -> Iterator[None]:
    """Let this task state be approved or returned, by code that has checked who decides."""
    token = _deciding.set(_deciding.get() | {task_state_id})
    try:
        yield
    finally:
        _deciding.reset(token)


def refuse_unconfigured(sender: type, instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Receiver of `pre_save` and `pre_delete`: raise `PublicationRefused` outside of `configuring`.

    What goes with a page that is deleted goes: the page's own guard has looked.
    """
    origin = kwargs.get("origin")
    if raw or _configuring.get() or issubclass(getattr(origin, "model", type(origin)), Page):
        return
    raise PublicationRefused(
        _("Stages are set per section under “Approval chains”, by the Director or the Head of the board.")
    )


def refuse_undecided(sender: type, instance: TaskState, raw: bool = False, **kwargs: Any) -> None:
    """Receiver of `pre_save`: raise `PublicationRefused` where a stage ends without its decision."""
    if raw or instance.status not in ENDED or instance.pk in _deciding.get():
        return
    stored = TaskState.objects.filter(pk=instance.pk).values_list("status", flat=True).first()
    if stored != instance.status:
        raise PublicationRefused(_("A stage ends by the decision of those who sit in it alone."))


def refuse_unfinished(sender: type, instance: WorkflowState, raw: bool = False, **kwargs: Any) -> None:
    """Receiver of `pre_save`: raise `PublicationRefused` where work would be called approved without its end.

    And where what has ended would be recalled by somebody who still sees it under way.
    """
    if raw or instance.pk is None or instance.status not in STATES_OF_THE_END:
        return
    rows = WorkflowState.objects.filter(pk=instance.pk)
    if connection.in_atomic_block:
        rows = rows.select_for_update()
    stored = rows.values_list("status", flat=True).first()
    if stored in STATES_OF_THE_END and stored != instance.status:
        raise PublicationRefused(_("Somebody else has decided on this meanwhile."))
    if instance.status == WorkflowState.STATUS_APPROVED and stored != instance.status and not _deciding.get():
        raise PublicationRefused(_("A chain ends by the decision of its last stage alone."))


def connect() -> None:
    """Connect the receivers; called once, when the app registry is ready."""
    tasks = [model for model in apps.get_models() if issubclass(model, Task)]
    for model in (Workflow, WorkflowTask, WorkflowPage, WorkflowContentType, *tasks):
        pre_save.connect(refuse_unconfigured, sender=model, dispatch_uid=f"editorial.{model.__name__}.save")
        pre_delete.connect(
            refuse_unconfigured, sender=model, dispatch_uid=f"editorial.{model.__name__}.delete"
        )
    pre_save.connect(refuse_undecided, sender=TaskState, dispatch_uid="editorial.task_state")
    pre_save.connect(refuse_unfinished, sender=WorkflowState, dispatch_uid="editorial.workflow_state")
