"""The rules that content is checked against, with the citations that administrators keep up to date (R26, R34)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Page

from core.models import NamedModel, TranslatedName


class Rule(NamedModel):
    """One statement, such as “No state secret”, with its citation (HY Điều 8, 9.2–3, ĐN Điều 8.7–8, 11.3).

    It is confirmed at submission, before publication, at both, or only cited when work is returned.
    """

    class Moment(models.TextChoices):
        """When somebody must confirm it."""

        NEVER = "", _("never; only cited when work is returned")
        SUBMISSION = "submission", _("when the work is submitted")
        PUBLICATION = "publication", _("before it is published")
        BOTH = "both", _("at both moments")

    citation = models.CharField(_("citation"), max_length=255, blank=True)
    moment = models.CharField(
        _("confirmed"), max_length=20, choices=Moment.choices, blank=True, default=Moment.NEVER
    )
    sections = ParentalManyToManyField(
        Page,
        verbose_name=_("sections"),
        blank=True,
        related_name="+",
        help_text=_("With everything below them; none chosen means the whole site."),
    )
    position = models.PositiveIntegerField(_("position"), default=100)
    active = models.BooleanField(_("in force"), default=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("code"),
        FieldPanel("citation"),
        FieldPanel("moment"),
        FieldPanel("sections"),
        FieldPanel("position"),
        FieldPanel("active"),
        InlinePanel("translated_names", heading=_("Names in other languages")),
    ]

    class Meta(NamedModel.Meta):
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["position", "sort_name"]


class RuleName(TranslatedName):
    """A rule in a further language."""

    owner = ParentalKey(Rule, on_delete=models.CASCADE, related_name="translated_names")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "language"], name="rule_name_once_a_language")
        ]
        verbose_name = _("rule in another language")
        verbose_name_plural = _("rule in other languages")
