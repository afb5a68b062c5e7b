"""The document index and its year pages, which the system makes and keeps."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from core.models import BasePage
from core.permissions import SystemPagePermissionTester, UncopyablePermissionTester

from .registers import DocumentType


class DocumentIndexPage(BasePage):
    """The list of legal and directive documents (R2); another language's index serves the same documents."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "regulations.DocumentYearPage",
        "regulations.DocumentSectionPage",
        "regulations.LegalDocumentPage",
    ]
    max_count_per_parent = 1
    permission_tester_class = UncopyablePermissionTester
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("document index")
        verbose_name_plural = _("document indexes")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Documents exist once, in Vietnamese: below any language's index the same pages answer."""
        is_own = get_language() == settings.LANGUAGE_CODE
        if len(path_components) in (2, 3) and (page := find_published(*path_components[-2:])):
            if not is_own or page.url_path.endswith(f"/{'/'.join([self.slug, *path_components])}/"):
                return RouteResult(page)
        elif len(path_components) == 1 and not is_own and path_components[0].isdecimal():
            return RouteResult(self, kwargs={"year": path_components[0]})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, year: str = "", **kwargs: Any) -> HttpResponse:
        """The list, or the list of one year."""
        from regulations.views import document_list, list_of_year

        return list_of_year(request, self, year) if year else document_list(request, self)


def find_published(year: str, slug: str) -> Page | None:
    """The published document filed below this year with this address part."""
    from .documents import LegalDocumentPage

    pages = LegalDocumentPage.objects.live().filter(slug=slug, url_path__endswith=f"/{year}/{slug}/")
    return pages.select_related("document_type", "signer", "owning_unit").first()


class DocumentSectionPage(BasePage):
    """A section of the index for one category, such as directive or Party documents (R2, R27, R37).

    Its documents are filed in it, and so go through its chain and its deadlines.
    """

    category = models.CharField(_("category"), max_length=20, choices=DocumentType.Category.choices)
    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    parent_page_types = ["regulations.DocumentIndexPage"]
    subpage_types = ["regulations.DocumentYearPage", "regulations.LegalDocumentPage"]
    permission_tester_class = UncopyablePermissionTester
    template = "pages/document_index_page.html"
    content_panels = [*BasePage.content_panels, FieldPanel("category"), FieldPanel("intro")]

    class Meta:
        verbose_name = _("section of documents")
        verbose_name_plural = _("sections of documents")

    def clean(self) -> None:
        """Raise `ValidationError` for a second section of one category in a language."""
        super().clean()
        others = DocumentSectionPage.objects.filter(category=self.category, locale=self.locale_id)
        if others.exclude(pk=self.pk).exists():
            raise ValidationError({"category": _("There is a section for this category already.")})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list of the category's documents."""
        from regulations.views import document_list

        kinds = DocumentType.objects.filter(category=self.category).order_by()
        return document_list(request, self, tuple(kinds.values_list("code", flat=True)))


class DocumentYearPage(BasePage):
    """The documents of one year; no editable content, made by the system."""

    parent_page_types = ["regulations.DocumentIndexPage", "regulations.DocumentSectionPage"]
    subpage_types = ["regulations.LegalDocumentPage"]
    is_creatable = False
    permission_tester_class = SystemPagePermissionTester

    class Meta:
        verbose_name = _("document year")
        verbose_name_plural = _("document years")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the visitor to the list of that year."""
        from regulations.views import list_of_year

        return list_of_year(request, self.get_parent().specific, self.slug)
