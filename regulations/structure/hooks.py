"""Addresses of the structure of a text in the admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from .views import read_structure


@hooks.register("register_admin_urls")
def register_structure_addresses() -> list[URLPattern]:
    """Of a document that is there, and of a new one."""
    return [
        path("legal-structure/", read_structure, name="regulations_structure"),
        path("legal-structure/<int:page_id>/", read_structure, name="regulations_structure"),
    ]
