"""Setting a section's chain and finding the one that is in force."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from core.refusals import Refused

from .chain_guard import configuring
from .models import Chain, StageTask
from .people import load_offices
from .permissions import may_configure, may_set_chain
from .stages import Stage


def stage_task(stage: Stage) -> StageTask:
    """The one task of this stage; made where a test's or an emptied database lacks it."""
    task = StageTask.objects.filter(stage=stage).first()
    if task is None:
        with configuring():
            task = StageTask.objects.create(stage=stage, name=stage.value)
    return task


def _workflow(name: str, stages: list[Stage]) -> Workflow:
    workflow = Workflow.objects.create(name=name)
    for order, stage in enumerate(stages):
        WorkflowTask.objects.create(workflow=workflow, task=stage_task(stage), sort_order=order)
    return workflow


def last_stage(page: Page) -> Stage | None:
    """The last stage of the chain in force for this page; None where there is none."""
    chain = chain_in_force(page)
    return Stage(chain.last) if chain else None


def _require(page: Page, by: Any) -> None:
    last, offices = last_stage(page), load_offices()
    if may_set_chain(by.pk, last, offices):
        return
    if may_configure(by.pk, offices):
        raise Refused(_("What is reserved to the department's leaders only the Director sets."))
    raise Refused(_("Chains are set by the Director or the Head of the board."))


@transaction.atomic
def configure(chain: Chain, by: Any) -> Chain:
    """Put an unsaved version of a section's chain in force from now on; what is under way keeps its own.

    Raises `PermissionDenied` for anybody but the Director and the Head of the board.
    """
    _require(chain.page, by)
    chain.decided_by = by
    return put_in_force(chain)


def put_in_force(chain: Chain) -> Chain:
    """Save the version with its workflows and assign it; for `configure` and the installation alone."""
    stages, section = list(chain.hours()), Page.objects.get(pk=chain.page_id)
    with configuring():
        chain.workflow = _workflow(_("Approval: %(section)s") % {"section": section.title}, stages)
        chain.urgent_workflow = _workflow(
            _("Urgent correction: %(section)s") % {"section": section.title}, stages[-1:]
        )
        chain.save()
        WorkflowPage.objects.update_or_create(page=section, defaults={"workflow": chain.workflow})
    return chain


@transaction.atomic
def inherit(page: Page, by: Any) -> None:
    """Take a section's own chain away, so that the one above holds; raises `PermissionDenied`.

    The installed home pages keep one: without it nothing could be published.
    """
    _require(page, by)
    if page.depth <= 2:
        raise Refused(_("The home page's chain is changed, not removed: the sections inherit it."))
    with configuring():
        WorkflowPage.objects.filter(page=page).delete()


def chain_in_force(page: Page) -> Chain | None:
    """The chain that new work on this page goes through: its own or the nearest above; None for none."""
    paths = [page.path[:length] for length in range(page.steplen, len(page.path) + 1, page.steplen)]
    return (
        Chain.objects.filter(workflow__workflow_pages__page__path__in=paths, workflow__active=True)
        .select_related("page", "workflow", "urgent_workflow")
        .order_by("-page__depth")
        .first()
    )
