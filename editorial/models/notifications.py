"""What people are told about work that concerns them; kept here first, mailed afterwards (R23, R27, R32)."""

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from editorial.stages import Stage

from .items import Item


class Notification(models.Model):
    """One notice for one person. `params`, all texts: `title`, `stage`, `due` (ISO), `comment`, `until` (ISO).

    Written in the transaction of what it tells, so that nothing is lost; `text` is put together where it is
    read, in the reader's language.
    """

    class Kind(models.TextChoices):
        """What is told."""

        DECIDE = "decide", _("waits for your decision")
        RETURNED = "returned", _("returned to the author")
        APPROVED = "approved", _("approved by the last stage")
        RECALLED = "recalled", _("recalled")
        REMINDER = "reminder", _("due soon")
        OVERDUE = "overdue", _("late")
        ESCALATED = "escalated", _("long overdue")
        TASK = "task", _("task of the Head")
        DELEGATED = "delegated", _("delegation")
        REVIEW = "review", _("needs your review")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    item = models.ForeignKey(
        Item, verbose_name=_("piece of work"), null=True, on_delete=models.SET_NULL, related_name="notices"
    )
    params = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True)
    attempts = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["user"], condition=Q(read_at=None), name="notification_unread"),
            models.Index(
                fields=["user"], condition=Q(read_at=None, mailed_at=None), name="notification_to_mail"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The notice in the language in force, with times in the time zone in force."""
        return TEXTS[self.kind] % {
            "title": self.params.get("title", ""),
            "stage": Stage(self.params["stage"]).label if self.params.get("stage") else "",
            "due": _moment(self.params.get("due")),
            "until": _moment(self.params.get("until")),
            "comment": self.params.get("comment", ""),
        }


TEXTS: dict[str, Any] = {
    "decide": _("“%(title)s” waits for your decision in the stage “%(stage)s”, by %(due)s."),
    "returned": _("“%(title)s” was returned to you: %(comment)s"),
    "approved": _("“%(title)s” has passed its last stage."),
    "recalled": _("“%(title)s”, which waited for your decision, was recalled."),
    "reminder": _("“%(title)s” still waits for your decision in the stage “%(stage)s”, by %(due)s."),
    "overdue": _("“%(title)s” is late: the stage “%(stage)s” should have decided by %(due)s."),
    "escalated": _("“%(title)s” is long overdue in the stage “%(stage)s” since %(due)s. Please see to it."),
    "task": _("The Head of the board gives you a task: %(comment)s"),
    "review": _("To be reviewed by your unit: %(comment)s"),
    "delegated": _("You act for the Head of the board from %(due)s until %(until)s: %(comment)s"),
}


def _moment(iso: str | None) -> str:
    if not iso:
        return ""
    return date_format(timezone.localtime(datetime.datetime.fromisoformat(iso)), "SHORT_DATETIME_FORMAT")


class NotificationPreference(models.Model):
    """When a person is mailed; people without a row are mailed at once."""

    class Mail(models.TextChoices):
        """How often."""

        AT_ONCE = "at_once", _("at once")
        DIGEST = "digest", _("once a day, in the morning")
        NEVER = "never", _("never; I look in the admin")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preference"
    )
    mail = models.CharField(
        _("Notifications about work under way by e-mail"),
        max_length=20,
        choices=Mail.choices,
        default=Mail.AT_ONCE,
    )
    mail_from = models.DateTimeField(null=True, editable=False)
    digest_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("notification preference")
        verbose_name_plural = _("notification preferences")

    def __str__(self) -> str:
        return self.get_mail_display()
