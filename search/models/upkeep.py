"""Rebuilding an index, and the work that somebody asked for in the admin."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class IndexBuild(models.Model):
    """A rebuild that is under way or was interrupted; at most one an engine, gone when it is done.

    `index` is the name of the new index, "" where the engine is rebuilt in place; `form` tells its fields
    and analysis from those of other versions. Everything up to `last_key` of `source` is in.
    """

    engine = models.CharField(max_length=30, unique=True)
    index = models.CharField(max_length=250, blank=True)
    form = models.CharField(max_length=64, blank=True)
    writer = models.CharField(max_length=36, blank=True)
    leased_until = models.DateTimeField(null=True)
    token = models.BigIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=50, blank=True)
    last_key = models.CharField(max_length=100, blank=True)
    done = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("rebuild of an index")
        verbose_name_plural = _("rebuilds of indexes")

    def __str__(self) -> str:
        return f"{self.engine}: {self.index}"


class UpkeepJob(models.Model):
    """A comparison, repair or rebuild that somebody asked for; at most one an engine at a time.

    `touched_at` tells whether a worker is still at it.
    """

    class Kind(models.TextChoices):
        """What to do."""

        VERIFY = "verify", _("Compare with the database")
        REPAIR = "repair", _("Compare and repair")
        REBUILD = "rebuild", _("Rebuild")

    engine = models.CharField(max_length=30)
    kind = models.CharField(max_length=10, choices=Kind)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    outcome: Any = models.JSONField(null=True)

    class Meta:
        verbose_name = _("upkeep of an index")
        verbose_name_plural = _("upkeep of indexes")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["engine"], condition=Q(finished_at=None), name="search_one_job_an_engine"
            )
        ]

    def __str__(self) -> str:
        return f"{self.engine}: {self.get_kind_display()}"
