"""Asking for results: the engine that should answer, and the one that answers while it is away."""

import logging
from dataclasses import replace

from django.core.cache import cache

from .engines.base import EngineUnavailable
from .engines.database.engine import DatabaseEngine
from .plan import Plan, make_plan
from .query import SearchQuery
from .registry import active_engine, get_engine
from .results import RankedPassage, Results

logger = logging.getLogger(__name__)
# After a failure the engine is left alone for this many seconds, so that readers don't wait for it.
AWAY_SECONDS = 15
_AWAY_KEY = "search-engine-away"


def search(query: SearchQuery) -> Results:
    """Return a page of documents; `reduced` where the database engine stood in for Elasticsearch."""
    return _ask(make_plan(query))


def _ask(plan: Plan) -> Results:
    name = active_engine()
    if name == DatabaseEngine.name:
        return DatabaseEngine().search(plan)
    if not cache.get(_AWAY_KEY):
        try:
            return get_engine(name).search(plan)
        except EngineUnavailable as error:
            logger.warning("%s is away, the database answers: %s", name, error)
            cache.set(_AWAY_KEY, True, AWAY_SECONDS)
    return replace(DatabaseEngine().search(plan), reduced=True)


def search_passages(query: SearchQuery, limit: int, engine: str | None = None) -> list[RankedPassage]:
    """Return provisions in rank order from that engine, or from the active one.

    Raises `KeyError` for an unknown engine, `EngineUnavailable`: who names an engine wants no other.
    """
    return get_engine(engine or active_engine()).passages(make_plan(query), limit)
