"""Keeps the index in step with the page tree, for every source that says what `page_model` it offers.

Some changes of a page change others: whoever stands below it gets another address, is hidden or shown
with it, or carries its title as the name of the section. Wagtail's own signals of a move, a new address
and a withdrawal come after the commit, so a process that is killed then would lose the change: rows say
it within the transaction.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, get_page_models

from . import sources
from .outbox import record_change, record_changes

# Columns of which visitors see a change; without names all are written.
SHOWN = frozenset({"live", "slug", "url_path", "title", "path", "locale"})


def _source_names() -> dict[type[Page], str]:
    """Names of the sources of pages, by page type."""
    offered = ((getattr(source, "page_model", None), source.name) for source in sources.all_sources())
    return {model: name for model, name in offered if model}


def record_pages(pages: "QuerySet[Page]") -> None:
    """Note that these pages changed; types that no source offers don't matter."""
    offered = _source_names()
    types = ContentType.objects.get_for_models(*offered)
    names = {types[model].pk: name for model, name in offered.items()}
    keys: dict[str, list[str]] = defaultdict(list)
    for pk, content_type in pages.filter(content_type__in=names).values_list("pk", "content_type"):
        keys[names[content_type]].append(str(pk))
    for name, changed in keys.items():
        record_changes(name, changed)


def is_shown(instance: Page, created: bool, update_fields: Iterable[str] | None) -> bool:
    """Tell whether visitors may see something of a page's write; a new draft and its revisions they don't."""
    if created and not instance.live:
        return False
    return update_fields is None or not SHOWN.isdisjoint(update_fields)


@receiver(post_save)
def after_save(
    sender: type[Any],
    instance: Any,
    created: bool,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    """The page and those right below it, which carry its title; all below it if their addresses follow."""
    if raw or not isinstance(instance, Page) or not is_shown(instance, created, update_fields):
        return
    below = Q(path__startswith=instance.path)
    children = Page.objects.filter(below, depth=instance.depth + 1).order_by()
    # Wagtail writes the addresses below after this row, in the same transaction.
    child = children.values_list("url_path", flat=True).first()
    readdressed = child is not None and not child.startswith(instance.url_path)
    affected = below if readdressed else Q(pk=instance.pk) | Q(pk__in=children)
    record_pages(Page.objects.filter(affected).order_by())


@receiver([post_save, post_delete], sender=PageViewRestriction)
def after_change_of_restriction(
    sender: type[PageViewRestriction], instance: PageViewRestriction, raw: bool = False, **kwargs: Any
) -> None:
    """A page made private or public takes all below it along."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page and not raw:
        record_pages(Page.objects.filter(path__startswith=page.path).order_by())


def after_deletion(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A deleted page; one that goes with the page above it is told of as well."""
    if name := _source_names().get(sender):
        record_change(name, str(instance.pk))


def connect() -> None:
    """Connect what needs to know every type of page; called once, when the app registry is ready."""
    for model in get_page_models():
        post_delete.connect(after_deletion, sender=model)
