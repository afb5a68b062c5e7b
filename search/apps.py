from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Search: follows the page tree for the sources that apps register."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Connect receivers and checks."""
        from django.db.models.signals import post_delete, post_save

        from . import checks, page_signals  # noqa: F401
        from .loading_equivalents import forget

        for changed in (post_save, post_delete):
            changed.connect(forget, sender="search.Equivalent")
        page_signals.connect()
