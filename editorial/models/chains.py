"""Which stages a section's work passes, and how long each may take (R21, R27)."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Workflow

from core.refusals import Refused
from editorial.stages import EARLIER, LAST, Stage

LAST_CHOICES = [(stage.value, stage.label) for stage in LAST]


class Chain(models.Model):
    """One version of a section's chain; a change makes a new version, and what is under way keeps its own.

    A stage without hours is not in the chain. `workflow` has the stages as tasks, `urgent_workflow` the last
    alone; neither is ever changed.
    """

    # Work that moved elsewhere keeps its chain when the section is deleted.
    page = models.ForeignKey(
        Page, verbose_name=_("section"), null=True, on_delete=models.SET_NULL, related_name="approval_chains"
    )
    unit_head_hours = models.PositiveSmallIntegerField(
        _("hours for the head of the unit"), null=True, blank=True
    )
    board_hours = models.PositiveSmallIntegerField(_("hours for the editorial board"), null=True, blank=True)
    censor_hours = models.PositiveSmallIntegerField(_("hours for censoring"), null=True, blank=True)
    last = models.CharField(_("last stage"), max_length=20, choices=LAST_CHOICES, default=Stage.HEAD)
    last_hours = models.PositiveSmallIntegerField(_("hours for the last stage"), default=24)
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    workflow = models.OneToOneField(Workflow, on_delete=models.PROTECT, related_name="chain", editable=False)
    urgent_workflow = models.OneToOneField(
        Workflow, on_delete=models.PROTECT, related_name="urgent_chain", editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    decided_at = models.DateTimeField(_("decided at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("approval chain")
        verbose_name_plural = _("approval chains")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return " → ".join(str(stage.label) for stage in self.hours())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only; raises `PermissionDenied` for a version that is there already."""
        if not self._state.adding:
            raise Refused(_("A version of a chain is never changed; make a new one."))
        super().save(*args, **kwargs)

    def hours(self) -> Mapping[Stage, int]:
        """Hours allowed by stage, in the order of the chain."""
        earlier = {stage: getattr(self, f"{stage.value}_hours") for stage in EARLIER}
        return {stage: hours for stage, hours in earlier.items() if hours} | {
            Stage(self.last): self.last_hours
        }
