"""Who supplies which section, and what the Head asks of members of the board (R36; HY Điều 11.3, ĐN Điều 5.3, 11.4, 14)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class SectionAssignment(models.Model):
    """A unit supplies a section regularly; `officer` is whom the unit named, None for the whole unit."""

    page = models.ForeignKey(
        Page, verbose_name=_("section"), on_delete=models.CASCADE, related_name="section_assignments"
    )
    unit = models.ForeignKey(
        "organization.Unit",
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="section_assignments",
    )
    officer = models.ForeignKey(
        "organization.Person",
        verbose_name=_("officer in charge"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="section_assignments",
    )
    rhythm = models.CharField(
        _("how often"), max_length=80, blank=True, help_text=_("For example: weekly; whenever it changes.")
    )
    note = models.CharField(_("note"), max_length=255, blank=True)

    panels = [
        FieldPanel("page"),
        FieldPanel("unit"),
        FieldPanel("officer"),
        FieldPanel("rhythm"),
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("standing assignment")
        verbose_name_plural = _("standing assignments")
        ordering = ["page__path", "unit__position"]
        constraints = [
            models.UniqueConstraint(fields=["page", "unit"], name="assignment_once_a_section_and_unit")
        ]

    def __str__(self) -> str:
        return f"{self.page} – {self.unit}"

    def clean(self) -> None:
        """Raise `ValidationError` for the root of the tree, which is no section."""
        super().clean()
        if self.page_id and self.page.depth < 2:
            raise ValidationError({"page": _("Choose a section or a page of the site.")})


class BoardTask(models.Model):
    """Something that the Head asks of a member of the board, until a day (ĐN Điều 14.1, 14.3)."""

    person = models.ForeignKey(
        "organization.Person",
        verbose_name=_("member of the board"),
        on_delete=models.PROTECT,
        related_name="board_tasks",
    )
    text = models.TextField(_("task"))
    section = models.ForeignKey(
        Page,
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="board_tasks",
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, editable=False)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    given_at = models.DateTimeField(_("given"), auto_now_add=True)

    panels = [FieldPanel("person"), FieldPanel("text"), FieldPanel("section"), FieldPanel("due_on")]

    class Meta:
        verbose_name = _("task for the board")
        verbose_name_plural = _("tasks for the board")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"{self.person}: {self.text[:80]}"
