from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    """The approval chain: follows what the current stage saves."""

    name = "editorial"
    verbose_name = _("Editorial work")

    def ready(self) -> None:
        """Connect receivers."""
        from . import signals  # noqa: F401
