"""The record of who let what be published: the guard acts on it and `verify_approval` checks against it."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, WorkflowState


def revision_digest(content: dict[str, Any]) -> str:
    """SHA-256 (hex) of a revision's content, the same for the same content in any database."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(canonical.encode()).hexdigest()


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions by what they are about."""

    def on_content(self) -> "DecisionQuerySet":
        """Those that let a revision, or an installed page, be shown or took it away; not those on its place."""
        return self.exclude(kind__in=PLACE_KINDS)


class Decision(models.Model):
    """One recorded decision on one page; rows are written once and never changed or deleted.

    `revision` is what was approved and `digest` its content at that moment, so that a later change of the
    stored revision shows.
    """

    class Kind(models.TextChoices):
        """How the decision came about."""

        CHAIN = "chain", _("approval chain")
        TAKEOVER = "takeover", _("takeover of an old site")
        INSTALLATION = "installation", _("installation")
        SYSTEM = "system", _("page kept by the system")
        MOVE = "move", _("move")
        REORDER = "reorder", _("new order")
        DELETION = "deletion", _("deletion")
        WITHDRAWAL = "withdrawal", _("withdrawal")
        NOTICE = "notice", _("withdrawal with a notice")
        UNSCHEDULING = "unscheduling", _("cancelled date of publication")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="decisions",
    )
    revision = models.ForeignKey(
        Revision,
        verbose_name=_("revision"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="decisions",
    )
    digest = models.CharField(_("digest of the approved content"), max_length=64, blank=True)
    workflow_state = models.ForeignKey(
        WorkflowState,
        verbose_name=_("workflow state"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="decisions",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), default=timezone.now)
    reason = models.TextField(_("reason"), blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [models.Index(fields=["page", "-id"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.decided_at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only; raises `PermissionDenied` for a row that is there already."""
        if not self._state.adding:
            raise PermissionDenied("A recorded decision is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: raises `PermissionDenied`."""
        raise PermissionDenied("A recorded decision is never deleted.")


PLACE_KINDS = (Decision.Kind.MOVE, Decision.Kind.REORDER, Decision.Kind.DELETION)
