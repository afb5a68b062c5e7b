from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The site's frame: gives the groups their permissions after migrations, offers its pages for search."""

    name = "home"
    verbose_name = _("Home page and sections")

    def ready(self) -> None:
        """Permissions exist only once migrations have made them."""
        from . import frame
        from .access import grant_access
        from .search_sources import offer_pages

        post_migrate.connect(grant_access, sender=self, dispatch_uid="home.grant_access")
        offer_pages()
        frame.connect()
