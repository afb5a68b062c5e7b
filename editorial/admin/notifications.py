"""Notifications: on the home, as a list, and when they are mailed."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView
from wagtail import hooks
from wagtail.admin.forms.account import NotificationPreferencesForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.account import BaseSettingsPanel, NotificationsSettingsPanel, notifications_tab
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from editorial.models import Notification, NotificationPreference

from .menu import MENU_HOOK, number_text, unread
from .offices import account

SHOWN = 10
Mail = NotificationPreference.Mail


class NotificationsPanel(Component):
    """What the person has not read yet, on the home."""

    name = "approval_notifications"
    template_name = "editorial/admin/notifications_panel.html"
    order = 100

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The newest, and how many there are."""
        request = parent_context["request"]
        notices = unread(request)
        return {
            "request": request,
            "csrf_token": parent_context["csrf_token"],
            "notices": notices[:SHOWN],
            "number": number_text(len(notices)),
        }


class NotificationListView(WagtailAdminTemplateMixin, ListView):
    """All of one's own, the newest first."""

    page_title = _("Notifications")
    header_icon = "mail"
    template_name = "editorial/admin/notifications.html"
    paginate_by = 50
    page_kwarg = "p"

    def get_queryset(self) -> QuerySet[Notification]:
        """One's own alone."""
        return Notification.objects.filter(user=account(self.request))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """End with this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The numbers of the pages."""
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        return {**context, "elided_page_range": page.paginator.get_elided_page_range(page.number)}


def mark_read(request: HttpRequest) -> HttpResponse:
    """Mark one's own as read: the one whose id is posted as `notice`, or all; those of others stay as they are."""
    if request.method == "POST":
        own = Notification.objects.filter(user=account(request), read_at=None)
        notice = request.POST.get("notice", "")
        chosen = own.filter(pk=int(notice)) if notice.isdecimal() else own if notice == "all" else own.none()
        chosen.update(read_at=timezone.now())
    following = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()})
    return redirect(following if safe else reverse("wagtailadmin_home"))


class MailPreferenceForm(forms.ModelForm):
    """When the person is mailed."""

    mail = forms.ChoiceField(
        label=_("Notifications about work under way by e-mail"),
        choices=Mail.choices,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = get_user_model()
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.preference = NotificationPreference.objects.filter(user=self.instance).first()
        self.fields["mail"].initial = self.preference.mail if self.preference else Mail.AT_ONCE

    def save(self, commit: bool = True) -> Any:
        """Keep it; who was never mailed is mailed what comes from now on, not what has piled up."""
        preference = self.preference or NotificationPreference(user=self.instance)
        if preference.mail == Mail.NEVER and self.cleaned_data["mail"] != Mail.NEVER:
            preference.mail_from = timezone.now()
        preference.mail = self.cleaned_data["mail"]
        preference.save()
        return self.instance


class MailPreferencePanel(BaseSettingsPanel):
    """In the account, under Notifications."""

    name = "approval_mail"
    title = _("Approval")
    tab = notifications_tab
    order = 50
    form_class = MailPreferenceForm


class CommentNotificationsForm(NotificationPreferencesForm):
    """Wagtail's choices without the mails about workflows, which the notifications here replace."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("submitted_notifications", "approved_notifications", "rejected_notifications"):
            self.fields.pop(name, None)


NotificationsSettingsPanel.form_class = CommentNotificationsForm


@hooks.register("register_account_settings_panel")
def register_mail_preference(request: HttpRequest, user: Any, profile: Any) -> BaseSettingsPanel:
    """When the person is mailed."""
    return MailPreferencePanel(request, user, profile)


@hooks.register("construct_homepage_panels")
def add_notifications(request: HttpRequest, panels: list[Any]) -> None:
    """First on the home."""
    panels.append(NotificationsPanel())


@hooks.register("register_admin_urls")
def register_notifications() -> list[URLPattern]:
    """The list and the button."""
    return [
        path("approval/notifications/", NotificationListView.as_view(), name="approval_notifications"),
        path("approval/notifications/read/", mark_read, name="approval_notifications_read"),
    ]


@hooks.register(MENU_HOOK)
def register_notifications_menu_item() -> MenuItem:
    """In the menu “Approval”."""
    return MenuItem(
        _("Notifications"),
        reverse("approval_notifications"),
        name="notifications",
        icon_name="mail",
        order=100,
    )
