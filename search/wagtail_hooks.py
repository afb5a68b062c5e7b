"""Search in Wagtail's admin: each page of it registers its own hooks."""

from .admin import equivalents, queries, upkeep  # noqa: F401
