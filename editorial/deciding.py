"""A decision of a stage: on exactly the revision that was shown, by one who may, once."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from core.guard import PublicationRefused
from core.refusals import Refused

from .chain_guard import deciding
from .checklist import brings_content, cited, confirmed
from .models import Item, Rule, Step
from .people import load_offices
from .permissions import acts_for, deciders
from .progress import write_step
from .stages import LAST


class ChangedMeanwhile(PublicationRefused):
    """Another revision than the one that was shown; `seen` and `latest` are their ids."""

    def __init__(self, seen: int, latest: int) -> None:
        super().__init__(_("It was changed after you opened it: look at the new version, then decide."))
        self.seen, self.latest = seen, latest


def _locked(item_id: int, user: Any) -> tuple[Item, TaskState]:
    """The item, locked, and its task state: of two decisions at the same moment the second finds it decided."""
    item = Item.objects.select_for_update().select_related("page", "chain").get(pk=item_id)
    if item.status != Item.Status.UNDER_WAY or item.task_state is None:
        raise PublicationRefused(_("Somebody else has decided on this meanwhile."))
    offices = load_offices()
    if user is None or user.pk not in deciders(item.case(), offices):
        raise PublicationRefused(_("Only those who sit in this stage today decide, and nobody on their own."))
    return item, item.task_state


def _check_seen(item: Item, task_state: TaskState, revision_id: int) -> None:
    latest = task_state.workflow_state.content_object.latest_revision_id
    if not revision_id == task_state.revision_id == latest:
        raise ChangedMeanwhile(revision_id, latest)


@transaction.atomic
def approve(
    item_id: int, user: Any, *, revision_id: int, codes: Collection[str] = (), comment: str = ""
) -> Step:
    """Pass the work on to the next stage, or, in the last one, publish exactly this revision.

    `codes`: the statements of the checklist that were confirmed, needed in the last stage. Raises
    `PublicationRefused` for anybody else and where it was decided meanwhile, `ChangedMeanwhile` for another
    revision, `Unconfirmed` for an incomplete checklist.
    """
    item, task_state = _locked(item_id, user)
    _check_seen(item, task_state, revision_id)
    asked = item.stage in LAST and brings_content(task_state.workflow_state.content_object)
    statements = confirmed(item.page, Rule.Moment.PUBLICATION, codes) if asked else []
    step = write_step(
        item,
        Step.Action.APPROVE,
        user,
        on_behalf_of=_head(item, user),
        confirmed=statements,
        comment=comment,
    )
    with deciding(task_state.pk):
        task_state.approve(user=user, comment=comment)
    return step


@transaction.atomic
def send_back(
    item_id: int, user: Any, *, revision_id: int, comment: str, rules: Collection[str] = ()
) -> Step:
    """Return the work to its author with reasons (R23; HY Điều 10.3, ĐN Điều 9.2).

    Raises as `approve` does, and `PermissionDenied` without reasons.
    """
    item, task_state = _locked(item_id, user)
    _check_seen(item, task_state, revision_id)
    if not comment.strip():
        raise Refused(_("Say why it is returned, so that the author can mend it."))
    step = write_step(
        item,
        Step.Action.RETURN,
        user,
        on_behalf_of=_head(item, user),
        rules=cited(item.page, rules),
        comment=comment,
    )
    with deciding(task_state.pk):
        task_state.reject(user=user, comment=comment)
    return step


def _head(item: Item, user: Any) -> Any:
    head = acts_for(user.pk, item.case(), load_offices())
    return get_user_model().objects.get(pk=head) if head else None
