"""The outbox of changes, and who writes to which index."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxEntry(models.Model):
    """A record changed and one engine doesn't know yet."""

    engine = models.CharField(max_length=30)
    source = models.CharField(max_length=50)
    key = models.CharField(max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("index change")
        verbose_name_plural = _("index changes")
        indexes = [models.Index(fields=["engine", "id"])]

    def __str__(self) -> str:
        return f"{self.engine}: {self.source} {self.key}"


class IndexState(models.Model):
    """One row an engine: the lease of whoever writes to its index, and the size at the last statistics."""

    engine = models.CharField(max_length=30, unique=True)
    writer = models.CharField(max_length=36, blank=True)
    leased_until = models.DateTimeField(null=True)
    counted_passages = models.PositiveIntegerField(default=0)
    mean_length = models.FloatField(default=1.0, help_text=_("weighted syllables of a provision"))

    class Meta:
        verbose_name = _("index state")
        verbose_name_plural = _("index states")

    def __str__(self) -> str:
        return self.engine
