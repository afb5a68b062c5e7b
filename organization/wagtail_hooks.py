"""Units, people, offices and appointments in the admin."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.refusals import Refused

from .appointing import APPOINTED
from .deciding_offices import concerned_by_removal, require_right
from .models import Appointment, Office, Person, Unit
from .users import NoRoleByHand, require_deletable


class UnitViewSet(SnippetViewSet):
    model = Unit
    icon = "group"
    list_display = ["name", "kind", "parent", "supervisor"]
    list_filter = ["kind", "parent"]
    search_fields = ["name", "code"]


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    list_display = ["name", "email", "phone", "user"]
    search_fields = ["name", "email"]


class OfficeViewSet(SnippetViewSet):
    model = Office
    icon = "key"
    list_display = ["name", "role", "rank"]
    list_filter = ["role"]


class AppointmentViewSet(SnippetViewSet):
    model = Appointment
    icon = "calendar"
    list_display = ["person", "office", "unit", "starts_on", "ends_on"]
    list_filter = ["office", "unit"]


class OrganizationGroup(SnippetViewSetGroup):
    items = (UnitViewSet, PersonViewSet, OfficeViewSet, AppointmentViewSet)
    menu_icon = "group"
    menu_label = _("Organization")
    menu_name = "organization"


register_snippet(OrganizationGroup)


def refused(request: HttpRequest, refusal: Refused, view: str, pk: int) -> HttpResponse:
    """Where it would only be asked, say why not and go back; where it is posted, raise `PermissionDenied`."""
    if request.method not in ("GET", "HEAD"):
        raise refusal
    messages.error(request, str(refusal))
    return redirect(view, pk)


@hooks.register("before_delete_snippet")
def keep_deciders(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """Nobody deletes what makes somebody decide who may not record it, nor what concerns their own account."""
    for instance in instances:
        try:
            require_right(request.user, *concerned_by_removal(instance))
        except Refused as refusal:
            return refused(request, refusal, instance.snippet_viewset.get_url_name("edit"), instance.pk)
    return None


@hooks.register("before_delete_user")
def keep_account(request: HttpRequest, user: Any) -> HttpResponse | None:
    """The account of one who holds or held an office stays."""
    try:
        require_deletable([user])
    except Refused as refusal:
        return refused(request, refusal, "wagtailusers_users:edit", user.pk)
    return None


@hooks.register("before_bulk_action")
def keep_accounts(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """As for one account, by raising `PermissionDenied`: nothing of the bulk is deleted."""
    if action_type == "delete" and issubclass(action.model, get_user_model()):
        require_deletable(objects)


# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", NoRoleByHand, order=1000)


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """What the record says of the command `appoint`."""
    actions.register_action(APPOINTED, _("Appointment from the server"), _("Appointed from the server"))
