"""Files out of which documents are made: what was read in each, and what the editor made of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FileReading(models.Model):
    """One uploaded file on its way to a document; only the person who uploaded it sees it.

    `queued_at` is empty while it is stopped. `started_at` names the one run that may write; a later run takes over.
    `recognised`: text by page, from 0, so that recognition goes on where it was. `result`: see `reading.running`.
    `entered`: the form as it was last sent, by field, so that nothing is lost.
    """

    file = models.FileField(_("uploaded file"), upload_to="readings/")
    file_name = models.CharField(_("file"), max_length=200)
    file_digest = models.CharField(_("digest of the file"), max_length=64)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True, db_index=True)
    queued_at = models.DateTimeField(_("queued at"), null=True)
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    is_word = models.BooleanField(default=False)
    pages = models.PositiveSmallIntegerField(_("pages"), default=0)
    pages_wanted = models.PositiveSmallIntegerField(_("pages to recognise"), default=0)
    pages_done = models.PositiveSmallIntegerField(_("pages recognised"), default=0)
    recognised = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    problem = models.TextField(_("problem"), blank=True)
    entered = models.JSONField(default=dict)
    page = models.ForeignKey(
        "regulations.LegalDocumentPage",
        verbose_name=_("document"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("reading of a file")
        verbose_name_plural = _("readings of files")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_ready(self) -> bool:
        """Whether it was read, so that an editor can confirm it."""
        return self.finished_at is not None and not self.problem
