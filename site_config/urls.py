"""Addresses: the admin and files at fixed places, everything else below each language's home page."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core.files.views import media
from core.views import healthz
from home.sitemaps import robots, sitemap, sitemap_index
from search.query_log_views import search_choice
from search.suggestions.views import suggestions
from search.views import search_page

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap-index"),
    path("sitemap-<int:number>.xml", sitemap, name="sitemap"),
    path("tim-kiem/chon/", search_choice, name="search-choice"),
    path("admin/", include(wagtailadmin_urls)),
    path("files/", include(wagtaildocs_urls)),
    path("media/<path:path>", media, name="media"),
]

urlpatterns += i18n_patterns(
    path("tim-kiem/", search_page, name="search"),
    path("tim-kiem/goi-y/", suggestions, name="search-suggestions"),
    path("", include("regulations.open_data.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
