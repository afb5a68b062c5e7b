"""What is under way stays where its chain was chosen: no page on its way up is moved or deleted meanwhile."""

from typing import Any

from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models
from wagtail.signals import pre_page_move

from core.guard import PublicationRefused, is_carried_out

from .models import BatchEntry, Item, Proposal


def work_at(page: Page, without: Proposal | None = None) -> Item | None:
    """A piece of work under way about this page or one below it, or that would bring something there.

    `without`: a proposal that is not counted. Two queries, and two more while proposals are under way.
    """
    under_way = Item.objects.filter(status=Item.Status.UNDER_WAY).select_related("workflow_state")
    proposed = under_way.filter(workflow_state__base_content_type__model="proposal")
    if without is not None:
        own = {"workflow_state__object_id": str(without.pk)}
        under_way = under_way.exclude(workflow_state__base_content_type__model="proposal", **own)
        proposed = proposed.exclude(**own)
    if item := under_way.filter(page__path__startswith=page.path).first():
        return item
    by_proposal = {int(item.workflow_state.object_id): item for item in proposed}
    if not by_proposal:
        return None
    if entry := BatchEntry.objects.filter(proposal__in=by_proposal, page__path__startswith=page.path).first():
        return by_proposal[entry.proposal_id]
    moves = Proposal.objects.filter(pk__in=by_proposal, kind=Proposal.Kind.MOVE).select_related("page")
    for move in moves:
        ends = [move.page, move.destination]
        if any(end and end.path.startswith(page.path) for end in ends):
            return by_proposal[move.pk]
    return None


def refuse_while_under_way(sender: type, instance: Any, **kwargs: Any) -> None:
    """Receiver of `pre_delete` and `pre_page_move`: raise `PublicationRefused` where work is under way."""
    if not isinstance(instance, Page) or is_carried_out(instance.pk):
        return
    if item := work_at(instance):
        raise PublicationRefused(under_way_message(item), page_id=instance.pk)


def under_way_message(item: Item) -> str:
    """What stands in the way, and what to do."""
    return _("“%(title)s” is under way here: decide on it, return it or recall it first.") % {
        "title": item.title
    }


def connect() -> None:
    """Connect the receivers; called once, when the app registry is ready."""
    for model in get_page_models():
        pre_delete.connect(refuse_while_under_way, sender=model, dispatch_uid="editorial.place.delete")
    pre_page_move.connect(refuse_while_under_way, dispatch_uid="editorial.place.move")
