"""The decision page: what is decided on, what changed, what was said, and the buttons of the stage."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from core.refusals import Refused
from editorial.checklist import brings_content, rules_for, to_confirm
from editorial.comparison import differences, seen_before
from editorial.deciding import ChangedMeanwhile, approve, send_back
from editorial.models import Item, Rule
from editorial.people import current_offices
from editorial.permissions import acts_for, deciders
from editorial.picture import item_boxes
from editorial.stages import LAST

from .own_work import buttons


def labelled(rule: Rule) -> str:
    """A rule as it is shown for choice: the statement and its citation."""
    return f"{rule.localized_name} ({rule.citation})" if rule.citation else rule.localized_name


def choice_of(rules: Collection[Rule], label: Any) -> forms.MultipleChoiceField:
    """One box for each of the rules."""
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(rule.code, labelled(rule)) for rule in rules],
    )


class DecisionForm(forms.Form):
    """Approve or return the revision that was shown."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    comment = forms.CharField(
        label=gettext_lazy("Comment or reasons"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Needed for a return: the author reads here what to mend."),
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = rules_for(item.page)
        asked = item.stage in LAST and brings_content(item.workflow_state.content_object)
        wanted = to_confirm(rules, Rule.Moment.PUBLICATION) if asked else []
        if wanted:
            self.fields["codes"] = choice_of(wanted, gettext_lazy("I confirm"))
        if rules:
            self.fields["rules"] = choice_of(rules, gettext_lazy("Rules that it does not meet"))
        self.order_fields(["revision", "codes", "comment", "rules"])

    def clean(self) -> dict[str, Any]:
        """A return needs its reasons."""
        values = super().clean() or {}
        if self.data.get("action") == "return" and not values.get("comment", "").strip():
            self.add_error("comment", _("Say why it is returned, so that the author can mend it."))
        return values


class DecisionView(WagtailAdminTemplateMixin, FormView):
    """One piece of work: shown to those concerned, decided by those who sit in its stage today."""

    form_class = DecisionForm
    template_name = "editorial/admin/decision.html"
    header_icon = "clipboard-list"
    page_title = gettext_lazy("Decision")

    def dispatch(self, request: HttpRequest, *args: Any, item_id: int, **kwargs: Any) -> Any:
        """Find the work; raises `PermissionDenied` for those whom it does not concern."""
        items = Item.objects.select_related("page", "chain", "task_state__revision", "workflow_state", "unit")
        self.item = get_object_or_404(items, pk=item_id)
        self.can_decide = self.item.status == Item.Status.UNDER_WAY and request.user.pk in deciders(
            self.item.case(), current_offices()
        )
        page = self.item.page.specific
        if not (self.can_decide or page.permissions_for_user(request.user).can_edit()):
            raise Refused(_("This work does not concern you."))
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """The work's title."""
        return self.item.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """End with this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title, "sublabel": self.item.title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form asks what the section's rules ask."""
        return {**super().get_form_kwargs(), "item": self.item}

    def get_initial(self) -> dict[str, Any]:
        """The decision is on the revision that is shown now."""
        return {"revision": self.item.task_state.revision_id} if self.item.task_state else {}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse those who may not decide before the form is looked at; the rule looks again."""
        if not self.can_decide:
            messages.error(request, self.refusal())
            raise Refused(self.refusal())
        return super().post(request, *args, **kwargs)

    def refusal(self) -> str:
        """Why this person does not decide now."""
        if self.item.status != Item.Status.UNDER_WAY:
            return _("Somebody else has decided on this meanwhile.")
        return _("Only those who sit in this stage today decide, and nobody on their own.")

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        """Decide; what changed meanwhile or is not confirmed is said above the form, which stays filled."""
        values, user = form.cleaned_data, self.request.user
        revision, comment = values["revision"], values["comment"]
        try:
            if self.request.POST.get("action") == "return":
                rules = values.get("rules", ())
                send_back(self.item.pk, user, revision_id=revision, comment=comment, rules=rules)
                messages.success(self.request, _("Returned to the author with your reasons."))
            elif self.request.POST.get("action") == "approve":
                codes = values.get("codes", ())
                approve(self.item.pk, user, revision_id=revision, comment=comment, codes=codes)
                messages.success(self.request, _("Approved."))
            else:
                raise Refused(_("Choose to approve or to return."))
        except ChangedMeanwhile as error:
            return self.changed(form, error)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return redirect("wagtailadmin_home")

    def changed(self, form: DecisionForm, error: ChangedMeanwhile) -> HttpResponse:
        """Say what changed and put the new revision into the form."""
        form.data = self.request.POST.copy()
        form.data["revision"] = str(error.latest)
        form.add_error(None, str(error))
        context = self.get_context_data(form=form)
        page, seen = self.item.page, self.item.page.revisions.filter(pk=error.seen).first()
        if seen and isinstance(self.item.workflow_state.content_object, Page):
            after = page.revisions.get(pk=error.latest)
            context["changed_meanwhile"] = differences(self.request, page.specific, seen, after)
        return self.render_to_response(context, status=409)

    def buttons(self) -> list[tuple[str, str]]:
        """(address, label) of what else this person may do with the work now."""
        item, user_id = self.item, int(self.request.user.pk or 0)
        subject = item.workflow_state.content_object
        if isinstance(subject, Page) and item.status == Item.Status.RETURNED and user_id in item.authors:
            return [(reverse("approval_submission", args=[subject.pk]), _("Send again"))]
        return buttons(item, subject, user_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The picture of the chain, the rounds so far, and what changed since the round before."""
        item = self.item
        steps = list(item.steps.select_related("by__person", "on_behalf_of__person", "revision"))
        revision = item.task_state.revision if item.task_state else None
        before = seen_before(item, steps)
        subject = item.workflow_state.content_object
        is_page = isinstance(subject, Page)
        compared = []
        if is_page and before and revision:
            compared = differences(self.request, item.page.specific, before, revision)
        return {
            **super().get_context_data(**kwargs),
            "item": item,
            "subject": subject,
            "is_page": is_page,
            "revision": revision,
            "before": before,
            "differences": compared,
            "steps": steps,
            "boxes": item_boxes(item, steps),
            "can_decide": self.can_decide,
            "acts_for_head": acts_for(int(self.request.user.pk or 0), item.case(), current_offices()),
            "action_url": reverse("approval_decision", args=[item.pk]),
            "buttons": self.buttons(),
        }
