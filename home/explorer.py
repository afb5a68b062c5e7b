"""The page explorer; its filters and its header ask nothing that grows with the site."""

from typing import Any

from django.contrib.auth import get_user_model
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet


class ExplorerFilterSet(GenericPageFilterSet):
    """Wagtail's, less what reads every page or the whole log to offer its choices, and less the one site."""

    owner = MultipleUserFilter(
        label=_("Owner"),
        queryset=get_user_model().objects.filter(person__isnull=False).order_by("username"),
        widget=CheckboxSelectMultiple,
    )
    edited_by = None
    site = None


class ExplorerView(ExplorableIndexView):
    """Wagtail's, with fewer queries."""

    def annotate_queryset(self, pages: Any) -> Any:
        """What the columns show; languages only where they are shown. Content types come from their cache."""
        pages = pages.defer_streamfields().specific().prefetch_workflow_states()
        if self.show_locale_labels or self.is_searching_whole_tree:
            pages = pages.prefetch_related("locale", "sites_rooted_here")
        pages = pages.annotate_has_untranslated_locale()
        return pages.annotate_site_root_state().annotate_approved_schedule()


class ExplorerViewSet(PageViewSet):
    """Wagtail's views of pages, but for the explorer."""

    index_view_class = ExplorerView
    filterset_class = ExplorerFilterSet
