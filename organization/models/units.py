"""The department's units as a tree."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel

from core.models import NamedModel, TranslatedName
from organization.deciding_offices import UnitForm

MAX_DEPTH = 10


class Unit(NamedModel):
    """The department, one of its units, or a body of it (R20; HY Điều 13, ĐN Điều 5, 6, 11)."""

    class Kind(models.TextChoices):
        """What a unit is."""

        DEPARTMENT = "department", _("department")
        OFFICE = "office", pgettext_lazy("unit", "office")
        DIVISION = "division", _("specialist division")
        CENTRE = "centre", _("attached centre")
        UNION = "union", _("union or Party body")
        BOARD = "board", _("editorial board")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    supervisor = models.ForeignKey(
        "organization.Person",
        verbose_name=_("supervising Deputy Director"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="supervised_units",
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    functions = models.TextField(_("functions"), blank=True)

    base_form_class = UnitForm
    panels = [
        FieldPanel("name"),
        FieldPanel("code"),
        FieldPanel("kind"),
        FieldPanel("parent"),
        FieldPanel("supervisor"),
        FieldPanel("position"),
        FieldPanel("functions"),
        InlinePanel("translated_names", heading=_("Names in other languages")),
    ]

    class Meta(NamedModel.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["position", "sort_name"]

    def clean(self) -> None:
        """Raise `ValidationError` where the unit would stand below itself."""
        super().clean()
        above = self.parent
        for _step in range(MAX_DEPTH):
            if above is None:
                return
            if self.pk and above.pk == self.pk:
                break
            above = above.parent
        raise ValidationError({"parent": _("A unit cannot belong to itself or to a unit below it.")})


class UnitName(TranslatedName):
    """A unit's name in a further language (N3: English is required for structure and contacts)."""

    owner = ParentalKey(Unit, on_delete=models.CASCADE, related_name="translated_names")
    functions = models.TextField(_("functions"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "language"], name="unit_name_once_a_language")
        ]
        verbose_name = _("name of a unit")
        verbose_name_plural = _("names of a unit")
