"""The stages of the chain as Wagtail workflow tasks."""

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Task, TaskState, WorkflowState

from core.refusals import Refused
from editorial.stages import Stage


class StageTask(Task):
    """One stage; who sits in it follows from today's offices alone, superusers without one decide nothing.

    Decisions are taken on the decision page (`editorial.deciding`), which shows what is decided on; Wagtail's
    own approve and return carry no revision, so they are closed.
    """

    stage = models.CharField(gettext_lazy("stage"), max_length=20, choices=Stage.choices, unique=True)

    class Meta:
        verbose_name = gettext_lazy("stage of the approval chain")
        verbose_name_plural = gettext_lazy("stages of the approval chain")

    @classmethod
    def get_description(cls) -> str:
        """What the admin says of this kind of task."""
        return _("Those who hold the office of the stage today decide; nobody decides on their own.")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Begin the stage and keep the piece of work in step; a submission is checked and written down."""
        from editorial.progress import begin_stage

        return begin_stage(workflow_state, super().start, user)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Whoever decides may also open the editor."""
        return self._decides(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Only the current stage edits."""
        return not self._decides(obj, user)

    def _decides(self, obj: Any, user: Any) -> bool:
        from editorial.progress import decider_ids

        return user.pk in decider_ids(obj)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Refused: raises `PermissionDenied`; what is decided on is shown on the decision page."""
        raise Refused(_("Open the decision page: a decision is on the version that it shows."))

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        """A plain `pk__in`: Wagtail ORs the tasks' querysets together."""
        from editorial.progress import waiting_for

        ids = [item.task_state_id for item in waiting_for(user) if item.stage == self.stage]
        return TaskState.objects.filter(pk__in=ids)
