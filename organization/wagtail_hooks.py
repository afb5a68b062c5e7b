"""Units, people, offices and appointments in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

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
