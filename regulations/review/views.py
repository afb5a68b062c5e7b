"""Where a unit answers a review, and says what was done about a page; where reviews are assigned."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from core.legal_text.paths import label_or_text
from editorial.admin.offices import OfficeRequired
from editorial.people import current_offices
from organization.models import Unit
from regulations.models import AffectedPage, DocumentReview
from regulations.models.validity import LABELS
from regulations.validity import Status

from .answering import answer, assign, settle, units_of
from .pages import with_unit
from .permissions import may_answer, may_assign, may_see
from .waiting import forget
from .wording import say


class AnswerForm(forms.Form):
    """What the unit says; `detail` is what was shown, so that nobody answers what they haven't seen."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Answer"), choices=DocumentReview.Answer.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=gettext_lazy("Note"), widget=forms.Textarea({"rows": 4}), required=False)
    detail = forms.CharField(widget=forms.HiddenInput, required=False)


class AssignForm(forms.Form):
    """Whose it is, and until when."""

    unit = forms.ModelChoiceField(label=gettext_lazy("Unit"), queryset=Unit.objects.all())
    due_on = forms.DateField(label=gettext_lazy("Answer until"), widget=AdminDateInput, required=False)


class SettleForm(forms.Form):
    """What was done about a page."""

    note = forms.CharField(
        label=gettext_lazy("What was done"), widget=forms.Textarea({"rows": 4}), required=False
    )
    shows_notice = forms.BooleanField(
        label=gettext_lazy("Tell visitors on the page that its legal ground changed"), required=False
    )
    closes = forms.BooleanField(label=gettext_lazy("Settled: take it off the list"), required=False)

    def __init__(self, *args: Any, is_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_open:
            del self.fields["note"], self.fields["closes"]

    def clean(self) -> dict[str, Any]:
        """Raise `ValidationError` where it is settled without a word."""
        cleaned = super().clean() or {}
        if cleaned.get("closes") and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say what was done before you take it off the list."))
        return cleaned


class WorkView(OfficeRequired, WagtailAdminTemplateMixin, TemplateView):
    """What is common: errors leave the form filled, and what was done is said."""

    rule = staticmethod(may_see)
    header_icon = "history"
    index_url_name = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """End with this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def save(self, form: Any, act: Any, message: str, name: str = "form") -> HttpResponse:
        """Do what the form says, or show it again with what is wrong."""
        if form.is_valid():
            try:
                act(form)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                forget(self.request.user.pk or 0)
                messages.success(self.request, message)
                return redirect(self.index_url_name)
        return self.render_to_response(self.get_context_data(**{name: form}))


class ReviewView(WorkView):
    """One review: what happened, the answer, and whose it is."""

    page_title = gettext_lazy("Review of a document")
    template_name = "regulations/admin/review_document.html"
    index_url_name = "legal_reviews"

    def dispatch(self, request: HttpRequest, *args: Any, review_id: int, **kwargs: Any) -> Any:
        """Find it."""
        rows = DocumentReview.objects.select_related("page__document_type", "unit", "answered_by__person")
        self.review = get_object_or_404(rows, pk=review_id)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer or assign."""
        if request.POST.get("action") == "assign":
            form: Any = AssignForm(request.POST)
            return self.save(form, self._assign, _("Assigned."), "assign_form")
        form = AnswerForm(request.POST)
        return self.save(form, self._answer, _("Your answer is kept."))

    def _assign(self, form: AssignForm) -> None:
        assign(self.review, self.request.user, form.cleaned_data["unit"], form.cleaned_data["due_on"])

    def _answer(self, form: AnswerForm) -> None:
        values = form.cleaned_data
        try:
            answer(self.review, self.request.user, values["answer"], values["note"], shown=values["detail"])
        except ValidationError:
            # What is shown now is what the next try answers.
            form.data = {**form.data.dict(), "detail": self.review.detail}  # type: ignore[attr-defined]
            raise

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The review, its forms for those who may, and what was answered about the document before."""
        review, user, offices = self.review, self.request.user.pk or 0, current_offices()
        say([review])
        earlier = (
            DocumentReview.objects.filter(page_id=review.page_id).exclude(answer="").exclude(pk=review.pk)
        )
        initial = {"unit": review.unit_id, "due_on": review.due_on}
        return {
            "form": AnswerForm(initial={"detail": review.detail}),
            "assign_form": AssignForm(initial=initial),
            **super().get_context_data(**kwargs),
            "review": review,
            "earlier": earlier.select_related("answered_by__person").order_by("-answered_at")[:20],
            "may_answer": may_answer(user, review.unit_id, units_of(user), offices),
            "may_assign": not review.answer and may_assign(user, review.unit_id, offices),
        }


class AffectedView(WorkView):
    """One page whose legal ground changed: what was done, and whether visitors are told."""

    page_title = gettext_lazy("Page whose legal ground changed")
    template_name = "regulations/admin/review_page.html"
    index_url_name = "legal_affected_pages"

    def dispatch(self, request: HttpRequest, *args: Any, affected_id: int, **kwargs: Any) -> Any:
        """Find it."""
        rows = AffectedPage.objects.select_related("page", "target", "closed_by__person")
        self.affected = get_object_or_404(with_unit(rows), pk=affected_id)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Settle."""
        form = SettleForm(request.POST, is_open=not self.affected.closed_at)
        return self.save(form, self._settle, _("Kept."))

    def _settle(self, form: SettleForm) -> None:
        settle(self.affected, self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page, what changed, and the form for those who may."""
        row, user = self.affected, self.request.user.pk or 0
        same = AffectedPage.objects.filter(page_id=row.page_id, target_id=row.target_id, path=row.path)
        initial = {"note": row.note, "shows_notice": same.filter(shows_notice=True).exists()}
        return {
            "form": SettleForm(initial=initial, is_open=not row.closed_at),
            **super().get_context_data(**kwargs),
            "affected": row,
            "provision": label_or_text(row.path),
            "status": LABELS[Status(row.status)],
            "unit": Unit.objects.filter(pk=row.unit_id).first(),
            "may_settle": may_answer(user, row.unit_id, units_of(user), current_offices()),
        }
