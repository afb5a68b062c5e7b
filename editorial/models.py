"""The approval chain as Wagtail workflow tasks; for now one stage, the Head's approval."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.forms import TaskStateCommentForm
from wagtail.models import Page, Task, TaskState

from .approvers import approver_ids, waiting_task_states


class ReasonsForm(TaskStateCommentForm):
    """Why a page goes back to its author (HY Điều 10.3, ĐN Điều 9.2)."""

    comment = forms.CharField(
        label=gettext_lazy("Reasons"),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("Say why it is returned, so that the author can mend it.")},
    )


class HeadApprovalTask(Task):
    """The Head of the editorial board checks for the last time and publishes (ĐN Điều 14.1, 15).

    Approvers follow from today's appointments alone; a superuser without an office approves nothing.
    """

    class Meta:
        verbose_name = gettext_lazy("Head's approval")
        verbose_name_plural = gettext_lazy("Head's approvals")

    @classmethod
    def get_description(cls) -> str:
        """What the admin says of this kind of task."""
        return _("The Head of the editorial board approves and publishes; nobody approves their own.")

    def user_can_access_editor(self, obj: Page, user: Any) -> bool:
        """Whoever may approve may also open the editor."""
        return user.pk in approver_ids(obj)

    def locked_for_user(self, obj: Page, user: Any) -> bool:
        """Only the current stage edits."""
        return user.pk not in approver_ids(obj)

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, str, bool]]:
        """Return (with reasons) and approve, for those who may decide."""
        if user.pk not in approver_ids(obj):
            return []
        return [
            ("reject", _("Return to the author"), True),
            ("approve", _("Approve"), False),
        ]

    def get_form_for_action(self, action: str) -> type[TaskStateCommentForm]:
        """A return needs its reasons; what was typed stays in the form."""
        return ReasonsForm if action == "reject" else TaskStateCommentForm

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet:
        """A plain `pk__in`: Wagtail ORs the tasks' querysets together."""
        return TaskState.objects.filter(pk__in=waiting_task_states(user.pk, self.pk))

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Approve or return; raises `PermissionDenied` for anybody else and for a return without reasons.

        The row is read anew and locked: of two decisions at the same moment the second finds it decided.
        """
        task_state = TaskState.objects.select_for_update().get(pk=task_state.pk)
        if task_state.status != TaskState.STATUS_IN_PROGRESS:
            raise PermissionDenied(_("Somebody else has decided on this meanwhile."))
        page = task_state.workflow_state.content_object
        if user is None or user.pk not in approver_ids(page):
            raise PermissionDenied(_("Only those who hold the deciding office today can decide."))
        if action_name == "reject" and not (kwargs.get("comment") or "").strip():
            raise PermissionDenied(_("Say why it is returned, so that the author can mend it."))
        super().on_action(task_state, user, action_name, **kwargs)
