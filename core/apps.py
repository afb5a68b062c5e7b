from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """The base: connects the publish guard and its checks."""

    name = "core"
    verbose_name = _("Base")

    def ready(self) -> None:
        """Close the guard before anything can be written."""
        from . import checks, guard  # noqa: F401

        guard.connect()
