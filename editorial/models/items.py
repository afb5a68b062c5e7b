"""What is under way, kept in step with Wagtail's workflow state, and every step that was taken with it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, TaskState, WorkflowState

from core.refusals import Refused
from editorial.permissions import Case
from editorial.stages import Stage

from .chains import Chain


class Item(models.Model):
    """One piece of work in its chain: what lists, reminders and the rules ask, without a page to load."""

    class Status(models.TextChoices):
        """Where the work stands."""

        UNDER_WAY = WorkflowState.STATUS_IN_PROGRESS, _("under way")
        RETURNED = WorkflowState.STATUS_NEEDS_CHANGES, _("returned to the author")
        APPROVED = WorkflowState.STATUS_APPROVED, _("approved")
        RECALLED = WorkflowState.STATUS_CANCELLED, _("recalled")

    OPEN = (Status.UNDER_WAY, Status.RETURNED)

    workflow_state = models.OneToOneField(WorkflowState, on_delete=models.CASCADE, related_name="item")
    task_state = models.OneToOneField(TaskState, null=True, on_delete=models.SET_NULL, related_name="item")
    chain = models.ForeignKey(Chain, verbose_name=_("chain"), on_delete=models.PROTECT, related_name="items")
    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="approval_items"
    )
    title = models.CharField(_("title"), max_length=255)
    unit = models.ForeignKey(
        "organization.Unit", verbose_name=_("unit"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.UNDER_WAY, db_index=True
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices)
    urgent = models.BooleanField(_("urgent correction"), default=False)
    authors = models.JSONField(default=list)
    saved_by_id = models.IntegerField(null=True)
    started_at = models.DateTimeField(_("submitted"), default=timezone.now)
    entered_at = models.DateTimeField(_("in this stage since"), default=timezone.now)
    due_at = models.DateTimeField(_("due"), default=timezone.now, db_index=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True)
    escalated_at = models.DateTimeField(_("escalated"), null=True)

    class Meta:
        verbose_name = _("piece of work")
        verbose_name_plural = _("work under way")
        ordering = ["due_at", "pk"]

    def __str__(self) -> str:
        return self.title

    def case(self) -> Case:
        """What the pure rules ask; `page` must be loaded."""
        return Case(
            stage=Stage(self.stage),
            path=self.page.path,
            unit=self.unit_id,
            authors=frozenset(self.authors),
            saved_by=self.saved_by_id,
            urgent=self.urgent,
        )


class Step(models.Model):
    """One submission, approval or return, with who acted for whom and what was confirmed; written once."""

    class Action(models.TextChoices):
        """What was done."""

        SUBMIT = "submit", _("submitted")
        APPROVE = "approve", _("approved")
        RETURN = "return", _("returned")
        RECALL = "recall", _("recalled")

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="steps")
    task_state = models.ForeignKey(TaskState, null=True, on_delete=models.SET_NULL, related_name="steps")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices)
    action = models.CharField(_("action"), max_length=20, choices=Action.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("on behalf of"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    comment = models.TextField(_("comment"), blank=True)
    rules = models.JSONField(_("rules"), default=list)
    confirmed = models.JSONField(_("confirmed"), default=list)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only; raises `PermissionDenied` for a step that is there already."""
        if not self._state.adding:
            raise Refused("A recorded step is never changed.")
        super().save(*args, **kwargs)
