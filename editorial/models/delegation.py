"""Who acts for the Head from when to when (R22, ĐN Điều 14.1–2)."""

import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.refusals import Refused


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Delegations by moment."""

    def in_force(self, moment: datetime.datetime) -> "DelegationQuerySet":
        """Those that hold at the moment: from the first second of `starts_at` until before `ends_at`."""
        end = Least(F("ends_at"), Coalesce(F("ended_at"), F("ends_at")))
        return self.annotate(real_end=end).filter(starts_at__lte=moment, real_end__gt=moment)


class Delegation(models.Model):
    """The Head names a delegate for a time, for all sections or some; kept for ever, ended early on return."""

    head = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Head"), on_delete=models.PROTECT, related_name="+"
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("delegate"), on_delete=models.PROTECT, related_name="+"
    )
    sections = models.ManyToManyField(
        Page,
        verbose_name=_("sections"),
        blank=True,
        related_name="+",
    )
    # Said, not taken from an empty list: a section that is deleted must not widen what is left.
    everywhere = models.BooleanField(_("all sections"), default=False, db_default=False)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(_("ended early"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=255)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="delegation_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.head} → {self.delegate}"

    def clean(self) -> None:
        """Raise `ValidationError` where the time is empty or the Head is named by the Head."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end comes before the beginning.")})
        if self.delegate_id and self.delegate_id == self.head_id:
            raise ValidationError({"delegate": _("Name somebody else.")})

    def paths(self) -> list[str] | None:
        """Tree paths of the sections, None for all."""
        return None if self.everywhere else [section.path for section in self.sections.all()]

    def end_now(self) -> None:
        """The Head is back: no effect from this moment on."""
        if self.ended_at is None:
            self.ended_at = timezone.now()
            self.save(update_fields=["ended_at"])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: raises `PermissionDenied`; a delegation is ended, not deleted."""
        raise Refused(_("A delegation is ended, not deleted."))
