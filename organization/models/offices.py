"""Offices and who holds them from when to when."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel

from core.models import NamedModel, TranslatedName
from organization.deciding_offices import AppointmentForm, OfficeForm


class Office(NamedModel):
    """An office that a person is appointed to; `role` is what it lets its holder do on the site."""

    class Role(models.TextChoices):
        """Roles of R20, from which groups and approvers are derived."""

        DIRECTOR = "director", _("Director")
        DEPUTY_DIRECTOR = "deputy_director", _("Deputy Director")
        BOARD_HEAD = "board_head", _("Head of the editorial board")
        BOARD_DEPUTY = "board_deputy", _("Deputy head of the editorial board")
        BOARD_MEMBER = "board_member", _("Member of the editorial board")
        UNIT_HEAD = "unit_head", _("Head of a unit")
        UNIT_DEPUTY = "unit_deputy", _("Deputy head of a unit")
        STAFF = "staff", _("Staff")
        NETWORK_ADMINISTRATOR = "network_administrator", _("Network administrator")

    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    rank = models.PositiveIntegerField(_("rank"), default=100, help_text=_("The lowest number comes first."))

    base_form_class = OfficeForm
    panels = [
        FieldPanel("name"),
        FieldPanel("code"),
        FieldPanel("role"),
        FieldPanel("rank"),
        InlinePanel("translated_names", heading=_("Names in other languages")),
    ]

    class Meta(NamedModel.Meta):
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["rank", "sort_name"]


class OfficeName(TranslatedName):
    """An office's name in a further language."""

    owner = ParentalKey(Office, on_delete=models.CASCADE, related_name="translated_names")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "language"], name="office_name_once_a_language")
        ]
        verbose_name = _("name of an office")
        verbose_name_plural = _("names of an office")


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments by date."""

    def on(self, day: datetime.date) -> "AppointmentQuerySet":
        """Those in force on a day, first and last day included."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def today(self) -> "AppointmentQuerySet":
        """Those in force today, by the site's time zone."""
        return self.on(timezone.localdate())


class Appointment(models.Model):
    """A person holds an office, in a unit where the office is a unit's, from a day to a day, both included."""

    person = models.ForeignKey(
        "organization.Person", verbose_name=_("person"), on_delete=models.CASCADE, related_name="appointments"
    )
    office = models.ForeignKey(
        Office, verbose_name=_("office"), on_delete=models.PROTECT, related_name="appointments"
    )
    unit = models.ForeignKey(
        "organization.Unit", verbose_name=_("unit"), on_delete=models.PROTECT, related_name="appointments"
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    base_form_class = AppointmentForm
    panels = [
        FieldPanel("person"),
        FieldPanel("office"),
        FieldPanel("unit"),
        FieldPanel("starts_on"),
        FieldPanel("ends_on"),
    ]

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["office__rank", "-starts_on"]
        indexes = [models.Index(fields=["starts_on", "ends_on"])]

    def __str__(self) -> str:
        return f"{self.person} – {self.office}"

    def clean(self) -> None:
        """Raise `ValidationError` where the last day comes before the first."""
        super().clean()
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day comes before the first.")})
