"""What is known of each engine's index, and who writes to it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexState(models.Model):
    """One row an engine: the lease of whoever writes to its index, its health, the last comparison.

    `token` rises with every lease: what was written under a lower one never replaces what was written
    under a higher one. `retry_at`: until then an engine that failed is left alone.
    """

    class Condition(models.TextChoices):
        """What the last attempt to carry changes found."""

        OK = "ok", _("answers")
        AWAY = "away", _("away")
        READ_ONLY = "read_only", _("takes no changes")
        NEEDS_REBUILD = "needs_rebuild", _("must be rebuilt")

    engine = models.CharField(max_length=30, unique=True)
    writer = models.CharField(max_length=36, blank=True)
    leased_until = models.DateTimeField(null=True)
    token = models.BigIntegerField(default=0, db_default=0)
    condition = models.CharField(max_length=20, choices=Condition, blank=True, default="", db_default="")
    condition_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0, db_default=0)
    retry_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True, default="", db_default="")
    last_success_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)
    drift: Any = models.JSONField(null=True, help_text=_("what the last comparison found"))
    counted_passages = models.PositiveIntegerField(default=0)
    mean_length = models.FloatField(default=1.0, help_text=_("weighted syllables of a provision"))

    class Meta:
        verbose_name = _("index state")
        verbose_name_plural = _("index states")
        permissions = [("manage_index", _("Can compare, repair and rebuild the search index"))]

    def __str__(self) -> str:
        return self.engine
