"""What is known of each engine's health, and whether to leave it alone for now."""

import logging

from django.db.models.functions import Now

from .backoff import engine_rests
from .engines.base import EngineUnavailable
from .models import IndexState

logger = logging.getLogger(__name__)
LONGEST_ERROR = 500


def is_resting(engine: str) -> bool:
    """Tell whether the engine failed so lately that it is left alone."""
    return IndexState.objects.filter(engine=engine, retry_at__gt=Now()).exists()


def note_success(engine: str) -> None:
    """Note that the engine takes changes."""
    _note_condition(engine, IndexState.Condition.OK)
    IndexState.objects.filter(engine=engine).update(
        failures=0, retry_at=None, last_error="", last_success_at=Now()
    )


def note_failure(engine: str, error: EngineUnavailable) -> None:
    """Note why the engine takes no changes; it is left alone for longer each time."""
    logger.warning("%s: its changes wait: %s", engine, error)
    _note_condition(engine, IndexState.Condition(error.condition))
    failures = IndexState.objects.values_list("failures", flat=True).get(engine=engine) + 1
    IndexState.objects.filter(engine=engine).update(
        failures=failures, retry_at=Now() + engine_rests(failures), last_error=str(error)[:LONGEST_ERROR]
    )


def _note_condition(engine: str, condition: IndexState.Condition) -> None:
    IndexState.objects.get_or_create(engine=engine)
    changed = IndexState.objects.filter(engine=engine).exclude(condition=condition)
    changed.update(condition=condition, condition_since=Now())
