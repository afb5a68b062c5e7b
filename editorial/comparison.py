"""What changed between two revisions of a page, by Wagtail's own comparison of its panels."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page, Revision

from .models import Item, Step


def differences(request: HttpRequest, page: Page, before: Revision, after: Revision) -> list[Any]:
    """The fields that differ, each with `field_label` and `htmldiff`; empty for the same revision."""
    if before.pk == after.pk:
        return []
    old, new = before.as_object(), after.as_object()
    panel = page.get_edit_handler().get_bound_panel(instance=page, request=request, form=None)
    compared = [comparison(old, new) for comparison in panel.get_comparison()]
    return [comparison for comparison in compared if comparison.has_changed()]


def seen_before(item: Item, steps: list[Step]) -> Revision | None:
    """What the work is compared with: the version of the round before, else what is live, else None."""
    current = item.task_state.revision_id if item.task_state else None
    for step in reversed(steps):
        if step.revision_id and step.revision_id != current and step.action != Step.Action.RECALL:
            return step.revision
    subject = item.workflow_state.content_object
    return getattr(subject, "live_revision", None)
