"""What of an object may stand in the record: no personal data of citizens.

Fails closed: an object is named only if it is a page or of an app that `settings.RECORD_OPEN_APPS` lists, and
its model was not kept out. Of any other only type, key and action stay, which say nothing about a person.
"""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model
from wagtail.models import Page

ModelType = TypeVar("ModelType", bound=type[Model])

NAMED = frozenset({"id", "title"})
LOGGED: dict[str, frozenset[str]] = {
    "workflow": NAMED | {"status", "next", "task", "task_state_id"},
    # What is written on a draft, and with a decision, stays with the page: here it could never be taken away.
    "comment": frozenset({"id", "contentpath"}),
    "reply": frozenset({"id"}),
    "page": NAMED,
    "source": NAMED,
    "destination": NAMED,
    "title": frozenset({"old", "new"}),
    "restriction": frozenset({"type"}),
    "revision": frozenset({"id", "created", "go_live_at", "has_live_version"}),
}
"""What is kept of the data that Wagtail logs: by key, of a dict only these keys; anything but a dict is dropped."""

_kept_out: set[type[Model]] = set()


def keep_out(model: ModelType) -> ModelType:
    """Never name objects of this model, or of its subclasses; usable as a decorator of the model."""
    _kept_out.add(model)
    return model


def is_named(model: type[Model] | None) -> bool:
    """Whether title and details of the model's objects may stand in the record; never of an unknown model."""
    if model is None or issubclass(model, tuple(_kept_out)):
        return False
    return issubclass(model, Page) or model._meta.app_label in settings.RECORD_OPEN_APPS


def kept_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """What of a log entry's data may be kept, whatever else an app logs with it."""
    return {
        key: _parts(value, LOGGED[key])
        for key, value in data.items()
        if key in LOGGED and isinstance(value, Mapping) and value
    }


def _parts(value: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    """Of a dict these keys; of a dict in it, such as a workflow's task, number and title."""
    return {
        key: _parts(part, NAMED) if isinstance(part, Mapping) else part
        for key, part in value.items()
        if key in keys
    }
