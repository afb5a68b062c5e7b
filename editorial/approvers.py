"""From the database to the pure rule: who may decide about a page right now."""

from collections import defaultdict

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.models import Page, Revision, TaskState, WorkflowState

from organization.models import Appointment

from .permissions import LAST_STAGE_ROLES, SUBSTITUTE_ROLES, last_stage_approvers

DECIDING_ROLES = [role for roles in (LAST_STAGE_ROLES, *SUBSTITUTE_ROLES) for role in roles]


def holders_of_deciding_roles() -> dict[str, set[int]]:
    """Ids of active users by the deciding role that they hold today."""
    held = Appointment.objects.today().filter(office__role__in=DECIDING_ROLES, person__user__is_active=True)
    holders: dict[str, set[int]] = defaultdict(set)
    for role, user_id in held.values_list("office__role", "person__user_id"):
        holders[role].add(user_id)
    return holders


def authors_of(page: Page, state: WorkflowState | None, revision: Revision | None) -> set[int]:
    """Ids of those whose own work the revision is: the page's creator, its submitter, who saved it."""
    ids = {
        page.owner_id,
        state.requested_by_id if state else None,
        revision.user_id if revision else None,
    }
    return {user_id for user_id in ids if user_id is not None}


def approver_ids(page: Page) -> frozenset[int]:
    """Ids of the users who may approve the page's latest revision now."""
    authors = authors_of(page, page.current_workflow_state, page.latest_revision)
    return last_stage_approvers(holders_of_deciding_roles(), authors)


def approvers(page: Page) -> QuerySet:
    """The users who may approve the page's latest revision now."""
    return get_user_model().objects.filter(pk__in=approver_ids(page))


def decided_lawfully(task_state: TaskState) -> bool:
    """Whether the task state was approved by one who may decide on its revision."""
    if task_state.status != TaskState.STATUS_APPROVED:
        return False
    state = task_state.workflow_state
    authors = authors_of(state.content_object, state, task_state.revision)
    return task_state.finished_by_id in last_stage_approvers(holders_of_deciding_roles(), authors)


def waiting_task_states(user_id: int, task_id: int) -> list[int]:
    """Ids of the task states of this task on which the user may decide now."""
    holders = holders_of_deciding_roles()
    if not any(user_id in ids for ids in holders.values()):
        return []
    states = TaskState.objects.filter(task_id=task_id, status=TaskState.STATUS_IN_PROGRESS).select_related(
        "workflow_state", "revision"
    )
    pages = Page.objects.in_bulk({int(state.workflow_state.object_id) for state in states})
    return [
        state.pk
        for state in states
        if (page := pages.get(int(state.workflow_state.object_id)))
        and user_id in last_stage_approvers(holders, authors_of(page, state.workflow_state, state.revision))
    ]
