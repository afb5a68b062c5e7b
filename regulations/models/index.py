"""The document index and its year pages, which the system makes and keeps."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.url_routing import RouteResult

from core.models import BasePage
from core.permissions import UncopyablePermissionTester


class DocumentIndexPage(BasePage):
    """The list of legal and directive documents (R2); another language's index serves the same documents."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    parent_page_types = ["home.HomePage"]
    subpage_types = ["regulations.DocumentYearPage", "regulations.LegalDocumentPage"]
    max_count_per_parent = 1
    permission_tester_class = UncopyablePermissionTester
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("document index")
        verbose_name_plural = _("document indexes")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Documents exist once, in Vietnamese: other languages' addresses lead to views, not to child pages."""
        if path_components and self.locale.language_code != settings.LANGUAGE_CODE:
            return RouteResult(self, kwargs={"components": tuple(path_components)})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, components: tuple[str, ...] = ()) -> HttpResponse:
        """The list, or what `components` names below it: a year or a document."""
        from regulations.views import document_list, serve_below_index

        return serve_below_index(request, self, components) if components else document_list(request, self)


class DocumentYearPage(BasePage):
    """The documents of one year; no editable content, made by the system."""

    parent_page_types = ["regulations.DocumentIndexPage"]
    subpage_types = ["regulations.LegalDocumentPage"]
    is_creatable = False
    permission_tester_class = UncopyablePermissionTester

    class Meta:
        verbose_name = _("document year")
        verbose_name_plural = _("document years")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the visitor to the list of that year."""
        from regulations.views import list_of_year

        return list_of_year(request, self.get_parent(), self.slug)
