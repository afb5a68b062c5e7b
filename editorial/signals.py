"""Keeps what is asked for approval in step with what the current stage saves."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Page, Revision, TaskState

from .approvers import approver_ids


@receiver(post_save, sender=Revision)
def follow_edits_of_the_current_stage(sender: type, instance: Revision, created: bool, **kwargs: Any) -> None:
    """An approver's own edit becomes the version to decide on (by somebody else); other edits do not."""
    if not created or instance.user_id is None:
        return
    waiting = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__object_id=instance.object_id,
        workflow_state__base_content_type_id=instance.base_content_type_id,
    )
    if not waiting.exists():
        return
    page = Page.objects.filter(pk=instance.object_id).first()
    if page is not None and instance.user_id in approver_ids(page):
        waiting.update(revision=instance)
