"""Amendments as data: what a document does to the text of others (R3)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from .acting import TARGET_PANELS, Acting, validate_path


class Operation(models.TextChoices):
    """What an amendment does to provisions of another document."""

    REPLACE = "replace", _("replace the text")
    INSERT = "insert", _("insert")
    REPEAL = "repeal", pgettext_lazy("amendment", "repeal")
    WORDS = "words", _("replace words")


class Amendment(Acting):
    """One operation on provisions of another document, as an editor confirmed it; part of the revision.

    `places`: one path a line; "dieu-3#title" means its heading, "dieu-3#opening" what stands before its clauses.
    """

    page = ParentalKey("regulations.LegalDocumentPage", on_delete=models.CASCADE, related_name="amendments")
    operation = models.CharField(_("operation"), max_length=10, choices=Operation.choices)
    places = models.TextField(_("provisions"), blank=True, help_text=_("One a line: dieu-8/khoan-2."))
    after = models.CharField(_("after"), max_length=200, blank=True)
    before = models.CharField(_("before"), max_length=200, blank=True)
    text = models.TextField(_("new text"), blank=True)
    old_words = models.TextField(_("words replaced"), blank=True)
    new_words = models.TextField(_("new words"), blank=True)

    panels = [
        FieldPanel("operation"),
        *TARGET_PANELS,
        FieldPanel("places"),
        FieldRowPanel([FieldPanel("after"), FieldPanel("before")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("old_words"), FieldPanel("new_words")]),
        FieldRowPanel([FieldPanel("own_path"), FieldPanel("takes_effect_on")]),
    ]

    class Meta(Acting.Meta):
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")

    def clean(self) -> None:
        """Raise `ValidationError` for places that are none, or an operation without what it needs."""
        super().clean()
        for path, part in self.parts():
            validate_path(path)
            if part not in ("", "title", "opening"):
                raise ValidationError({"places": _("After “#” only “title” or “opening” may stand.")})
        needed: dict[str, Any] = {
            Operation.REPLACE: "text",
            Operation.INSERT: "text",
            Operation.REPEAL: "places",
            Operation.WORDS: "old_words",
        }
        missing = needed.get(self.operation)
        if missing and not getattr(self, missing).strip():
            raise ValidationError({missing: _("This operation needs it.")})

    def parts(self) -> list[tuple[str, str]]:
        """The places, each as its path and "title", "opening" or "" for all of it."""
        lines = [line.strip().partition("#") for line in self.places.splitlines() if line.strip()]
        return [(path, part) for path, _sign, part in lines]
