"""Rights of a group in the trees, given in its form: Wagtail inserts them in bulk, which sends no signal."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db.models import Model
from wagtail import hooks

from .rights import AREA_ROWS, GRANT, write_area_right


class GroupRightsRecorder:
    """An invisible panel of the group's form that compares the rights before and after the other panels."""

    media = forms.Media()

    def __init__(self, data: Any = None, files: Any = None, instance: Group | None = None) -> None:
        self.group = instance
        self.before: set[tuple[type[Model], int]] = set()

    def is_valid(self) -> bool:
        """Always; every panel is asked before the first one saves."""
        self.before = {(type(row), row.pk) for row in self._rows()}
        return True

    def save(self) -> None:
        """Record what was added; what is taken away is deleted with a signal."""
        for row in self._rows():
            if (type(row), row.pk) not in self.before:
                write_area_right(GRANT, row)

    def as_admin_panel(self) -> str:
        """Nothing to see."""
        return ""

    def _rows(self) -> list[Any]:
        if self.group is None or self.group.pk is None:
            return []
        return [row for model in AREA_ROWS for row in model.objects.filter(group=self.group)]


# After the panels that it watches.
@hooks.register("register_group_permission_panel", order=1000)
def register_recorder() -> type[GroupRightsRecorder]:
    """Wagtail makes one for every group that is edited."""
    return GroupRightsRecorder
