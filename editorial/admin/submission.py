"""Handing in a page: what must be confirmed, what is missing, and whom it goes to."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page, WorkflowState

from core.refusals import Refused
from editorial.chains import chain_in_force
from editorial.checklist import rules_for, to_confirm
from editorial.models import Rule
from editorial.people import current_offices
from editorial.permissions import Case, may_ask_urgently
from editorial.picture import chain_boxes
from editorial.stages import Stage
from editorial.submission import submit

from .decision import choice_of


class SubmissionForm(forms.Form):
    """What the author confirms."""

    urgent = forms.BooleanField(
        label=gettext_lazy("Urgent correction"),
        required=False,
        help_text=gettext_lazy("Straight to the last stage, where any other member decides."),
    )

    def __init__(self, *args: Any, page: Page, may_be_urgent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = to_confirm(rules_for(page), Rule.Moment.SUBMISSION)
        if wanted:
            self.fields["codes"] = choice_of(wanted, gettext_lazy("I confirm"))
            self.order_fields(["codes", "urgent"])
        if not may_be_urgent:
            del self.fields["urgent"]


class SubmissionView(WagtailAdminTemplateMixin, FormView):
    """Submits the page's latest version, or sends it again to the stage that returned it."""

    form_class = SubmissionForm
    template_name = "editorial/admin/submission.html"
    header_icon = "mail"
    page_title = gettext_lazy("Submit for approval")

    def dispatch(self, request: HttpRequest, *args: Any, page_id: int, **kwargs: Any) -> Any:
        """Find the page; raises `PermissionDenied` for those who may not edit it."""
        self.page = get_object_or_404(Page, pk=page_id).specific
        chain = chain_in_force(self.page)
        permissions = self.page.permissions_for_user(request.user)
        allowed = permissions.can_edit() and permissions.can_submit_for_moderation()
        if chain is None or not allowed:
            raise Refused(_("Only those who may edit a page in a section with a chain submit it."))
        self.chain, self.user_id = chain, request.user.pk or 0
        self.state = self.page.current_workflow_state
        if self.state and self.state.status == WorkflowState.STATUS_IN_PROGRESS:
            messages.info(request, _("This page is under way already."))
            return redirect("approval_decision", item_id=self.state.item.pk)
        self.latest = self.page.get_latest_revision_as_object()
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """The page's title."""
        return str(self.latest.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """End with this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form asks what the section's rules ask."""
        urgent = (
            self.state is None
            and self.page.live
            and may_ask_urgently(self.user_id, Stage(self.chain.last), self.page.path, current_offices())
        )
        return {**super().get_form_kwargs(), "page": self.page, "may_be_urgent": urgent}

    def problems(self) -> list[str]:
        """What a whole page lacks, as messages with the fields' names."""
        try:
            self.latest.full_clean()
        except ValidationError as error:
            if not hasattr(error, "error_dict"):
                return list(error.messages)
            return [
                f"{self.latest._meta.get_field(name).verbose_name}: {' '.join(texts)}"
                if name in {field.name for field in self.latest._meta.get_fields()}
                else " ".join(texts)
                for name, texts in error.message_dict.items()
            ]
        return []

    def form_valid(self, form: SubmissionForm) -> HttpResponse:
        """Submit; what is missing is said above the form, which stays filled."""
        if problems := self.problems():
            form.add_error(None, _("Complete the page first: %(what)s") % {"what": " ".join(problems)})
            return self.form_invalid(form)
        values = form.cleaned_data
        try:
            item = submit(
                self.page,
                self.request.user,
                codes=values.get("codes", ()),
                urgent=values.get("urgent", False),
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        except IntegrityError:
            form.add_error(None, _("Somebody has submitted this page at the same moment."))
            return self.form_invalid(form)
        button = messages.button(reverse("approval_decision", args=[item.pk]), _("Where it is"))
        messages.success(self.request, _("Submitted for approval."), buttons=[button])
        return redirect("wagtailadmin_explore", self.page.get_parent().pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The picture of the chain that it will go through."""
        user = self.request.user
        case = Case(
            stage=Stage(self.chain.last),
            path=self.page.path,
            unit=getattr(self.latest, "owning_unit_id", None),
            authors=frozenset({self.page.owner_id, user.pk} - {None}),
            saved_by=self.latest.latest_revision.user_id if self.latest.latest_revision else None,
        )
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "problems": self.problems(),
            "boxes": chain_boxes(self.chain, case),
            "action_url": reverse("approval_submission", args=[self.page.pk]),
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
        }


def interpose(request: HttpRequest, page: Page) -> None:
    """Turn the editor's “submit” into “save, then confirm” where the section asks for confirmations."""
    if request.method != "POST" or not {"action-submit", "action-restart-workflow"} & request.POST.keys():
        return
    if to_confirm(rules_for(page), Rule.Moment.SUBMISSION):
        values = request.POST.copy()
        values.pop("action-submit", None)
        values.pop("action-restart-workflow", None)
        request.POST = values  # type: ignore[assignment]
        request.to_submit = True  # type: ignore[attr-defined]


def lead_on(request: HttpRequest, page: Page) -> HttpResponse | None:
    """After such a save: the submission page."""
    if getattr(request, "to_submit", False):
        return redirect("approval_submission", page_id=page.pk)
    return None
