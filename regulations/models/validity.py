"""The validity of published documents as of today, kept for lists, search and those who depend on it (R3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulations.validity import Status

LABELS = {
    Status.NOT_YET: _("not yet in force"),
    Status.IN_FORCE: _("in force"),
    Status.PARTLY_EXPIRED: _("partly expired"),
    Status.EXPIRED: _("expired"),
    Status.SUSPENDED: _("suspended"),
    Status.PARTLY_SUSPENDED: _("partly suspended"),
    Status.NOT_SUITABLE: _("no longer suitable"),
}
CHOICES = [(status.value, label) for status, label in LABELS.items()]


class DocumentValidity(models.Model):
    """What the pure function says of a document today; `changes_on`: the next day on which it may say otherwise."""

    page = models.OneToOneField(
        "regulations.LegalDocumentPage",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="validity",
    )
    status = models.CharField(_("validity"), max_length=20, choices=CHOICES, db_index=True)
    changes_on = models.DateField(null=True, db_index=True)

    class Meta:
        verbose_name = _("validity of a document")
        verbose_name_plural = _("validity of documents")

    def __str__(self) -> str:
        return str(LABELS[Status(self.status)])
