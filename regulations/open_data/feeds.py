"""Atom feeds (RFC 4287) of the newest documents: of all, of a field, of an issuer, of a type."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page

from core.models import localized
from regulations.downloads.characters import xml_text
from regulations.models import DocumentField, DocumentIndexPage, DocumentType, Issuer

from .document import Document
from .documents import addresses, document_of, filtered, with_data
from .parameters import Filters

NEWEST = 50
FRESH_SECONDS = 300
REGISTERS: dict[str, Any] = {"field": DocumentField, "issuer": Issuer, "type": DocumentType}


@dataclass(frozen=True)
class Chosen:
    """What a feed is of: a row of a register, or everything; `link` is the list's address."""

    title: str
    link: str
    documents: list[Document]


@method_decorator([cache_control(public=True, max_age=FRESH_SECONDS), conditional_page], name="__call__")
class DocumentFeed(Feed):
    """The newest published documents, in the language of the address."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The feed; 404 for a code that there is not."""
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, register: str = "", code: str = "") -> Chosen:  # type: ignore[override]
        """What the feed is of, with its documents. Raises `Http404`."""
        language = get_language() or settings.LANGUAGE_CODE
        title, parameters = _("New legal documents"), ""
        if register:
            row = localized(REGISTERS[register].objects.filter(code=code), language).first()
            if row is None:
                raise Http404(_("There is no feed at this address."))
            title, parameters = f"{title}: {row.shown_name}", f"?{register}={code}"
        # In an order the database would walk through every page to find the one index.
        indexes = DocumentIndexPage.objects.live().filter(locale__language_code=language).order_by()
        index = next(iter(indexes), None)
        pages = filtered(Filters.model_validate({register: [code]} if register else {}))
        newest = with_data(pages.order_by("-first_published_at", "-pk"), language)[:NEWEST]
        address = addresses(request, language)
        link = index.get_url(request) if index else None
        return Chosen(
            xml_text(title), f"{link or '/'}{parameters}", [document_of(page, address) for page in newest]
        )

    def title(self, chosen: Chosen) -> str:
        """Name of the feed."""
        return chosen.title

    def link(self, chosen: Chosen) -> str:
        """Address of the list that it follows."""
        return chosen.link

    def author_name(self, chosen: Chosen) -> str:
        """Whose feed it is, for entries without an issuer."""
        return str(settings.WAGTAIL_SITE_NAME)

    def items(self, chosen: Chosen) -> list[Document]:
        """The newest first."""
        return chosen.documents

    def item_title(self, item: Any) -> str:
        """Type and number."""
        return xml_text(item.label)

    def item_description(self, item: Any) -> str:
        """What it is about, in English where there is an English title and the address is English."""
        english = item.english_title if get_language() != settings.LANGUAGE_CODE else ""
        return escape(xml_text(english or item.title))

    def item_link(self, item: Document) -> str:
        """Address of its page."""
        return item.url

    def item_pubdate(self, item: Document) -> Any:
        """When it was first published here."""
        return item.published_at

    def item_updateddate(self, item: Document) -> Any:
        """When it was last published here."""
        return item.modified_at

    def item_author_name(self, item: Document) -> str | None:
        """Its issuers."""
        return xml_text(", ".join(issuer.name for issuer in item.issuers)) or None

    def item_categories(self, item: Document) -> list[str]:
        """Its fields."""
        return [xml_text(field.name) for field in item.fields]
