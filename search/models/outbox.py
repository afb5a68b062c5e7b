"""The outbox of changes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OutboxEntry(models.Model):
    """One engine has to look at a record again.

    Pending until `acknowledged_at`; kept for a while afterwards, because an index that is being built
    beside the live one has to follow as well. A record that the engine refused is tried again at `retry_at`.
    """

    engine = models.CharField(max_length=30)
    source = models.CharField(max_length=50)
    key = models.CharField(max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)
    acknowledged_at = models.DateTimeField(null=True)
    # Defaults in the database as well: the version before this one goes on writing while it migrates.
    attempts = models.PositiveIntegerField(default=0, db_default=0)
    retry_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("index change")
        verbose_name_plural = _("index changes")
        indexes = [
            models.Index(fields=["engine", "id"]),
            models.Index(
                fields=["engine", "source", "key"],
                condition=Q(acknowledged_at=None),
                name="search_outbox_pending",
            ),
            models.Index(fields=["engine", "acknowledged_at"], name="search_outbox_acknowledged"),
        ]

    def __str__(self) -> str:
        return f"{self.engine}: {self.source} {self.key}"
