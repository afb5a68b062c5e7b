"""The publish guard: fails closed on every write to what visitors see, by whatever way it comes.

`carrying_out(page_id)` is opened only by code that has checked a recorded `Decision`; the signal receivers
below refuse every other save, deletion and move of a live page. See docs/decisions/0002-publish-guard.md.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import CharField, ProtectedError, Q
from django.db.models.functions import Cast
from django.db.models.signals import pre_delete, pre_save
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, Site, get_page_models
from wagtail.signals import pre_page_move

from .guard_rules import may_remove, may_save
from .refusals import Refused

_carried_out: ContextVar[frozenset[int]] = ContextVar("carried_out", default=frozenset())


class PublicationRefused(Refused):
    """A write to published content that no decision of the approval chain covers."""


@contextmanager
def carrying_out(page_id: int) -> Iterator[None]:
    """Let writes to the page with this id through, for the length of the block and this thread only."""
    token = _carried_out.set(_carried_out.get() | {page_id})
    try:
        yield
    finally:
        _carried_out.reset(token)


def is_carried_out(page_id: int | None) -> bool:
    """Whether a decision on this page is being carried out right now."""
    return page_id in _carried_out.get()


def has_published_descendants(page: Page) -> bool:
    """Whether visitors see a page below this one, or once saw it; no query for a page without children."""
    if not page.numchild:
        return False
    published = Q(live=True) | Q(first_published_at__isnull=False)
    return Page.objects.descendant_of(page).filter(published).exists()


def has_scheduled_pages(page: Page) -> bool:
    """Whether the page or one below it has an approved revision that waits for its date."""
    keys = Page.objects.descendant_of(page, inclusive=True).annotate(key=Cast("pk", CharField()))
    scheduled = Revision.objects.page_revisions().filter(approved_go_live_at__isnull=False)
    return scheduled.filter(object_id__in=keys.values("key")).exists()


def shows_notice(page: Page) -> bool:
    """Whether the page's address tells visitors of its withdrawal."""
    from .models.decisions import Decision

    newest = Decision.objects.on_content().filter(page_id=page.pk).order_by("-pk").first()
    return newest is not None and newest.kind == Decision.Kind.NOTICE


def _readdresses(page: Page) -> bool:
    """Whether a change of this draft's address would change one that visitors know, or will."""
    return has_published_descendants(page) or has_scheduled_pages(page) or shows_notice(page)


def _is_due_expiry(page: Page) -> bool:
    """Whether the stored page's approved expiry date has come and the write only takes it offline."""
    if not page.expired:
        return False
    stored = Page.objects.filter(pk=page.pk).values_list("expire_at", flat=True).first()
    return stored is not None and stored <= timezone.now()


def refuse_undecided_save(
    sender: type, instance: Any, raw: bool, update_fields: Iterable[str] | None, **kwargs: Any
) -> None:
    """Receiver of `pre_save`: raise `PublicationRefused` unless `may_save`."""
    if raw or not isinstance(instance, Page) or is_carried_out(instance.pk):
        return
    stored = Page.objects.filter(pk=instance.pk).values("live", "slug").first() if instance.pk else None
    live_before = stored is not None and stored["live"]
    if not may_save(
        live_before=live_before,
        live_after=instance.live,
        update_fields=update_fields,
        decided=False,
        expiring=live_before and not instance.live and _is_due_expiry(instance),
        readdresses_live=stored is not None
        and not live_before
        and stored["slug"] != instance.slug
        and _readdresses(instance),
    ):
        raise PublicationRefused(
            _("“%(title)s” is published: it changes only by a decision of its approval chain.")
            % {"title": instance.title},
            page_id=instance.pk,
        )


def refuse_undecided_removal(sender: type, instance: Any, **kwargs: Any) -> None:
    """Receiver of `pre_delete` and `pre_page_move`: raise `PublicationRefused` unless `may_remove`."""
    if not isinstance(instance, Page) or is_carried_out(instance.pk):
        return
    if not may_remove(
        live=instance.live or instance.first_published_at is not None,
        live_descendants=has_published_descendants(instance),
        decided=False,
        scheduled=has_scheduled_pages(instance),
    ):
        raise PublicationRefused(
            _("“%(title)s” is or was published: only its approval chain can move, reorder or delete it.")
            % {"title": instance.title},
            page_id=instance.pk,
        )


def keep_decided_revision(sender: type, instance: Any, origin: Any, **kwargs: Any) -> None:
    """Receiver of `pre_delete`: what was decided on stays while its page does (`purge_revisions` skips it).

    Raises `ProtectedError`. `origin`: what the deletion began with; a page takes its revisions along.
    """
    if getattr(origin, "model", type(origin)) is Revision and instance.decisions.exists():
        raise ProtectedError(_("A revision that was decided on is kept."), {instance})


def keep_site_root(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Receiver of `pre_save`: raise `PublicationRefused` where another tree would be shown at `/`."""
    if raw:
        return
    shown = Site.objects.filter(is_default_site=True).values_list("root_page_id", flat=True).first()
    if shown is not None and instance.root_page_id != shown:
        raise PublicationRefused(_("Every site shows the installed home page."))


def keep_default_site(sender: type, instance: Any, **kwargs: Any) -> None:
    """Receiver of `pre_delete`: raise `PublicationRefused` for the site that shows everything."""
    if instance.is_default_site:
        raise PublicationRefused(_("Every site shows the installed home page."))


def connect() -> None:
    """Connect the receivers; called once, when the app registry is ready."""
    pre_save.connect(refuse_undecided_save, dispatch_uid="core.guard.save")
    # One for all senders would make every deletion of anything load its rows one by one.
    for model in get_page_models():
        pre_delete.connect(refuse_undecided_removal, sender=model, dispatch_uid="core.guard.delete")
    pre_page_move.connect(refuse_undecided_removal, dispatch_uid="core.guard.move")
    pre_delete.connect(keep_decided_revision, sender=Revision, dispatch_uid="core.guard.revision")
    pre_save.connect(keep_site_root, sender=Site, dispatch_uid="core.guard.site")
    pre_delete.connect(keep_default_site, sender=Site, dispatch_uid="core.guard.site_delete")
