from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    """The approval chain and all that goes with it."""

    name = "editorial"
    verbose_name = _("Editorial work")

    def ready(self) -> None:
        """Close Wagtail's own ways and follow what the current stage saves."""
        from . import chain_guard, holding, notifying, place_guard, progress  # noqa: F401

        chain_guard.connect()
        place_guard.connect()
        notifying.silence_wagtail()
