"""Keeps what content uses that is approved or under way as it is: no change, no deletion, whoever asks."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.signals import pre_delete, pre_save
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from core.guard import PublicationRefused
from core.models import DecidedFile, HeldFile

from .holding import locked
from .uses import Kind, kind_of, model_of, shown_fields

RENDITION_FIELDS = ["image_id", "filter_spec", "focal_point_key", "width", "height"]


def kept_ids(kind: str, keys: Collection[int]) -> set[int]:
    """Those of these images or documents that a revision uses which is decided or under way; one query."""
    held = HeldFile.objects.filter(kind=kind, file_id__in=keys).values_list("file_id", flat=True)
    return set(_decided_ids(kind, keys).union(held))


def is_kept(item: Any) -> bool:
    """Whether a revision uses the image or document which is decided or under way: then it stays as it is."""
    return item.pk is not None and bool(kept_ids(kind_of(item), [item.pk]))


def is_decided(item: Any) -> bool:
    """Whether a decided revision uses this image or document, so that it stays as it is for good."""
    return item.pk is not None and _decided_ids(kind_of(item), [item.pk]).exists()


def _decided_ids(kind: str, keys: Collection[int]) -> "QuerySet[DecidedFile, int]":
    """Those that a decided revision uses; a deleted page's revisions are gone."""
    uses = DecidedFile.objects.filter(kind=kind, file_id__in=keys, decision__revision__isnull=False)
    return uses.values_list("file_id", flat=True)


def kept_message(item: Any) -> str:
    """Says why a kept file stays as it is, and the way on."""
    if is_decided(item):
        return _(
            "“%(title)s” is used by approved content: it stays as it is. Upload the new version as a new file, "
            "choose that one on the page, and have the page approved."
        ) % {"title": item.title}
    return _(
        "“%(title)s” is used by work that is under way: until that ends, it stays as it is. Upload the new "
        "version as a new file, and choose that one on the page once the page was returned or recalled."
    ) % {"title": item.title}


def changed_fields(instance: Any, fields: list[str], update_fields: Iterable[str] | None) -> list[str]:
    """Names of the columns that a save of the instance would change in the stored row.

    `fields`: columns compared besides `file`. The row is locked inside a transaction, so that no decision or
    submission that uses it comes between.
    """
    rows = type(instance)._base_manager.filter(pk=instance.pk)
    if connection.in_atomic_block:
        rows = rows.select_for_update()
    stored = rows.values("file", *fields).first()
    if stored is None:
        return []
    deferred = instance.get_deferred_fields()
    written = {"file", *fields} - deferred
    if update_fields is not None:
        names = set(update_fields)
        written = {name for name in written if names & {name, name.removesuffix("_id")}}
    changed = [name for name in written - {"file"} if getattr(instance, name) != stored[name]]
    if "file" in written and (instance.file.name != stored["file"] or not instance.file._committed):
        changed.append("file")
    return sorted(changed)


def refuse_change(sender: type, instance: Any, raw: bool, update_fields: Any, **kwargs: Any) -> None:
    """Receiver of `pre_save` of images and documents: raise `PublicationRefused` for a change of a kept one."""
    if raw or instance._state.adding:
        return
    changed = changed_fields(instance, shown_fields(sender), update_fields)
    if changed and is_kept(instance):
        raise PublicationRefused(kept_message(instance))


def refuse_rendition_change(
    sender: type, instance: Any, raw: bool, update_fields: Any, **kwargs: Any
) -> None:
    """Receiver of `pre_save` of renditions: those of kept images are made and thrown away, never changed."""
    if raw or instance._state.adding:
        return
    changed = changed_fields(instance, RENDITION_FIELDS, update_fields)
    if changed and kept_ids(Kind.IMAGE, [instance.image_id]):
        raise PublicationRefused(kept_message(instance.image))


def refuse_deletion(sender: type, instance: Any, **kwargs: Any) -> None:
    """Receiver of `pre_delete` of images and documents: raise `PublicationRefused` for a kept one.

    The row is locked, so that no decision or submission comes between.
    """
    locked(kind_of(instance), [instance.pk])
    if is_kept(instance):
        raise PublicationRefused(kept_message(instance))


def refuse_restriction(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Receiver for the privacy of a collection: closing it hides what was approved, opening it shows more.

    Raises `PublicationRefused` where the collection, or one below it, holds a kept file.
    """
    if raw:
        return
    below = instance.collection.get_descendants(inclusive=True).values("pk")
    for kind in Kind:
        inside = model_of(kind)._default_manager.filter(collection__in=below).values("pk")
        if kept_ids(kind, inside):
            raise PublicationRefused(
                _(
                    "“%(collection)s” holds files of content that is approved or under way: its privacy stays "
                    "as it is."
                )
                % {"collection": instance.collection.name}
            )


class KeptFilePermissionPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rules for images or documents, less the deletion of what is kept.

    The receivers refuse the same on the server; this hides the button and names the file in a bulk deletion.
    """

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        """As Wagtail has it, but nobody deletes a kept file."""
        allowed = super().user_has_any_permission_for_instance(user, actions, instance)
        if set(actions) == {"delete"}:
            return bool(allowed and not is_kept(instance))
        return bool(allowed)


def connect() -> None:
    """Connect the receivers and the permissions; called once, when the app registry is ready."""
    for kind in Kind:
        model = model_of(kind)
        pre_save.connect(refuse_change, sender=model, dispatch_uid=f"core.files.save.{kind}")
        pre_delete.connect(refuse_deletion, sender=model, dispatch_uid=f"core.files.delete.{kind}")
        register_permission_policy(
            model, KeptFilePermissionPolicy(model, auth_model=model, owner_field_name="uploaded_by_user")
        )
    rendition = get_image_model().get_rendition_model()
    pre_save.connect(refuse_rendition_change, sender=rendition, dispatch_uid="core.files.rendition")
    for signal in (pre_save, pre_delete):
        signal.connect(
            refuse_restriction, sender=CollectionViewRestriction, dispatch_uid="core.files.privacy"
        )
