"""What the end of a chain does. Wagtail imports this while its models load: no model imports at the top."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from wagtail.models import WorkflowState


def publish_approved_revision(workflow_state: "WorkflowState", user: Any = None) -> None:
    """Publish exactly the revision that the last stage approved.

    Raises `PermissionDenied`, and so undoes the approval, where a newer revision has been saved meanwhile.
    """
    from core.decisions import decide_and_publish
    from core.models import Decision

    task_state = workflow_state.current_task_state
    page = workflow_state.content_object
    revision = task_state.revision
    if page.latest_revision_id != revision.pk:
        raise PermissionDenied(
            _("The page was changed after it was submitted; look at the new version first.")
        )
    decide_and_publish(Decision.Kind.CHAIN, revision, by=user, workflow_state=workflow_state)
