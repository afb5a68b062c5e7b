"""Standing assignments of units, and the Head's tasks for members of the board (R36)."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from editorial.models import BoardTask, SectionAssignment
from editorial.people import current_offices
from editorial.permissions import BOARD_DEPUTY, BOARD_MEMBER, may_configure
from editorial.work_permissions import holds_office, may_give_tasks
from organization.models import Person

from .menu import MENU_HOOK
from .offices import OfficePolicy

register_permission_policy(
    SectionAssignment,
    OfficePolicy(SectionAssignment, may_view=holds_office, may_change=may_configure),
    exact_class=True,
)
register_permission_policy(
    BoardTask,
    OfficePolicy(BoardTask, may_view=may_configure, may_change=may_give_tasks),
    exact_class=True,
)


class BoardTaskForm(WagtailAdminModelForm):
    """A task for one who sits on the board today; it remembers who gave it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = current_offices().of(BOARD_MEMBER, BOARD_DEPUTY)
        sitting = Person.objects.filter(user__in=members)
        if self.instance.person_id:
            sitting |= Person.objects.filter(pk=self.instance.person_id)
        self.fields["person"].widget = forms.Select()
        self.fields["person"].queryset = sitting

    def save(self, commit: bool = True) -> BoardTask:
        """Keep who gave it."""
        if self.instance._state.adding:
            self.instance.given_by = self.for_user
        return super().save(commit=commit)


class SectionAssignmentViewSet(SnippetViewSet):
    """Who supplies which section, how often, and who is the officer in charge."""

    model = SectionAssignment
    icon = "group"
    menu_label = gettext_lazy("Standing assignments")
    menu_name = "assignments"
    menu_order = 600
    menu_hook = MENU_HOOK
    list_display = ["page", "unit", "officer", "rhythm"]
    list_filter = ["unit"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> Any:
        """With all that a line shows."""
        return SectionAssignment.objects.select_related("page", "unit", "officer")


class BoardTaskViewSet(SnippetViewSet):
    """What the Head asks of members of the board."""

    model = BoardTask
    icon = "task"
    menu_label = gettext_lazy("Tasks for the board")
    menu_name = "board-tasks"
    menu_order = 700
    menu_hook = MENU_HOOK
    edit_handler = ObjectList(BoardTask.panels, base_form_class=BoardTaskForm)
    list_display = ["text", "person", "section", "due_on", "done_at"]
    list_filter = ["person"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """With all that a line shows."""
        return BoardTask.objects.select_related("person", "section")


register_snippet(SectionAssignmentViewSet)
register_snippet(BoardTaskViewSet)


def done(request: HttpRequest, task_id: int) -> HttpResponse:
    """The button of whom the task is for. Raises `PermissionDenied` for everybody else."""
    task = get_object_or_404(BoardTask.objects.select_related("person"), pk=task_id)
    if request.method == "POST":
        if task.person.user_id != request.user.pk:
            raise PermissionDenied(_("Whom the task is for says that it is done."))
        BoardTask.objects.filter(pk=task.pk, done_at=None).update(done_at=timezone.now())
        messages.success(request, _("The task is done."))
    return redirect("wagtailadmin_home")


@hooks.register("register_admin_urls")
def register_task_done() -> list[URLPattern]:
    """The button."""
    return [path("approval/tasks/<int:task_id>/done/", done, name="approval_task_done")]
