"""Moves, orders and deletions of what is live: proposed, decided on by the chain, carried out at its end."""

import hashlib
from contextlib import ExitStack
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page, WorkflowState

from core.guard import PublicationRefused, carrying_out
from core.models import Decision

from .chains import chain_in_force, last_stage
from .models import Chain, Item, Proposal, Step
from .place_guard import under_way_message, work_at
from .stages import Stage

MOST_CHILDREN = 500
"""Above this a section is ordered by date or number, not by hand."""


def governing_page(proposal: Proposal) -> Page:
    """The page whose chain decides: where it is, or where it would go if that is reserved to the leaders."""
    if proposal.kind == Proposal.Kind.MOVE:
        destination = Page.objects.filter(pk=proposal.payload.get("destination")).first()
        chain = chain_in_force(destination) if destination else None
        if chain and chain.last == Stage.LEADERS:
            return destination
    return proposal.page


@transaction.atomic
def propose(kind: Proposal.Kind, page: Page, user: Any, reason: str, **payload: Any) -> Item:
    """Write a proposal down and submit it. Raises `ValidationError` for what cannot be done, with what to do."""
    from .submission import submit

    page = page.specific
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    proposal = Proposal(
        kind=kind,
        page=page,
        title=f"{Proposal.Kind(kind).label}: {page.title}"[:255],
        payload=payload,
        reason=reason,
        created_by=user,
        live=False,
    )
    check(proposal)
    same = Item.objects.filter(page=page, status__in=Item.OPEN)
    if same.filter(workflow_state__base_content_type__model="proposal").exists():
        raise ValidationError(
            _("Another proposal about this page is under way; wait for its end or recall it.")
        )
    proposal.save()
    proposal.save_revision(user=user)
    return submit(proposal, user)


@transaction.atomic
def resend(proposal: Proposal, user: Any, reason: str) -> Item:
    """Send a returned proposal again, as things stand now, to the stage that returned it.

    Raises `ValidationError` for what cannot be done any more, `PermissionDenied` where it was not returned.
    """
    from .batches import renew
    from .submission import submit

    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    proposal.reason = reason
    if proposal.kind == Proposal.Kind.BATCH:
        renew(proposal)
    elif proposal.kind == Proposal.Kind.DELETION:
        proposal.payload = what_goes(proposal.page)
    if proposal.kind != Proposal.Kind.BATCH:
        check(proposal)
    proposal.save()
    proposal.save_revision(user=user)
    return submit(proposal, user)


def check(proposal: Proposal) -> None:
    """Raise `ValidationError` where the proposal cannot be carried out as things stand."""
    page = proposal.page.specific
    if page.depth <= 2 and proposal.kind != Proposal.Kind.REORDER:
        raise ValidationError(_("A home page is neither moved nor deleted."))
    checks = {
        Proposal.Kind.MOVE: _check_move,
        Proposal.Kind.REORDER: _check_order,
        Proposal.Kind.DELETION: _check_deletion,
    }
    checks[Proposal.Kind(proposal.kind)](page, proposal.payload)
    if proposal.kind == Proposal.Kind.REORDER:
        return
    if item := work_at(page, without=proposal):
        raise ValidationError(under_way_message(item))
    _check_reserved(page, last_stage(governing_page(proposal)))


def _check_reserved(page: Page, last: Stage | None) -> None:
    """What is reserved to the department's leaders leaves its place by their chain alone."""
    reserved = Chain.objects.filter(
        workflow__workflow_pages__page__path__startswith=page.path, last=Stage.LEADERS
    ).select_related("page")
    if last != Stage.LEADERS and (chain := reserved.first()):
        raise ValidationError(
            _("“%(title)s” below it is reserved to the department's leaders: propose that by itself first.")
            % {"title": chain.page}
        )


def _check_move(page: Page, payload: dict[str, Any]) -> None:
    destination = Page.objects.filter(pk=payload.get("destination")).first()
    if destination is None:
        raise ValidationError(_("Choose where it shall go."))
    destination = destination.specific
    if destination == page or destination.is_descendant_of(page) or destination == page.get_parent():
        raise ValidationError(_("It is there already, or would stand below itself; choose another place."))
    if not page.permission_tester_class.movable or not page.can_move_to(destination):
        raise ValidationError(_("Pages of this kind cannot stand there."))
    if not Page._slug_is_available(page.slug, destination, page):
        raise ValidationError(_("Another page there has the same address part; change it first."))


def _check_order(page: Page, payload: dict[str, Any]) -> None:
    children = list(page.get_children().values_list("pk", flat=True)[: MOST_CHILDREN + 1])
    if len(children) > MOST_CHILDREN:
        raise ValidationError(
            _("Sections with more than %(n)d pages are not ordered by hand.") % {"n": MOST_CHILDREN}
        )
    if sorted(children) != sorted(payload.get("order", [])):
        raise ValidationError(_("Pages were added or removed meanwhile; propose the order anew."))


def _check_deletion(page: Page, payload: dict[str, Any]) -> None:
    installed = [Decision.Kind.INSTALLATION, Decision.Kind.SYSTEM]
    if Decision.objects.filter(page_id=page.pk, kind__in=installed).exists():
        raise ValidationError(_("The system keeps this page."))
    if what_goes(page) != payload:
        raise ValidationError(_("The pages below it changed meanwhile; propose the deletion anew."))


def what_goes(page: Page) -> dict[str, Any]:
    """The payload of a deletion: how many pages, and a digest of which and of what visitors see of them."""
    rows = page.get_descendants(inclusive=True).order_by("path").values_list("pk", "live", "live_revision_id")
    lines = [f"{pk} {live} {revision}" for pk, live, revision in rows]
    return {"pages": len(lines), "digest": hashlib.sha256("\n".join(lines).encode()).hexdigest()}


def carry_out(proposal: Proposal, workflow_state: WorkflowState, step: Step) -> None:
    """Do what was approved and record it; raises `PublicationRefused` where it cannot be done any more."""
    from .batches import begin

    if proposal.kind == Proposal.Kind.BATCH:
        begin(proposal, workflow_state)
        return
    try:
        check(proposal)
    except ValidationError as error:
        raise PublicationRefused(" ".join(error.messages)) from error
    page, by = proposal.page.specific, step.by
    Decision.objects.create(
        kind=proposal.kind,
        page_id=page.pk,
        decided_by=by,
        reason=proposal.reason,
        workflow_state=workflow_state,
    )
    Proposal.objects.filter(pk=proposal.pk).update(carried_out_at=timezone.now())
    if proposal.kind == Proposal.Kind.MOVE:
        with carrying_out(page.pk):
            _move(page, Page.objects.get(pk=proposal.payload["destination"]), by)
    elif proposal.kind == Proposal.Kind.REORDER:
        _reorder(page, proposal.payload["order"], by)
    else:
        _delete(page, proposal, by)


def _move(page: Page, parent: Page, by: Any) -> None:
    MovePageAction(page, parent, pos="last-child", user=by).execute(skip_permission_checks=True)


def _reorder(page: Page, order: list[int], by: Any) -> None:
    for pk in order:
        child = Page.objects.get(pk=pk).specific
        with carrying_out(pk):
            _move(child, Page.objects.get(pk=page.pk), by)


def _delete(page: Page, proposal: Proposal, by: Any) -> None:
    """Delete with everything below; the record of the decision stays, with the parent."""
    parent = page.get_parent()
    Proposal.objects.filter(pk=proposal.pk).update(page=parent)
    Item.objects.filter(page=page, workflow_state__object_id=str(proposal.pk)).filter(
        workflow_state__base_content_type__model="proposal"
    ).update(page=parent)
    below = page.get_descendants(inclusive=True).values_list("pk", flat=True)
    with ExitStack() as stack:
        for pk in below:
            stack.enter_context(carrying_out(pk))
        DeletePageAction(page, user=by).execute(skip_permission_checks=True)
