"""Handing work in: what is checked before a chain begins or goes on after a return."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from core.refusals import Refused

from .chains import chain_in_force
from .checklist import brings_content, confirmed
from .models import Item, Rule
from .people import load_offices
from .permissions import may_ask_urgently
from .progress import chain_of, subject_page, unit_of
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

    What now belongs to another unit, or stands where another section's chain holds, begins anew: those who
    would have had to see it have not.
    `codes`: the statements of the checklist that the user confirmed. `urgent`: straight to the last stage.
    Raises `PermissionDenied` where there is no chain, something is under way, or the urgent way is not the
    user's; `Unconfirmed` for an incomplete checklist.
    """
    state = subject.current_workflow_state
    with _confirming(codes):
        returned = state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES
        if returned and _concerns_others(subject, state.item, user):
            state.cancel(user)
            state = None
        if state is not None and returned:
            state.resume(user)
        elif state is not None:
            raise Refused(_("“%(title)s” is under way already.") % {"title": subject})
        else:
            chain = chain_in_force(subject_page(subject))
            if chain is None:
                raise Refused(_("This section has no approval chain: nothing can be submitted in it."))
            state = (chain.urgent_workflow if urgent else chain.workflow).start(subject, user)
    return Item.objects.get(workflow_state=state)


def _concerns_others(subject: Any, item: Item, user: Any) -> bool:
    """Whether a returned piece of work would now go to another unit or through another section's chain."""
    page, latest = subject_page(subject), subject.get_latest_revision_as_object()
    chain = chain_in_force(page)
    return (chain is not None and chain.page_id != item.chain.page_id) or (
        unit_of(latest, page, user) != item.unit_id
    )


def _require_first_revision(page: Page) -> None:
    """An installed page has no published revision that could stay until the date comes."""
    date = page.get_latest_revision_as_object().go_live_at
    if page.live and page.live_revision_id is None and date and date > timezone.now():
        raise ValidationError(
            _(
                "This page was never published by its chain: take the date away, and give it one the next time."
            )
        )


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
    if isinstance(workflow_state.content_object, Page):
        _require_first_revision(page)
    return confirmed(page, Rule.Moment.SUBMISSION, _codes.get())
