"""What people do with a proposal that is theirs: send it again, recall it; and the Head: stop a batch."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages

from core.refusals import Refused
from editorial.batches import stop
from editorial.models import Item, Proposal
from editorial.people import current_offices
from editorial.permissions import may_withdraw
from editorial.proposals import resend

from .changes import ChangeView, ReasonForm


def offered(item: Item, subject: Any, user_id: int) -> dict[str, bool]:
    """Which of these the person may do with the work now, by the names of their addresses."""
    if not isinstance(subject, Proposal):
        return {}
    own = user_id in item.authors
    unfinished = item.status == Item.Status.APPROVED and subject.entries.filter(done_at=None).exists()
    return {
        "approval_resend": own and item.status == Item.Status.RETURNED,
        "approval_recall": own and item.status in Item.OPEN,
        "approval_stop": unfinished and may_withdraw(user_id, item.page.path, current_offices()),
    }


class ProposalWorkView(ChangeView):
    """One of these, for those to whom it is offered."""

    header_icon = "clipboard-list"
    name = ""

    def dispatch(self, request: HttpRequest, *args: Any, item_id: int, **kwargs: Any) -> Any:
        """Find the work; raises `PermissionDenied` where it is not theirs, or not the moment for it."""
        self.item = get_object_or_404(Item.objects.select_related("page", "workflow_state"), pk=item_id)
        self.page, self.proposal = self.item.page, self.item.workflow_state.content_object
        if not offered(self.item, self.proposal, request.user.pk or 0).get(self.name):
            raise Refused(_("This can't be done with this work now, or not by you."), page_id=self.page.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """The work's title."""
        return self.item.title

    def done(self, message: str) -> HttpResponse:
        """Back to the work, which says where it stands."""
        messages.success(self.request, message)
        return redirect("approval_decision", item_id=self.item.pk)


class ResendView(ProposalWorkView):
    """A returned proposal, with its reason mended."""

    name = "approval_resend"
    page_title = gettext_lazy("Send again")
    form_class = ReasonForm

    def get_initial(self) -> dict[str, Any]:
        """The reason given so far."""
        return {"reason": self.proposal.reason}

    def act(self, form: ReasonForm) -> HttpResponse:
        """To the stage that returned it."""
        self.item = resend(self.proposal, self.request.user, form.cleaned_data["reason"])
        return self.done(_("Submitted for approval."))


class ConfirmationForm(ReasonForm):
    """Nothing but the button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]


class RecallView(ProposalWorkView):
    """Its authors take a proposal back."""

    name = "approval_recall"
    page_title = gettext_lazy("Recall")
    form_class = ConfirmationForm

    def act(self, form: ReasonForm) -> HttpResponse:
        """It ends here; another may be proposed."""
        self.item.workflow_state.cancel(user=self.request.user)
        return self.done(_("Recalled."))


class StopView(ProposalWorkView):
    """The Head, or whom the Head delegated, publishes nothing more of an approved batch."""

    name = "approval_stop"
    page_title = gettext_lazy("Stop the publication")
    form_class = ReasonForm

    def act(self, form: ReasonForm) -> HttpResponse:
        """What is published already stays."""
        count = stop(self.proposal, self.request.user, form.cleaned_data["reason"])
        return self.done(_("Stopped; %(count)d pages were not published.") % {"count": count})


VIEWS: tuple[type[ProposalWorkView], ...] = (ResendView, RecallView, StopView)


def buttons(item: Item, subject: Any, user_id: int) -> list[tuple[str, str]]:
    """(address, label) of what is offered."""
    shown = offered(item, subject, user_id)
    return [
        (reverse(view.name, args=[item.pk]), str(view.page_title)) for view in VIEWS if shown.get(view.name)
    ]


@hooks.register("register_admin_urls")
def register_own_work() -> list[URLPattern]:
    """One address each."""
    return [
        path(f"approval/<int:item_id>/{view.name.removeprefix('approval_')}/", view.as_view(), name=view.name)
        for view in VIEWS
    ]
