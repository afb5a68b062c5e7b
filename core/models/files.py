"""Which files a decided revision uses: visitors get only these, and they never change again."""

from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _

from .decisions import Decision


class DecidedFile(models.Model):
    """One image or document that the revision of a decision uses, as it was then; written by `core.files.uses`.

    `file_id` is the key of the image or document, `name` its name in the store, `digest` the SHA-256 (hex) of
    its bytes, `data_digest` that of what the site shows of it besides: title, focal point, collection.
    """

    class Kind(models.TextChoices):
        """Which table `file_id` is a key of."""

        IMAGE = "image", _("image")
        DOCUMENT = "document", _("document")

    decision = models.ForeignKey(
        Decision, verbose_name=_("decision"), on_delete=models.PROTECT, related_name="files"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    file_id = models.PositiveBigIntegerField(_("number of the file"))
    name = models.CharField(_("name in the store"), max_length=255)
    digest = models.CharField(_("digest of the file"), max_length=64)
    data_digest = models.CharField(_("digest of its data"), max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("decided file")
        verbose_name_plural = _("decided files")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["decision", "kind", "file_id"], name="core_decidedfile_once")
        ]
        indexes = [models.Index(fields=["kind", "file_id"], name="core_decidedfile_file")]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_id}: {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only; raises `PermissionDenied` for a row that is there already."""
        if not self._state.adding:
            raise PermissionDenied("What a decision covers is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: raises `PermissionDenied`."""
        raise PermissionDenied("What a decision covers is never deleted.")
