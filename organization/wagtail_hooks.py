"""Units, people, offices and appointments in the admin."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.refusals import Refused

from .deciding_offices import concerned_by_removal, require_right
from .models import Appointment, Office, Person, Unit


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


@hooks.register("before_delete_snippet")
def keep_deciders(request: HttpRequest, instances: Iterable[Any]) -> None:
    """Raise `PermissionDenied` where who decides would change by the hand of one who may not."""
    for instance in instances:
        try:
            require_right(request.user, *concerned_by_removal(instance))
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
