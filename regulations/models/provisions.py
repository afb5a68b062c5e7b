"""Provisions: derived from the approved text at publication, written in bulk, never edited by hand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Provision(models.Model):
    """One phần, chương, mục, điều, phụ lục or attached regulation of a published document.

    The `text` of all rows of a page, joined by `position`, is the page's canonical text.
    """

    page = models.ForeignKey(
        "regulations.LegalDocumentPage", on_delete=models.CASCADE, related_name="provisions"
    )
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    path = models.CharField(max_length=200)
    number = models.CharField(max_length=40, blank=True)
    heading = models.TextField(blank=True)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    content_start = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["page", "position"]
        constraints = [
            models.UniqueConstraint(fields=["page", "path"], name="provision_path_once_a_page"),
            models.UniqueConstraint(fields=["page", "position"], name="provision_position_once_a_page"),
        ]

    def __str__(self) -> str:
        return self.heading or self.path

    @property
    def content(self) -> str:
        """The text below the heading."""
        return self.text[self.content_start :].strip("\n")
