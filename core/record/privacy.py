"""What of an object may stand in the record: no personal data of citizens.

Fails closed: an object is named only if it is a page or of an app that `settings.RECORD_OPEN_APPS` lists, and
its model was not kept out. Of any other only type, key and action stay, which say nothing about a person.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model
from wagtail.models import Page

ModelType = TypeVar("ModelType", bound=type[Model])

ALL = None
LOGGED: dict[str, frozenset[str] | None] = {
    "workflow": ALL,
    # The texts of comments on drafts stay with the page; a stage's comment is its reason, and no dict.
    "comment": frozenset({"id", "contentpath"}),
    "reply": frozenset({"id"}),
    "page": frozenset({"id", "title"}),
    "source": frozenset({"id", "title"}),
    "destination": frozenset({"id", "title"}),
    "title": frozenset({"old", "new"}),
    "restriction": frozenset({"type"}),
    "revision": ALL,
}
"""What is kept of the data that Wagtail logs: by key, of a dict only these keys (None: all of it)."""

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
    return {key: _kept_value(value, LOGGED[key]) for key, value in data.items() if value and key in LOGGED}


def _kept_value(value: Any, keys: frozenset[str] | None) -> Any:
    if keys is ALL or not isinstance(value, dict):
        return value
    return {key: part for key, part in value.items() if key in keys}
