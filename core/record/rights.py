"""Rights in the record: what Wagtail and Django change without logging it, or log without saying what.

Wagtail logs that a group, an account or a site was edited, and the restrictions of pages; not which rights.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from wagtail.models import (
    CollectionViewRestriction,
    GroupCollectionPermission,
    GroupPagePermission,
    PageViewRestriction,
    WorkflowPage,
)

from .writing import write

GRANT, WITHDRAW, ACCOUNT = "rights.grant", "rights.withdraw", "rights.account"
ASSIGN, UNASSIGN = "workflow.assign", "workflow.unassign"
ACCOUNT_FIELDS = ("is_active", "is_superuser")
AREA_ROWS = (GroupPagePermission, GroupCollectionPermission)


def write_area_right(action: str, row: Any) -> None:
    """`row`: a `GroupPagePermission` or `GroupCollectionPermission`, which may be gone by now."""
    area = "page" if isinstance(row, GroupPagePermission) else "collection"
    permission = Permission.objects.select_related("content_type").filter(pk=row.permission_id).first()
    write(
        action,
        subject=Group.objects.filter(pk=row.group_id).first(),
        details={
            "permission": [_name(permission)],
            area: {"id": getattr(row, f"{area}_id"), "title": str(getattr(row, area))},
        },
    )


def record_area_right(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Receiver of `post_save` and `post_delete` of what a group may do in a part of a tree."""
    if not raw:
        write_area_right(GRANT if "created" in kwargs else WITHDRAW, instance)


def record_links(
    sender: Any, instance: Any, action: str, reverse: bool, model: Any, pk_set: Any, **kwargs: Any
) -> None:
    """Receiver of `m2m_changed`: permissions of groups and accounts, members of groups, readers of private areas.

    A removal is recorded before it happens, when it can still be seen what was there.
    """
    if getattr(instance, "_from_fixture", False):
        return
    if action == "post_add":
        written, keys = GRANT, pk_set
    elif action in ("pre_remove", "pre_clear"):
        written, keys = WITHDRAW, _linked(sender, instance, model, pk_set)
    else:
        return
    others = list(model._default_manager.filter(pk__in=keys)) if keys else []
    if not others:
        return
    holders, given = (others, [instance]) if reverse else ([instance], others)
    for holder in holders:
        write(written, subject=_area(holder), details={given[0]._meta.model_name: sorted(map(_name, given))})


def mark_loaded(sender: type, instance: Any, raw: bool, **kwargs: Any) -> None:
    """Receiver of `post_save`: a fixture brings links as well, and their signal does not say so."""
    instance._from_fixture = raw


def _linked(through: Any, instance: Model, model: type[Model], keys: set[int] | None) -> set[int]:
    """Keys of the rows of `model` that are linked to the instance, of these keys or of all (None)."""
    source, target = (
        next(field.attname for field in through._meta.fields if field.related_model is side)
        for side in (instance._meta.concrete_model, model)
    )
    rows = through._default_manager.filter(**{source: instance.pk})
    if keys is not None:
        rows = rows.filter(**{f"{target}__in": keys})
    return set(rows.values_list(target, flat=True))


def _area(holder: Any) -> Any:
    """What a restriction closes is meant, not the restriction."""
    if isinstance(holder, PageViewRestriction):
        return holder.page
    return holder.collection if isinstance(holder, CollectionViewRestriction) else holder


def _name(given: Any) -> str:
    """A permission by its stable name, anything else as the admin shows it."""
    if isinstance(given, Permission):
        return f"{given.content_type.app_label}.{given.codename}"
    return str(given)


def remember_account(sender: Any, instance: Any, raw: bool, update_fields: Any = None, **kwargs: Any) -> None:
    """Receiver of `pre_save`: what the account might do before; nothing was, before there was one."""
    if raw or (update_fields is not None and not set(update_fields) & set(ACCOUNT_FIELDS)):
        instance._rights_before = None
        return
    stored = sender._default_manager.filter(pk=instance.pk).values(*ACCOUNT_FIELDS).first()
    instance._rights_before = stored or dict.fromkeys(ACCOUNT_FIELDS, False)


def record_account(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Receiver of `post_save`: an account came, was switched on or off, or got or lost full rights."""
    before = instance._rights_before
    changed = {
        name: [old, getattr(instance, name)]
        for name, old in (before or {}).items()
        if old != getattr(instance, name)
    }
    if changed:
        write(ACCOUNT, subject=instance, details=changed)


def record_collection_privacy(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Receiver of `post_save` and `post_delete`: as Wagtail logs it of pages."""
    if raw:
        return
    done = {True: "create", False: "edit", None: "delete"}[kwargs.get("created")]
    write(
        f"wagtail.view_restriction.{done}",
        subject=instance.collection,
        details={"restriction": {"type": instance.restriction_type}},
    )


def record_workflow_of_page(sender: type, instance: WorkflowPage, raw: bool = False, **kwargs: Any) -> None:
    """Receiver of `post_save` and `post_delete`: which chain a part of the tree has."""
    if not raw:
        write(
            ASSIGN if "created" in kwargs else UNASSIGN,
            subject=instance.page,
            details={"workflow": {"id": instance.workflow_id, "title": str(instance.workflow)}},
        )


def connect() -> None:
    """Connect the receivers; called once, when the app registry is ready."""
    user = get_user_model()
    for row in AREA_ROWS:
        post_save.connect(record_area_right, sender=row, dispatch_uid="core.record.rights")
        post_delete.connect(record_area_right, sender=row, dispatch_uid="core.record.rights")
    for link in (
        Group.permissions,
        user.user_permissions,
        user.groups,
        PageViewRestriction.groups,
        CollectionViewRestriction.groups,
    ):
        m2m_changed.connect(record_links, sender=link.through, dispatch_uid="core.record.links")
        post_save.connect(mark_loaded, sender=link.field.model, dispatch_uid="core.record.loaded")
    pre_save.connect(remember_account, sender=user, dispatch_uid="core.record.account")
    post_save.connect(record_account, sender=user, dispatch_uid="core.record.account")
    for receiver, sender in (
        (record_collection_privacy, CollectionViewRestriction),
        (record_workflow_of_page, WorkflowPage),
    ):
        post_save.connect(receiver, sender=sender, dispatch_uid="core.record.settings")
        post_delete.connect(receiver, sender=sender, dispatch_uid="core.record.settings")
