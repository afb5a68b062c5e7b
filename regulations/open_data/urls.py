"""Addresses of the open data, below each language's home page."""

from django.urls import path

from .api import api
from .feeds import DocumentFeed
from .views import description, unknown_address

feed = DocumentFeed()

urlpatterns = [
    path("api/v1/", description, name="open-data-description"),
    path("api/v1/", api.urls),
    path("api/v1/<path:rest>", unknown_address),
    path("tin/van-ban.atom", feed, name="documents-feed"),
    path("tin/linh-vuc/<slug:code>.atom", feed, {"register": "field"}, name="field-feed"),
    path("tin/co-quan-ban-hanh/<slug:code>.atom", feed, {"register": "issuer"}, name="issuer-feed"),
    path("tin/loai-van-ban/<slug:code>.atom", feed, {"register": "type"}, name="type-feed"),
]
