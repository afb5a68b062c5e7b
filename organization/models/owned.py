"""Pages that a unit answers for."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.models import BasePage


class OwnedPage(BasePage):
    """Abstract: a page whose content a unit supplies and whose head answers for it (R36, ĐN Điều 11)."""

    owning_unit = models.ForeignKey(
        "organization.Unit",
        verbose_name=_("owning unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    settings_panels = [*BasePage.settings_panels, FieldPanel("owning_unit")]

    class Meta:
        abstract = True

    def derive(self) -> None:
        """Take the author's unit where none is chosen, so that every page has somebody who answers for it."""
        super().derive()
        if self.owning_unit_id is None and self.owner_id:
            appointment = self._author_appointment()
            self.owning_unit = appointment.unit if appointment else None

    def _author_appointment(self) -> Any:
        from .offices import Appointment

        return (
            Appointment.objects.today()
            .filter(person__user_id=self.owner_id)
            .select_related("unit")
            .order_by("-office__rank")
            .first()
        )
