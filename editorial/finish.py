"""What the end of a chain does. Wagtail imports this while its models load: no model imports at the top."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from wagtail.models import WorkflowState


def publish_approved_revision(workflow_state: "WorkflowState", user: Any = None) -> None:
    """Publish exactly the revision that the last stage approved.

    Raises `PermissionDenied`, and so undoes what ended the chain, where a newer revision has been saved
    meanwhile, where the page cannot be published as it is, or where the chain ended without the last stage's
    approval: it has no stages, its stage was switched off, or another kind of task took its place.
    """
    from core.decisions import decide_and_publish
    from core.models import Decision
    from editorial.approvers import decided_lawfully
    from editorial.models import HeadApprovalTask

    task_state = workflow_state.current_task_state
    if (
        task_state is None
        or not isinstance(task_state.task.specific, HeadApprovalTask)
        or not decided_lawfully(task_state)
    ):
        raise PermissionDenied(_("The last stage of the chain has not approved this page."))
    page = workflow_state.content_object
    revision = task_state.revision
    if page.latest_revision_id != revision.pk:
        raise PermissionDenied(
            _("The page was changed after it was submitted; look at the new version first.")
        )
    try:
        decide_and_publish(Decision.Kind.CHAIN, revision, by=user, workflow_state=workflow_state)
    except ValidationError as error:
        raise PermissionDenied(" ".join(error.messages)) from error
