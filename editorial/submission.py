"""Handing work in: what is checked before a chain begins or goes on after a return."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from core.refusals import Refused

from .chains import chain_in_force
from .checklist import brings_content, confirmed
from .models import Item, Rule
from .people import load_offices
from .permissions import may_ask_urgently
from .progress import chain_of, subject_page
from .stages import Stage

_codes: ContextVar[Collection[str]] = ContextVar("confirmed_codes", default=())


@contextmanager
def _confirming(codes: Collection[str]) -> Iterator[None]:
    token = _codes.set(codes)
    try:
        yield
    finally:
        _codes.reset(token)


@transaction.atomic
def submit(subject: Any, user: Any, *, codes: Collection[str] = (), urgent: bool = False) -> Item:
    """Submit the latest revision of a page or proposal, or send it again to the stage that returned it.

    `codes`: the statements of the checklist that the user confirmed. `urgent`: straight to the last stage.
    Raises `PermissionDenied` where there is no chain, something is under way, or the urgent way is not the
    user's; `Unconfirmed` for an incomplete checklist.
    """
    state = subject.current_workflow_state
    with _confirming(codes):
        if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            state.resume(user)
        elif state is not None:
            raise Refused(_("“%(title)s” is under way already.") % {"title": subject})
        else:
            chain = chain_in_force(subject_page(subject))
            if chain is None:
                raise Refused(_("This section has no approval chain: nothing can be submitted in it."))
            state = (chain.urgent_workflow if urgent else chain.workflow).start(subject, user)
    return Item.objects.get(workflow_state=state)


def check_submission(workflow_state: WorkflowState, user: Any) -> list[dict[str, str]]:
    """What was confirmed; raises as `submit` does. Every way of starting a chain comes through here."""
    chain, page = chain_of(workflow_state), subject_page(workflow_state.content_object)
    if workflow_state.workflow_id == chain.urgent_workflow_id:
        allowed = user is not None and may_ask_urgently(user.pk, Stage(chain.last), page.path, load_offices())
        if not (allowed and page.live):
            raise Refused(
                _("Only members of the last stage send an urgent correction, and only of what is published.")
            )
    if not brings_content(workflow_state.content_object):
        return []
    return confirmed(page, Rule.Moment.SUBMISSION, _codes.get())
