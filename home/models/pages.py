"""The pages of which the tree of the site is made."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import BodyBlock
from core.models import BasePage
from core.permissions import UncopyablePermissionTester
from organization.models import OwnedPage
from regulations.models import DocumentIndexPage


class HomePage(BasePage):
    """The front page of a language; also says whose site it is and who answers for it, as law requires.

    The footer shows these fields, so that they change by approval alone (NĐ 42/2022 Điều 4).
    """

    tagline = models.CharField(_("tagline"), max_length=255, blank=True)
    intro = models.TextField(_("introduction"), blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    governing_body = models.CharField(_("governing body"), max_length=255, blank=True)
    responsible_person = models.CharField(_("responsible for the content"), max_length=255, blank=True)
    address = models.CharField(_("address"), max_length=255, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.SectionPage", "home.StandardPage", "regulations.DocumentIndexPage"]
    permission_tester_class = UncopyablePermissionTester
    template = "pages/home_page.html"

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("tagline"),
        FieldPanel("intro"),
        FieldPanel("picture"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("governing_body"),
                FieldPanel("responsible_person"),
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
            ],
            heading=_("Who runs the site"),
        ),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request: Any, path_components: list[str]) -> Any:
        """Remember the home page that the request came through: header and footer show its fields.

        Most requests are for documents: their index is looked up at once, as what it is.
        """
        request.home_page = self
        if len(path_components) > 2:
            index = DocumentIndexPage.objects.child_of(self).filter(slug=path_components[0]).first()
            if index:
                return index.route(request, path_components[1:])
        return super().route(request, path_components)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the sections and the newest documents."""
        from home.front import front_context

        return {**super().get_context(request, *args, **kwargs), **front_context(self)}


class SectionPage(OwnedPage):
    """A section of the site: an introduction and the pages below it."""

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = ["home.SectionPage", "home.StandardPage"]
    template = "pages/section_page.html"
    content_panels = [*OwnedPage.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*OwnedPage.search_fields, index.SearchField("intro"), index.SearchField("body")]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the published pages of the section, in the order of the tree."""
        context = super().get_context(request, *args, **kwargs)
        context["children"] = self.get_children().live().public().specific(defer=False)
        return context


class StandardPage(OwnedPage):
    """An ordinary page of text and pictures."""

    intro = models.TextField(_("introduction"), blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    picture_alt = models.CharField(_("alternative text of the image"), max_length=255, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types: list[str] = []
    template = "pages/standard_page.html"
    content_panels = [
        *OwnedPage.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Image")),
        FieldPanel("body"),
    ]
    search_fields = [*OwnedPage.search_fields, index.SearchField("intro"), index.SearchField("body")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def clean(self) -> None:
        """Raise `ValidationError` for an image without alternative text (WCAG 1.1.1)."""
        super().clean()
        if self.picture_id and not self.picture_alt:
            raise ValidationError(
                {"picture_alt": _("Say what the image shows, for those who cannot see it.")}
            )
