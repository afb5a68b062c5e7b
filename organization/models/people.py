"""People of the department; only official contacts are kept (R8)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.text import sort_text
from organization.deciding_offices import PersonForm


class Person(models.Model):
    """Somebody who holds or held an office, linked to a user account where there is one."""

    name = models.CharField(_("full name"), max_length=255)
    sort_name = models.CharField(max_length=1020, editable=False, db_index=True)
    code = models.SlugField(_("code"), max_length=80, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person",
    )
    email = models.EmailField(_("official e-mail"), blank=True)
    phone = models.CharField(_("official phone"), max_length=40, blank=True)

    base_form_class = PersonForm
    panels = [
        FieldPanel("name"),
        FieldPanel("code"),
        FieldPanel("user"),
        FieldPanel("email"),
        FieldPanel("phone"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the sort key: Vietnamese names sort by given name, the last word."""
        words = self.name.split()
        self.sort_name = sort_text(" ".join(words[-1:] + words[:-1]))
        super().save(*args, **kwargs)  # type: ignore[arg-type]
