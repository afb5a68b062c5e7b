"""Keeps the index in step with the page tree, for every source that says what `page_model` it offers.

Some changes of a page change others: whoever stands below it gets another address, is hidden or shown
with it, or carries its title as the name of the section.
"""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from . import sources
from .outbox import record_change, record_changes


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


@receiver([page_published, page_unpublished])
def after_publication(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """The page, and those right below it, which carry its title."""
    if not instance.numchild and sender not in _source_names():
        return
    below = Q(path__startswith=instance.path, depth=instance.depth + 1)
    record_pages(Page.objects.filter(Q(pk=instance.pk) | below).order_by())


@receiver([page_slug_changed, post_page_move])
def after_change_of_address(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """The page and all below it."""
    record_pages(Page.objects.filter(path__startswith=instance.path).order_by())


@receiver([post_save, post_delete], sender=PageViewRestriction)
def after_change_of_restriction(
    sender: type[PageViewRestriction], instance: PageViewRestriction, raw: bool = False, **kwargs: Any
) -> None:
    """A page made private or public takes all below it along."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page and not raw:
        record_pages(Page.objects.filter(path__startswith=page.path).order_by())


@receiver(post_delete)
def after_deletion(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """A deleted page; one that goes with the page above it is told of as well."""
    if issubclass(sender, Page) and (name := _source_names().get(sender)):
        record_change(name, str(instance.pk))
