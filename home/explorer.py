"""The page explorer; its filters and its header ask nothing that grows with the site."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, MultipleChoiceFilter
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Revision, get_page_models


def page_types() -> list[tuple[int, str]]:
    """Id of the content type and name of each type of page, by name; no query."""
    found = ContentType.objects.get_for_models(*get_page_models())
    return sorted(((kind.pk, str(kind.name)) for kind in found.values()), key=lambda choice: choice[1])


class ExplorerFilterSet(GenericPageFilterSet):
    """Wagtail's, less what reads every page or the whole log to offer its choices, and less the one site."""

    owner = CharFilter(field_name="owner__person__name", lookup_expr="icontains", label=_("Owner (name)"))
    content_type = MultipleChoiceFilter(
        label=_("Page type"), choices=page_types, widget=CheckboxSelectMultiple
    )
    edited_by = None
    site = None

    def _add_locale_filter(self) -> None:
        """None: each language has a tree of its own."""


class ExplorerView(ExplorableIndexView):
    """Wagtail's, with fewer queries."""

    def setup(self, *args: Any, **kwargs: Any) -> None:
        """The page above is asked for only where rows have different ones."""
        super().setup(*args, **kwargs)
        if not (self.is_searching or self.is_filtering):
            self.columns: list[Any] = [column for column in self.columns if column.name != "parent"]

    def get_base_queryset(self) -> Any:
        """Below a page on which the person has permissions every page is theirs to see."""
        own = self.permission_policy.instances_with_direct_explore_permission(self.request.user)
        is_within = any(self.parent_page.path.startswith(page.path) for page in own)
        if is_within and not (self.is_searching or self.is_filtering):
            # As `child_of`, which compares by LIKE and so reads every page on SQLite.
            within = self.model._get_children_path_interval(self.parent_page.path)
            pages = self.model._default_manager.filter(depth=self.parent_page.depth + 1, path__range=within)
            return self.annotate_queryset(pages)
        return super().get_base_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The panel beside the list tells of the page's revision, its live one and its author: read once."""
        page = self.parent_page
        if page.latest_revision_id:
            page.latest_revision = Revision.objects.select_related("user").get(pk=page.latest_revision_id)
            if page.live_revision_id == page.latest_revision_id:
                page.live_revision = page.latest_revision
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context

    def annotate_queryset(self, pages: Any) -> Any:
        """What the columns show; languages only where they are shown. Content types come from their cache.

        The rows' own fields are not shown: each page is of its class, and what it has besides stays where it is.
        """
        pages = pages.specific(defer=True).prefetch_workflow_states()
        if self.show_locale_labels or self.is_searching_whole_tree:
            pages = pages.prefetch_related("locale", "sites_rooted_here")
        pages = pages.annotate_has_untranslated_locale()
        return pages.annotate_site_root_state().annotate_approved_schedule()


class ExplorerViewSet(PageViewSet):
    """Wagtail's views of pages, but for the explorer."""

    index_view_class = ExplorerView
    filterset_class = ExplorerFilterSet
