"""Changes of what is live besides its content: proposals for the chain, and withdrawal by the Head."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from core.refusals import Refused
from editorial.models import Proposal
from editorial.people import current_offices
from editorial.permissions import may_withdraw
from editorial.proposals import MOST_CHILDREN, propose, what_goes
from editorial.withdrawal import unschedule, withdraw


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page

    def payload(self) -> dict[str, Any]:
        """What the proposal says besides its reason."""
        return {}


class MoveForm(ReasonForm):
    """Where to."""

    destination = forms.ModelChoiceField(
        label=gettext_lazy("New place, below"), queryset=Page.objects.all(), widget=AdminPageChooser
    )
    field_order = ["destination", "reason"]

    def payload(self) -> dict[str, Any]:
        """The new parent."""
        return {"destination": self.cleaned_data["destination"].pk}


class ReorderForm(ReasonForm):
    """A number for each child; equal ones keep their present order."""

    field_order: list[str] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = list(self.page.get_children().only("pk", "title")[: MOST_CHILDREN + 1])
        for place, child in enumerate(self.children[:MOST_CHILDREN], 1):
            self.fields[f"place-{child.pk}"] = forms.IntegerField(
                label=child.title, initial=place, min_value=1, max_value=10 * MOST_CHILDREN
            )
        self.order_fields([name for name in self.fields if name != "reason"])

    def payload(self) -> dict[str, Any]:
        """The children's ids in the new order."""
        placed = sorted(self.children, key=lambda child: self.cleaned_data.get(f"place-{child.pk}", 0))
        return {"order": [child.pk for child in placed]}


class DeletionForm(ReasonForm):
    """Nothing but the reason; what goes is what is seen now."""

    def payload(self) -> dict[str, Any]:
        """Which pages would go."""
        return what_goes(self.page)


class WithdrawalForm(ReasonForm):
    """How the address answers afterwards."""

    notice = forms.ChoiceField(
        label=gettext_lazy("Visitors see"),
        choices=[
            ("notice", gettext_lazy("a notice with the reason")),
            ("gone", gettext_lazy("that there is no such page")),
        ],
        widget=forms.RadioSelect,
        initial="notice",
    )
    below = forms.BooleanField(label=gettext_lazy("With all published pages below it"), required=False)
    only_date = forms.BooleanField(
        label=gettext_lazy("Only cancel the version that waits for its date; what is published stays"),
        required=False,
    )
    field_order = ["reason", "only_date", "notice", "below"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.page.live:
            del self.fields["notice"], self.fields["below"]
        if not (self.page.live and self.page.approved_schedule):
            del self.fields["only_date"]


FORMS: dict[str, type[ReasonForm]] = {
    Proposal.Kind.MOVE: MoveForm,
    Proposal.Kind.REORDER: ReorderForm,
    Proposal.Kind.DELETION: DeletionForm,
}
TITLES = {
    Proposal.Kind.MOVE: gettext_lazy("Propose a move"),
    Proposal.Kind.REORDER: gettext_lazy("Propose an order of the pages below"),
    Proposal.Kind.DELETION: gettext_lazy("Propose the deletion"),
}


class ChangeView(WagtailAdminTemplateMixin, FormView):
    """What is common: a page, a form with a reason, and errors that leave it filled."""

    template_name = "editorial/admin/change.html"
    page: Page

    def get_page_subtitle(self) -> str:
        """The page's title."""
        return str(self.page.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """End with this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title, "sublabel": self.page.title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form is about the page."""
        return {**super().get_form_kwargs(), "page": self.page}

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it; what cannot be done is said above the form."""
        try:
            return self.act(form)
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
            return self.form_invalid(form)

    def act(self, form: Any) -> HttpResponse:
        """What the form is for; raises `ValidationError`."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where the form goes."""
        return {**super().get_context_data(**kwargs), "page": self.page, "action_url": self.request.path}


class ProposalView(ChangeView):
    """A move, an order or a deletion, for the chain to decide on."""

    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, *args: Any, kind: str, page_id: int, **kwargs: Any) -> Any:
        """Find the page; raises `PermissionDenied` for those who may not edit it."""
        self.page = get_object_or_404(Page, pk=page_id, depth__gt=1).specific
        if not self.page.permissions_for_user(request.user).can_edit():
            raise Refused(_("Only those who may edit a page propose to change its place."))
        self.kind = Proposal.Kind(kind)
        self.page_title = TITLES[self.kind]
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[ReasonForm]:
        """By the kind of change."""
        return FORMS[self.kind]

    def act(self, form: ReasonForm) -> HttpResponse:
        """Submit the proposal."""
        item = propose(self.kind, self.page, self.request.user, form.cleaned_data["reason"], **form.payload())
        button = messages.button(reverse("approval_decision", args=[item.pk]), _("Where it is"))
        messages.success(self.request, _("Submitted for approval."), buttons=[button])
        return redirect("wagtailadmin_explore", self.page.get_parent().pk)


class WithdrawalView(ChangeView):
    """Takes a page offline at once; for the Head and the Head's delegate."""

    header_icon = "download-alt"
    page_title = gettext_lazy("Withdraw")
    form_class = WithdrawalForm

    def dispatch(self, request: HttpRequest, *args: Any, page_id: int, **kwargs: Any) -> Any:
        """Find the page; raises `PermissionDenied` for anybody else."""
        self.page = get_object_or_404(Page, pk=page_id, depth__gt=1).specific
        if not may_withdraw(request.user.pk or 0, self.page.path, current_offices()):
            raise Refused(_("Only the Head of the board, or whom the Head delegated, withdraws."))
        return super().dispatch(request, *args, **kwargs)

    def act(self, form: WithdrawalForm) -> HttpResponse:
        """Withdraw what is live, or cancel what waits for its date."""
        values, user = form.cleaned_data, self.request.user
        if self.page.live and not values.get("only_date"):
            notice = values["notice"] == "notice"
            withdraw(self.page, user, values["reason"], notice=notice, below=values["below"])
            messages.success(self.request, _("Withdrawn."))
        else:
            unschedule(self.page, user, values["reason"])
            messages.success(self.request, _("The publication on its date is cancelled."))
        return redirect("wagtailadmin_explore", self.page.get_parent().pk)


@hooks.register("register_admin_urls")
def register_changes() -> list[URLPattern]:
    """One address a kind of change."""
    proposals = [
        path(
            f"approval/propose/{kind}/<int:page_id>/",
            ProposalView.as_view(),
            {"kind": kind},
            name=f"approval_propose_{kind}",
        )
        for kind in FORMS
    ]
    withdrawal = path(
        "approval/withdraw/<int:page_id>/", WithdrawalView.as_view(), name="approval_withdrawal"
    )
    return [*proposals, withdrawal]
