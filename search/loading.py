"""Reading records so that one that cannot be read doesn't hold up the others."""

import logging
from collections.abc import Sequence

from django.db import DatabaseError

from . import sources
from .records import Record

logger = logging.getLogger(__name__)


def load(source: str, keys: Sequence[str]) -> tuple[list[Record], dict[str, str]]:
    """Return the visible records with these keys, and why some could not be read, by key.

    A source that is not registered any more has none. Raises `DatabaseError`, which is nobody's fault.
    """
    if source not in {offered.name for offered in sources.all_sources()}:
        return [], {}
    try:
        return list(sources.get(source).records(keys)), {}
    except DatabaseError:
        raise
    except Exception as error:
        if len(keys) == 1:
            logger.exception("%s %s cannot be read", source, keys[0])
            return [], {keys[0]: f"cannot be read: {error!r}"}
    records: list[Record] = []
    reasons: dict[str, str] = {}
    for key in keys:
        found, unread = load(source, [key])
        records += found
        reasons |= unread
    return records, reasons


def not_offered(keys: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return those (source, key) that visitors may not find, without reading the records."""
    present: set[tuple[str, str]] = set()
    for source in sources.all_sources():
        mine = [key for name, key in keys if name == source.name]
        present.update((source.name, key) for key in (source.present(mine) if mine else ()))
    return [key for key in keys if key not in present]
