"""What search engines may crawl: robots.txt, and sitemaps of every public page in all its languages.

Sources: RFC 9309; https://www.sitemaps.org/protocol.html; alternates in other languages as Google reads them. A file
holds the pages of a range of ids, so that no request walks the whole site; a range without pages gives an empty file.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from wagtail.models import Page

from regulations.models import DocumentYearPage, LegalDocumentPage
from regulations.search_source import index_urls, path_below, site_path

SPAN = 1_000
FRESH_SECONDS = 3600
fresh = cache_control(public=True, max_age=FRESH_SECONDS)


def _newest() -> int:
    return Page.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@fresh
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The list of the sitemaps. One SQL query."""
    addresses = [reverse("sitemap", args=[number]) for number in range(_newest() // SPAN + 1)]
    items = [SitemapIndexItem(request.build_absolute_uri(address)) for address in addresses]
    return TemplateResponse(request, "sitemap_index.xml", {"sitemaps": items}, content_type="application/xml")


@fresh
def sitemap(request: HttpRequest, number: int) -> HttpResponse:
    """The pages with ids from `number` × `SPAN` on; ten SQL queries at most, however many pages there are."""
    if number * SPAN > _newest():
        raise Http404
    return sitemap_view(request, {"pages": PageSitemap(request, number)})


@fresh
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers leave alone, and where the sitemaps are."""
    lines = ["User-agent: *", "Disallow: /admin/"]
    for language, _name in settings.LANGUAGES:
        with override(language):
            lines.append(f"Disallow: {reverse('search')}")
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap-index'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


class PageSitemap(Sitemap):
    """The public pages of one range of ids, with their addresses in other languages."""

    def __init__(self, request: HttpRequest, number: int) -> None:
        self._request = request
        self._pages = Page.objects.live().public().filter(depth__gt=1)
        self._range = self._pages.filter(pk__gte=number * SPAN, pk__lt=(number + 1) * SPAN)

    def get_urls(self, page: Any = 1, site: Any = None, protocol: Any = None) -> list[dict[str, Any]]:
        """Entries as Django's template shows them."""
        return [*self._documents(), *self._other_pages()]

    def _documents(self) -> Iterator[dict[str, Any]]:
        """Each document in every language that has a list of them."""
        indexes = index_urls()
        documents = self._range.filter(content_type=ContentType.objects.get_for_model(LegalDocumentPage))
        for path, day in documents.values_list("url_path", "last_published_at"):
            languages = {settings.LANGUAGE_CODE: self._absolute(site_path(path))}
            languages |= {code: self._absolute(path_below(url, path)) for code, url in indexes.items()}
            for address in languages.values():
                yield _entry(address, day, languages)

    def _other_pages(self) -> Iterator[dict[str, Any]]:
        """Each page but those of years, which only lead to the list, with its published translations."""
        left_out = ContentType.objects.get_for_models(LegalDocumentPage, DocumentYearPage).values()
        pages = list(self._range.exclude(content_type__in=left_out).select_related("locale"))
        keys = [page.translation_key for page in pages]
        languages: dict[Any, dict[str, str]] = defaultdict(dict)
        for page in self._pages.filter(translation_key__in=keys).select_related("locale"):
            if url := page.get_url(self._request):
                languages[page.translation_key][page.locale.language_code] = self._absolute(url)
        for page in pages:
            known = languages[page.translation_key]
            if address := known.get(page.locale.language_code):
                yield _entry(address, page.last_published_at, known)

    def _absolute(self, url: str) -> str:
        return self._request.build_absolute_uri(url)


def _entry(address: str, day: Any, languages: dict[str, str]) -> dict[str, Any]:
    alternates = [{"location": other, "lang_code": code} for code, other in languages.items()]
    return {"location": address, "lastmod": day, "alternates": alternates if len(languages) > 1 else []}
