from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegulationsConfig(AppConfig):
    """Legal documents: registers them for search and follows their publication."""

    name = "regulations"
    verbose_name = _("Legal documents")

    def ready(self) -> None:
        """Connect receivers and the search source."""
        from search import sources
        from search.pages import PageSource

        from . import signals  # noqa: F401
        from .models import DocumentIndexPage, DocumentSectionPage
        from .relations import signals as relation_signals  # noqa: F401
        from .review import signals as review_signals  # noqa: F401
        from .search_source import DocumentSource

        sources.register(DocumentSource())
        sources.register(PageSource(DocumentIndexPage, "document-indexes"))
        sources.register(PageSource(DocumentSectionPage, "document-sections"))
