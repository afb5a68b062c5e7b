"""What fills the record by itself: Wagtail's log, and the rights that Wagtail does not log."""

from typing import Any

from django.apps import apps
from django.db.models.signals import post_save
from wagtail.models.audit_log import BaseLogEntry

from . import rights
from .writing import copy_log_entry


def copy_logged(sender: type, instance: BaseLogEntry, created: bool, raw: bool, **kwargs: Any) -> None:
    """Receiver of `post_save` of every kind of log entry, in the transaction of what was logged."""
    if created and not raw:
        copy_log_entry(instance)


def connect() -> None:
    """Connect the receivers; called once, when the app registry is ready."""
    for model in apps.get_models():
        if issubclass(model, BaseLogEntry):
            post_save.connect(copy_logged, sender=model, dispatch_uid="core.record.log")
    rights.connect()
