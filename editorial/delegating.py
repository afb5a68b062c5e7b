"""The Head names who acts in the Head's absence, and ends it on return (R22; ĐN Điều 14.1–2)."""

import datetime
from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.models import Page

from core.record import write
from core.refusals import Refused

from .models import Delegation, Notification
from .notifying import notify
from .people import load_offices
from .permissions import delegable, may_delegate

NAMED, ENDED = "delegation.name", "delegation.end"


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """What the record says of delegations."""
    actions.register_action(NAMED, gettext_lazy("Naming of a delegate"), gettext_lazy("Delegate named"))
    actions.register_action(ENDED, gettext_lazy("End of a delegation"), gettext_lazy("Delegation ended"))


def sections_overlap(some: Collection[str] | None, others: Collection[str] | None) -> bool:
    """Whether two choices of sections, given by their tree paths, share one; None means all."""
    if some is None or others is None:
        return True
    return any(one.startswith(other) or other.startswith(one) for one in some for other in others)


def _require_nameable(head: Any, delegate: Any, ends_at: datetime.datetime, now: datetime.datetime) -> None:
    offices = load_offices()
    if not may_delegate(head.pk, offices):
        raise Refused(_("Only the Head of the board names a delegate."))
    if delegate.pk not in delegable(offices):
        raise ValidationError(
            {"delegate": _("Only a Deputy of the board or a leader of the department can be named.")}
        )
    if ends_at <= now:
        raise ValidationError({"ends_at": _("The end is in the past.")})


@transaction.atomic
def name_delegate(
    head: Any,
    delegate: Any,
    *,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    reason: str,
    sections: Collection[Page] = (),
) -> Delegation:
    """Name a delegate and tell them. A beginning in the past becomes now.

    Raises `PermissionDenied` for anybody but the Head, `ValidationError` for a delegate without a Deputy's or
    leader's office, an end that is past, and an overlap with another delegation for the same sections.
    """
    now = timezone.now()
    _require_nameable(head, delegate, ends_at, now)
    # Of two at the same moment the second waits here and then sees the first.
    get_user_model().objects.select_for_update().get(pk=head.pk)
    delegation = Delegation(
        head=head,
        delegate=delegate,
        starts_at=max(starts_at, now),
        ends_at=ends_at,
        reason=reason,
        everywhere=not sections,
    )
    delegation.full_clean()
    _refuse_overlap(delegation, [page.path for page in sections] or None)
    delegation.save()
    delegation.sections.set(sections)
    _record_naming(delegation, sections)
    notify(
        [delegate.pk],
        Notification.Kind.DELEGATED,
        due=delegation.starts_at.isoformat(),
        until=ends_at.isoformat(),
        comment=reason,
    )
    return delegation


def _record_naming(delegation: Delegation, sections: Collection[Page]) -> None:
    """The reason stays with the delegation, which is kept for ever: it may say something private."""
    details = {
        "from": delegation.starts_at.isoformat(),
        "until": delegation.ends_at.isoformat(),
        "sections": [f"{page.title} ({page.pk})" for page in sections],
    }
    write(NAMED, actor=delegation.head, subject=delegation, details=details)


def _refuse_overlap(delegation: Delegation, paths: list[str] | None) -> None:
    end = Least(F("ends_at"), Coalesce(F("ended_at"), F("ends_at")))
    same_time = Delegation.objects.annotate(real_end=end).filter(
        Q(starts_at__lt=delegation.ends_at, real_end__gt=delegation.starts_at), head=delegation.head
    )
    for other in same_time.select_related("delegate__person").prefetch_related("sections"):
        if sections_overlap(paths, other.paths()):
            named = getattr(other.delegate, "person", None) or other.delegate
            raise ValidationError(
                _("%(name)s is named for the same sections and an overlapping time; end that first.")
                % {"name": named}
            )


@transaction.atomic
def end_delegation(delegation: Delegation, by: Any) -> None:
    """The Head is back. Raises `PermissionDenied` for anybody but the Head who named the delegate."""
    if delegation.head_id != by.pk or not may_delegate(by.pk, load_offices()):
        raise Refused(_("Only the Head who named the delegate ends it."))
    if delegation.ended_at is None:
        delegation.end_now()
        write(ENDED, actor=by, subject=delegation)
