from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationConfig(AppConfig):
    """Units and people: connects the derivation of groups."""

    name = "organization"
    verbose_name = _("Organization")

    def ready(self) -> None:
        """Groups follow appointments."""
        from . import signals  # noqa: F401
