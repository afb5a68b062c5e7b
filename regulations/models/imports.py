"""The record of imports: what came from which file, so that an import resumes and runs twice without harm."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportBatch(models.Model):
    """One file's import; a takeover is the one recorded decision by which an old site's documents go live.

    `preview`: what an uploaded file would bring, see `importing.preview`; `problem`: why it can't be read at all.
    """

    file_name = models.CharField(_("file"), max_length=255)
    file = models.FileField(_("uploaded file"), upload_to="imports/", blank=True)
    file_digest = models.CharField(_("digest of the file"), max_length=64, db_index=True)
    takeover_reason = models.TextField(_("reason of the takeover"), blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("started by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    operator = models.CharField(_("account on the server"), max_length=255, blank=True)
    preview = models.JSONField(null=True)
    problem = models.TextField(_("problem"), blank=True)
    queued_at = models.DateTimeField(_("queued at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    counts = models.JSONField(_("counts"), default=dict)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.file_name} {self.started_at:%Y-%m-%d %H:%M}"


class ImportedRow(models.Model):
    """One row that was taken in, known again by its digest."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    digest = models.CharField(max_length=64, unique=True)
    page = models.ForeignKey(
        "regulations.LegalDocumentPage", on_delete=models.CASCADE, related_name="imported_rows"
    )
    place = models.PositiveIntegerField(_("line"))
    outcome = models.CharField(max_length=20)
    warnings = models.TextField(blank=True)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")

    def __str__(self) -> str:
        return f"{self.place}: {self.outcome}"
