"""The record: what was done, by whom, when; rows are only ever added, and sealed one after the other."""

from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 255


class RecordQuerySet(models.QuerySet):
    """Reads and adds; the database's own triggers refuse the rest as well (`core.record.triggers`)."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused: raises `PermissionDenied`."""
        raise PermissionDenied("An entry of the record is never changed.")

    def delete(self) -> NoReturn:
        """Refused: raises `PermissionDenied`."""
        raise PermissionDenied("An entry of the record is never deleted.")


class RecordEntry(models.Model):
    """One thing that was done or refused. Written by `core.record.write`, sealed by `core.record.sealing`.

    `actor_id` and `page_id` are no foreign keys: the entry outlives the account and the page, and setting a
    key to NULL would change it. `object_type` is "app.model". `sequence` counts sealed entries from 1;
    `digest` is SHA-256 (hex) over the digest before it and this entry. Both are empty until it is sealed.
    """

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    actor_id = models.BigIntegerField(_("number of the account"), null=True, blank=True)
    actor_name = models.CharField(_("who"), max_length=NAME_LENGTH, blank=True)
    action = models.CharField(_("action"), max_length=100)
    object_type = models.CharField(_("type"), max_length=201, blank=True)
    object_id = models.CharField(_("number of the object"), max_length=NAME_LENGTH, blank=True)
    title = models.CharField(_("title"), max_length=NAME_LENGTH, blank=True)
    page_id = models.BigIntegerField(_("number of the page"), null=True, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    sequence = models.BigIntegerField(_("sequence number"), null=True, unique=True, editable=False)
    digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entry of the record")
        verbose_name_plural = _("entries of the record")
        default_permissions = ("view",)
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["action", "-id"]),
            models.Index(fields=["object_type", "-id"]),
            models.Index(fields=["page_id", "-id"]),
            models.Index(fields=["id"], condition=Q(sequence=None), name="core_record_unsealed"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only; raises `PermissionDenied` for a row that is there already."""
        if not self._state.adding:
            raise PermissionDenied("An entry of the record is never changed.")
        # As precise as the JSON of a dump is, so that its digest holds after the dump was loaded again.
        self.at = self.at.replace(microsecond=self.at.microsecond // 1000 * 1000)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: raises `PermissionDenied`."""
        raise PermissionDenied("An entry of the record is never deleted.")


class RecordHead(models.Model):
    """The number and digest of the last sealed entry: one row, which also lets one sealer in at a time."""

    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("head of the record")
        verbose_name_plural = _("heads of the record")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest}"
