"""Keeps what approved content uses as it was approved: no change, no deletion, whoever asks."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models.signals import pre_delete, pre_save
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from core.guard import PublicationRefused
from core.models import DecidedFile

from .uses import Kind, kind_of, model_of, shown_fields

RENDITION_FIELDS = ["image_id", "filter_spec", "focal_point_key", "width", "height"]


def kept_ids(kind: str, keys: Iterable[int]) -> set[int]:
    """Those of these images or documents that a decided revision uses; a deleted page's revisions are gone."""
    uses = DecidedFile.objects.filter(kind=kind, file_id__in=keys, decision__revision__isnull=False)
    return set(uses.values_list("file_id", flat=True))


def is_kept(item: Any) -> bool:
    """Whether a decided revision uses this image or document, so that it stays as it is."""
    return item.pk is not None and bool(kept_ids(kind_of(item), [item.pk]))


def kept_message(title: str) -> str:
    """Says why a file stays as it is, and the way on."""
    return _(
        "“%(title)s” is used by approved content: it stays as it is. Upload the new version as a new file, "
        "choose that one on the page, and have the page approved."
    ) % {"title": title}


def changed_fields(instance: Any, fields: list[str], update_fields: Iterable[str] | None) -> list[str]:
    """Names of the columns that a save of the instance would change in the stored row.

    `fields`: columns compared besides `file`. The row is locked inside a transaction, so that no decision on
    it is recorded meanwhile.
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
        raise PublicationRefused(kept_message(instance.title))


def refuse_rendition_change(
    sender: type, instance: Any, raw: bool, update_fields: Any, **kwargs: Any
) -> None:
    """Receiver of `pre_save` of renditions: those of kept images are made and thrown away, never changed."""
    if raw or instance._state.adding:
        return
    changed = changed_fields(instance, RENDITION_FIELDS, update_fields)
    if changed and kept_ids(Kind.IMAGE, [instance.image_id]):
        raise PublicationRefused(kept_message(instance.image.title))


def refuse_deletion(sender: type, instance: Any, **kwargs: Any) -> None:
    """Receiver of `pre_delete` of images and documents: raise `PublicationRefused` for a kept one."""
    if is_kept(instance):
        raise PublicationRefused(kept_message(instance.title))


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
                _("“%(collection)s” holds files that approved content uses: its privacy stays as it is.")
                % {"collection": instance.collection.name}
            )


class KeptFilePermissionPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rules for images or documents, less the deletion of what approved content uses.

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
