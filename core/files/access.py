"""Which file a name in the store is, who may have it, and what of that is kept for a moment."""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, ReferenceIndex
from wagtail.permissions import page_permission_policy, policy_registry
from wagtail.signals import page_published, page_unpublished, post_page_move
from wagtail.users.models import UserProfile

from .rules import Answer, answer_to
from .uses import Kind, kind_of, model_of

KEPT_SECONDS = 60
MAY_SEE = ("add", "change", "choose")
ADMIN_ACCESS = "wagtailadmin.access_admin"
AVATARS = "avatar_images/"
MOST_PAGES_ASKED = 100
_GENERATION = "core-files-generation"


@dataclass(frozen=True)
class MediaFile:
    """What is known of a file without asking who wants it: the image or document, and where it is shown."""

    kind: str
    pk: int
    shown_openly: bool
    collection_private: bool


def media_file(name: str) -> MediaFile | None:
    """The file with this name in the store, an image's rendition included; None for any that is not served.

    At most three SQL queries in `KEPT_SECONDS`, none where it is kept.
    """
    generation = cache.get_or_set(_GENERATION, _new_generation, None)
    key = f"core-file-{generation}-{hashlib.sha256(name.encode()).hexdigest()}"
    kept: MediaFile | None = cache.get(key)
    if kept is None:
        item = _item_named(name)
        kept = _look_at(item) if item is not None else None
        if kept is not None:
            cache.set(key, kept, KEPT_SECONDS)
    return kept


def answer(request: HttpRequest, found: MediaFile) -> Answer:
    """What this request gets of the file; no query for visitors without a session."""

    def passes() -> bool:
        return settings.SESSION_COOKIE_NAME in request.COOKIES and _passes(request, found)

    def edits() -> bool:
        return request.user.is_authenticated and may_edit(request.user, found)

    return answer_to(
        shown_openly=found.shown_openly,
        collection_private=found.collection_private,
        passes=passes,
        edits=edits,
    )


def may_edit(user: Any, found: MediaFile) -> bool:
    """Whether the person works with this file in the admin: as Wagtail's choosers have it, or on a page."""
    if not user.has_perm(ADMIN_ACCESS):
        return False
    item = model_of(found.kind)._default_manager.select_related("collection").filter(pk=found.pk).first()
    if item is None:
        return False
    policy = policy_registry.get_by_type(type(item))
    return policy.user_has_any_permission_for_instance(user, MAY_SEE, item) or _edits_page_with(user, item)


def is_avatar_for(user: Any, name: str) -> bool:
    """Whether this is an account's picture, which the admin alone shows, and the person is at home there."""
    return (
        name.startswith(AVATARS)
        and user.is_authenticated
        and user.has_perm(ADMIN_ACCESS)
        and UserProfile.objects.filter(avatar=name).exists()
    )


def connect() -> None:
    """Forget what is kept when what is shown, or to whom, changes; called once, when apps are ready."""
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(_forget, dispatch_uid="core.files.forget")
    post_delete.connect(_forget, sender=Page, dispatch_uid="core.files.forget")
    rendition = get_image_model().get_rendition_model()
    models = [model_of(kind) for kind in Kind]
    for model in (*models, rendition, PageViewRestriction, CollectionViewRestriction):
        post_delete.connect(_forget, sender=model, dispatch_uid="core.files.forget")
    for model in (*models, PageViewRestriction, CollectionViewRestriction):
        post_save.connect(_forget, sender=model, dispatch_uid="core.files.forget")


def _item_named(name: str) -> Any:
    """The image or document whose file, or whose rendition, has this name; one SQL query at most."""
    folder = name.partition("/")[0]
    if folder == "images":
        renditions = get_image_model().get_rendition_model()._default_manager
        rendition = renditions.filter(file=name).select_related("image__collection").first()
        return rendition.image if rendition else None
    models = {"original_images": get_image_model(), "documents": get_document_model()}
    if folder not in models:
        return None
    return models[folder]._default_manager.filter(file=name).select_related("collection").first()


def _look_at(item: Any) -> MediaFile:
    kind = kind_of(item)
    openly = _live_pages_with(kind, item.pk).filter(~Exists(_restrictions_above())).exists()
    private = openly and item.collection.get_view_restrictions().exists()
    return MediaFile(kind, item.pk, openly, private)


def _live_pages_with(kind: str, key: int) -> "QuerySet[Page]":
    """Live pages whose live revision is decided and uses the file."""
    return Page.objects.filter(
        live=True, live_revision__decisions__files__kind=kind, live_revision__decisions__files__file_id=key
    )


def _restrictions_above() -> "QuerySet[PageViewRestriction]":
    """Those on the page of the outer query and above it."""
    shown = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return PageViewRestriction.objects.alias(shown=shown).filter(shown__startswith=F("page__path"))


def _passes(request: HttpRequest, found: MediaFile) -> bool:
    """Whether a live page uses the file and this request passes what restricts the page and the collection."""
    pages = _live_pages_with(found.kind, found.pk)
    for restriction in PageViewRestriction.objects.select_related("page"):
        if not restriction.accept_request(request):
            pages = pages.exclude(path__startswith=restriction.page.path)
    if not pages.exists():
        return False
    item = model_of(found.kind)._default_manager.select_related("collection").get(pk=found.pk)
    return all(restriction.accept_request(request) for restriction in item.collection.get_view_restrictions())


def _edits_page_with(user: Any, item: Any) -> bool:
    page_type = ContentType.objects.get_for_model(Page)
    uses = ReferenceIndex.get_references_to(item).filter(base_content_type=page_type)
    keys = [int(key) for key in uses.values_list("object_id", flat=True)[:MOST_PAGES_ASKED]]
    editable = page_permission_policy.instances_user_has_permission_for(user, "change")
    return bool(keys) and editable.filter(pk__in=keys).exists()


def _new_generation() -> str:
    return uuid.uuid4().hex


def _forget(sender: Any, **kwargs: Any) -> None:
    _drop()
    # Another process may have looked before the change was committed.
    transaction.on_commit(_drop, robust=True)


def _drop() -> None:
    cache.set(_GENERATION, _new_generation(), None)
