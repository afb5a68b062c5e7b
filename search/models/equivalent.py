"""What means the same as what people type, kept by editors."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from search.words import syllables


class Equivalent(models.Model):
    """An abbreviation or everyday word and what the law calls it."""

    words = models.CharField(
        _("words"), max_length=100, unique=True, help_text=_("As people type them: BHYT, bằng lái.")
    )
    meaning = models.CharField(
        _("meaning"), max_length=200, help_text=_("As documents say it: bảo hiểm y tế, giấy phép lái xe.")
    )
    both_ways = models.BooleanField(
        _("both ways"), default=False, help_text=_("Whoever types the meaning also finds the words.")
    )

    panels = [FieldPanel("words"), FieldPanel("meaning"), FieldPanel("both_ways")]

    class Meta:
        verbose_name = _("equivalent words")
        verbose_name_plural = _("equivalent words")
        ordering = ["words"]

    def __str__(self) -> str:
        return f"{self.words} → {self.meaning}"

    def clean(self) -> None:
        """Raise `ValidationError` for what no search could use."""
        super().clean()
        errors: dict[str, Any] = {}
        for name in ("words", "meaning"):
            if not syllables(getattr(self, name)):
                errors[name] = _("Give at least one word of letters or digits.")
        if not errors and syllables(self.words) == syllables(self.meaning):
            errors["meaning"] = _("The meaning must differ from the words.")
        if errors:
            raise ValidationError(errors)
