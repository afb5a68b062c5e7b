"""The state of the search index, in the Reports menu, with what can be done about it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from search.index_report import engine_reports
from search.jobs import ask
from search.models import UpkeepJob
from search.registry import configured_engines

PERMISSION = "search.manage_index"
ENGINE_NAMES = {"database": gettext_lazy("Database"), "elasticsearch": gettext_lazy("Elasticsearch")}


class UpkeepView(WagtailAdminTemplateMixin, TemplateView):
    """Per engine: health, lag, drift and what is under way; a POST asks a worker for upkeep."""

    page_title = gettext_lazy("Search index")
    header_icon = "search"
    template_name = "search/admin/upkeep.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse those who may not look after the index. Raises `PermissionDenied`."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """End with this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the reports."""
        reports = [(ENGINE_NAMES[report.name], report) for report in engine_reports(timezone.now())]
        return {**super().get_context_data(**kwargs), "reports": reports, "kinds": UpkeepJob.Kind}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask a worker; what is no engine or no kind of upkeep is refused."""
        engine, kind = request.POST.get("engine", ""), request.POST.get("kind", "")
        if engine not in configured_engines() or kind not in UpkeepJob.Kind:
            raise PermissionDenied
        if ask(engine, kind, request.user):
            messages.success(request, _("A worker has been asked. This goes on without this page."))
        else:
            messages.warning(request, _("Upkeep of this index is under way already."))
        return redirect("search_index")


class UpkeepMenuItem(MenuItem):
    """Shown to those who may look after the index."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person has the permission."""
        return request.user.has_perm(PERMISSION)


@hooks.register("register_admin_urls")
def register_upkeep() -> list[URLPattern]:
    """The page; its buttons post to it."""
    return [path("reports/search-index/", UpkeepView.as_view(), name="search_index")]


@hooks.register("register_reports_menu_item")
def register_upkeep_menu_item() -> MenuItem:
    """Among the other reports."""
    return UpkeepMenuItem(
        gettext_lazy("Search index"),
        reverse("search_index"),
        name="search-index",
        icon_name="search",
        order=1310,
    )
