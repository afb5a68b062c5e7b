"""Which files work under way uses: they stay as they are until it ends."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .files import DecidedFile


class HeldFile(models.Model):
    """One image or document that a piece of work under way uses; written by `core.files.holding`.

    `owner` names the work, such as "item:12"; `file_id` is the key of the image or document.
    """

    owner = models.CharField(_("work under way"), max_length=50)
    kind = models.CharField(_("kind"), max_length=10, choices=DecidedFile.Kind.choices)
    file_id = models.PositiveBigIntegerField(_("number of the file"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("held file")
        verbose_name_plural = _("held files")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind", "file_id"], name="core_heldfile_once"),
        ]
        indexes = [models.Index(fields=["kind", "file_id"], name="core_heldfile_file")]

    def __str__(self) -> str:
        return f"{self.owner}: {self.kind} {self.file_id}"
