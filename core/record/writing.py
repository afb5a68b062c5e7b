"""Adding to the record."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page
from wagtail.models.audit_log import BaseLogEntry

from core.models.record import NAME_LENGTH, RecordEntry

from .privacy import is_named, kept_data


def write(
    action: str,
    *,
    actor: Any = None,
    subject: Model | None = None,
    title: str = "",
    details: dict[str, Any] | None = None,
    page_id: int | None = None,
    at: datetime | None = None,
) -> RecordEntry:
    """Add one entry, in the transaction of what it tells of.

    `actor`: the account, by default the one whose request in the admin this is; none means the system.
    `subject`: the object; `title` by default as the admin names it. `details`: plain data for JSON; like the
    title it is dropped where the subject's model is not named in the record. `page_id`: for a subject that
    is no page, or a page that is gone.
    """
    model: type[Model] | None = None
    if isinstance(subject, Page):
        page_id, model = subject.pk, subject.cached_content_type.model_class()
        title = title or subject.get_admin_display_title()
    elif subject is not None:
        # Through a lazy object, as `request.user` is one.
        model = subject._meta.concrete_model
        title = title or str(subject)
    named = subject is None or is_named(model)
    return RecordEntry.objects.create(
        at=at or timezone.now(),
        **_actor_fields(actor or get_active_log_context().user),
        action=action,
        object_type=model._meta.label_lower if model else "",
        object_id="" if subject is None else str(subject.pk),
        title=title[:NAME_LENGTH] if named else "",
        page_id=page_id,
        details=(details or {}) if named else {},
    )


def copy_log_entry(entry: BaseLogEntry) -> RecordEntry:
    """Add what Wagtail logged: all of its actions on pages, snippets, files, accounts, sites and settings."""
    page = getattr(entry, "page", None)
    content_type = page.cached_content_type if page else entry.content_type
    named = is_named(content_type.model_class() if content_type else None)
    details = kept_data(entry.data)
    if entry.revision_id and "revision" not in details:
        details["revision"] = {"id": entry.revision_id}
    return RecordEntry.objects.create(
        at=entry.timestamp,
        **_actor_fields(entry.user),
        action=entry.action,
        object_type=f"{content_type.app_label}.{content_type.model}" if content_type else "",
        object_id=str(entry.object_id),
        title=str(entry.label)[:NAME_LENGTH] if named else "",
        page_id=page.pk if page else None,
        details=details if named else {},
    )


def _actor_fields(actor: Any) -> dict[str, Any]:
    """Number and name of an account; empty for the system and for visitors."""
    if actor is None or actor.pk is None:
        return {}
    name, username = actor.get_full_name().strip(), actor.get_username()
    shown = f"{name} ({username})" if name else username
    return {"actor_id": actor.pk, "actor_name": shown[:NAME_LENGTH]}
