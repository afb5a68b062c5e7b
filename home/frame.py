"""What header and footer show of the page tree, on every public page: kept for a moment."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction, Site, get_page_models

from .models import HomePage

# Where processes don't share a cache, the others follow after so many seconds.
KEPT_SECONDS = 30
_KEY = "site-frame-{}"


@dataclass(frozen=True)
class MenuItem:
    """A section of the menu; `url` begins with a slash."""

    pk: int
    title: str
    path: str
    url: str


@dataclass(frozen=True)
class Frame:
    """The home page of a language, None where it is not published, with the menu in the order of the tree."""

    home: HomePage | None
    home_url: str
    menu: tuple[MenuItem, ...]


def frame_of(language: str) -> Frame:
    """Return the frame in a language of the site; at most three SQL queries in `KEPT_SECONDS`."""
    kept: Frame | None = cache.get(_KEY.format(language))
    if kept is None:
        kept = _frame(language)
        cache.set(_KEY.format(language), kept, KEPT_SECONDS)
    return kept


def connect() -> None:
    """Forget what is kept when a page, its privacy or a site changes; called once, when apps are ready."""
    for model in (*get_page_models(), PageViewRestriction, Site):
        for changed in (post_save, post_delete):
            changed.connect(_forget, sender=model)


def _frame(language: str) -> Frame:
    home = HomePage.objects.live().filter(locale__language_code=language).first()
    if home is None:
        return Frame(None, "/", ())
    shown = home.get_children().live().in_menu().filter(view_restrictions=None)
    menu = tuple(MenuItem(page.pk, page.title, page.path, _address(page)) for page in shown)
    return Frame(home, _address(home), menu)


def _address(page: Page) -> str:
    parts = page.get_url_parts()
    return parts[2] if parts and parts[2] else "/"


def _forget(sender: type[Any], **kwargs: Any) -> None:
    _drop()
    # Another process may have looked before the change was committed.
    transaction.on_commit(_drop, robust=True)


def _drop() -> None:
    cache.delete_many([_KEY.format(code) for code, _name in settings.LANGUAGES])
