"""Recording decisions and carrying them out."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision, WorkflowState
from wagtail.signals import page_published

from .files.uses import record_files
from .guard import PublicationRefused, carrying_out
from .models import Decision
from .models.decisions import revision_digest

LIVE_FIELDS = [
    "live",
    "expired",
    "has_unpublished_changes",
    "live_revision",
    "first_published_at",
    "last_published_at",
]


def require_decision(page: Page, revision: Revision) -> Decision:
    """The page's newest decision, which must be for this revision as it is now; else `PublicationRefused`."""
    decision = Decision.objects.on_content().filter(page_id=page.pk).order_by("-pk").first()
    if (
        decision is None
        or decision.revision_id != revision.pk
        or decision.digest != revision_digest(revision.content)
    ):
        raise PublicationRefused(
            _("“%(title)s” cannot be published: no decision of its approval chain covers this revision.")
            % {"title": page.title}
        )
    return decision


@transaction.atomic(savepoint=False)
def record(
    kind: Decision.Kind,
    revision: Revision,
    *,
    by: Any = None,
    reason: str = "",
    workflow_state: WorkflowState | None = None,
) -> Decision:
    """Write down that this revision, as it is now, is approved, and which files it uses."""
    decision = Decision.objects.create(
        kind=kind,
        page_id=int(revision.object_id),
        revision=revision,
        digest=revision_digest(revision.content),
        decided_by=by,
        reason=reason,
        workflow_state=workflow_state,
    )
    record_files(decision)
    return decision


@transaction.atomic
def decide_and_publish(kind: Decision.Kind, revision: Revision, **details: Any) -> Decision:
    """Record the decision and publish exactly this revision (or schedule it by its own go-live date)."""
    decision = record(kind, revision, **details)
    revision.publish(user=details.get("by"), skip_permission_checks=True)
    return decision


@transaction.atomic
def decide_and_go_live(kind: Decision.Kind, page: Page, revision: Revision, **details: Any) -> Decision:
    """Record the decision and publish a draft whose row was just saved as this revision.

    The same end as `decide_and_publish` for a page that was never live, without building the page anew from
    its revision: an import of thousands of documents takes half the time.
    """
    decision = record(kind, revision, **details)
    now = timezone.now()
    page.live, page.expired, page.has_unpublished_changes = True, False, False
    page.live_revision, page.first_published_at, page.last_published_at = revision, now, now
    with carrying_out(page.pk):
        page.save(update_fields=LIVE_FIELDS, clean=False)
        page_published.send(sender=type(page), instance=page, revision=revision)
    log(instance=page, action="wagtail.publish", user=details.get("by"), revision=revision)
    return decision


def move_decided(page: Page, parent: Page) -> None:
    """Move a page below `parent` as part of a decision that is already recorded for it."""
    with carrying_out(page.pk):
        page.move(parent, pos="last-child")
        page.refresh_from_db()
