"""What the end of a chain does. Wagtail imports this while its models load: no model imports at the top."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from wagtail.models import WorkflowState

    from editorial.models import Step


def passed_stages(workflow_state: "WorkflowState") -> "Step | None":
    """The last stage's approval where every stage of the workflow has one; None where one is missing."""
    from editorial.models import StageTask, Step
    from editorial.stages import LAST

    needed = list(
        StageTask.objects.filter(workflow_tasks__workflow_id=workflow_state.workflow_id)
        .order_by("workflow_tasks__sort_order")
        .values_list("stage", flat=True)
    )
    approvals = Step.objects.filter(
        item__workflow_state=workflow_state,
        action=Step.Action.APPROVE,
        task_state__status="approved",
    ).order_by("pk")
    by_stage = {step.stage: step for step in approvals}
    if not needed or needed[-1] not in LAST or any(stage not in by_stage for stage in needed):
        return None
    return by_stage[needed[-1]]


def publish_approved_revision(workflow_state: "WorkflowState", user: Any = None) -> None:
    """Publish exactly the revision that the last stage approved, or carry out the approved proposal.

    Raises `PublicationRefused`, and so undoes what ended the chain, where a stage has not approved, where a
    newer revision has been saved meanwhile, or where it cannot be published as it is.
    """
    from core.decisions import decide_and_publish
    from core.guard import PublicationRefused
    from core.models import Decision

    step = passed_stages(workflow_state)
    if step is None:
        raise PublicationRefused(_("Not every stage of the chain has approved this."))
    subject, revision = workflow_state.content_object, step.revision
    if revision is None or subject.latest_revision_id != revision.pk:
        raise PublicationRefused(_("It was changed after it was submitted; look at the new version first."))
    try:
        if hasattr(subject, "carry_out"):
            revision.as_object().carry_out(workflow_state, step)
        else:
            decide_and_publish(Decision.Kind.CHAIN, revision, by=step.by, workflow_state=workflow_state)
    except ValidationError as error:
        raise PublicationRefused(" ".join(error.messages)) from error
