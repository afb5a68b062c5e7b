from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """The base: connects the publish guard, its checks, the record and the rules for files."""

    name = "core"
    verbose_name = _("Base")

    def ready(self) -> None:
        """Close the guard before anything can be written."""
        from . import checks, guard  # noqa: F401
        from .files import access, keeping
        from .record import receivers

        guard.connect()
        receivers.connect()
        keeping.connect()
        access.connect()
