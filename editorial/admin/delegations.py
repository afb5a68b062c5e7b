"""Who acts for the Head, now, later and before; the form that names a delegate, and the button that ends it (R22)."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Page

from core.refusals import Refused
from editorial.delegating import end_delegation, name_delegate
from editorial.models import Delegation
from editorial.people import current_offices, users
from editorial.permissions import delegable, may_delegate
from editorial.sections import indented, section_pages

from .menu import MENU_HOOK, OfficeMenuItem
from .offices import OfficeRequired, account

PAST_SHOWN = 100


class SectionsField(forms.ModelMultipleChoiceField):
    """Sections as check boxes, in the order of the tree."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Page) -> str:
        """The title, moved in by the depth."""
        return indented(obj)


def name_of(user: Any) -> str:
    """The person's name, else the account's."""
    return str(getattr(user, "person", None) or user)


class DelegateField(forms.ModelChoiceField):
    """People by their names."""

    def label_from_instance(self, obj: Any) -> str:
        """The person's name, else the account's."""
        return name_of(obj)


class DelegationForm(forms.Form):
    """Whom, from when to when, for what; times are those of the site's time zone."""

    delegate = DelegateField(label=gettext_lazy("Delegate"), queryset=get_user_model().objects.none())
    starts_at = forms.DateTimeField(label=gettext_lazy("From"), widget=AdminDateTimeInput)
    ends_at = forms.DateTimeField(label=gettext_lazy("Until"), widget=AdminDateTimeInput)
    sections = SectionsField(
        label=gettext_lazy("Sections"),
        required=False,
        queryset=Page.objects.none(),
        help_text=gettext_lazy("With everything below them; none chosen means all."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=255)

    def __init__(self, *args: Any, head: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        delegate, sections = (
            cast(DelegateField, self.fields["delegate"]),
            cast(SectionsField, self.fields["sections"]),
        )
        delegate.queryset = users(frozenset(delegable(current_offices())) - {head.pk})
        sections.queryset = section_pages()
        delegate.error_messages["invalid_choice"] = _(
            "Only a Deputy of the board or a leader of the department can be named."
        )
        zone = _("Time zone: %(zone)s. A beginning in the past becomes now.") % {"zone": settings.TIME_ZONE}
        self.fields["starts_at"].help_text = zone


class DelegationsView(OfficeRequired, WagtailAdminTemplateMixin, FormView):
    """Delegations for everybody in office to see; the Head names and ends."""

    form_class = DelegationForm
    template_name = "editorial/admin/delegations.html"
    page_title = gettext_lazy("Delegations")
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Read and show times in the site's time zone, whatever the person's own; the Head alone posts."""
        self.may_name = may_delegate(account(request).pk, current_offices())
        if request.method == "POST" and not self.may_name:
            raise Refused(_("Only the Head of the board names a delegate."))
        with timezone.override(timezone.get_default_timezone()):
            response = super().dispatch(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """End with this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers whom the Head may name."""
        return {**super().get_form_kwargs(), "head": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """From now on."""
        return {"starts_at": timezone.localtime().replace(second=0, microsecond=0)}

    def form_valid(self, form: DelegationForm) -> HttpResponse:
        """Name the delegate; what is refused is said at its field."""
        try:
            delegation = name_delegate(self.request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        named = name_of(delegation.delegate)
        messages.success(self.request, _("%(name)s acts for you in that time.") % {"name": named})
        return redirect("approval_delegations")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What holds or will hold, and what is past."""
        rows = Delegation.objects.select_related("head__person", "delegate__person").prefetch_related(
            "sections"
        )
        now = timezone.now()
        ahead = rows.filter(ends_at__gt=now, ended_at=None)
        return {
            **super().get_context_data(**kwargs),
            "now": now,
            "ahead": ahead.order_by("starts_at"),
            "past": rows.exclude(pk__in=ahead.values("pk"))[:PAST_SHOWN],
            "may_name": self.may_name,
            "action_url": reverse("approval_delegations"),
        }


def end(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """The button of the Head who is back. Raises `PermissionDenied` for everybody else."""
    if request.method != "POST":
        return redirect("approval_delegations")
    end_delegation(get_object_or_404(Delegation, pk=delegation_id), by=request.user)
    messages.success(request, _("The delegation has ended."))
    return redirect("approval_delegations")


@hooks.register("register_admin_urls")
def register_delegations() -> list[URLPattern]:
    """The list with its form, and the button."""
    return [
        path("approval/delegations/", DelegationsView.as_view(), name="approval_delegations"),
        path("approval/delegations/<int:delegation_id>/end/", end, name="approval_delegation_end"),
    ]


@hooks.register(MENU_HOOK)
def register_delegations_menu_item() -> MenuItem:
    """In the menu “Approval”."""
    url = reverse("approval_delegations")
    return OfficeMenuItem(gettext_lazy("Delegations"), url, name="delegations", icon_name="user", order=300)
