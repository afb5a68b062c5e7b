"""Asking for results: the engine that should answer, and the one that answers while it is away."""

import logging
from dataclasses import replace

from django.conf import settings

from .breaker import Breaker
from .deadline import Deadline
from .engines.base import EngineUnavailable, QueryRefused
from .engines.database.engine import DatabaseEngine
from .loading import not_offered
from .plan import Plan
from .planning import plan_for
from .query import SearchQuery
from .registry import active_engine, get_engine
from .results import RankedPassage, Results

logger = logging.getLogger(__name__)
# An engine sorts all that comes before a page, so far pages are asked for only if they are there.
DEEP = 1_000


def search(query: SearchQuery) -> Results:
    """Return a page of documents; `reduced` where the database engine stood in for Elasticsearch.

    Past the end the last page is returned, and `Results.page` says so.
    """
    until = Deadline(settings.SEARCH_TIMEOUT_SECONDS)
    if query.page > DEEP:
        first = _ask(plan_for(replace(query, page=1)), until)
        query = replace(query, page=min(query.page, first.last_page))
    results = _ask(plan_for(query), until)
    if results.total and query.page > results.last_page:
        results = _ask(plan_for(replace(query, page=results.last_page)), until)
    return _offered(results)


def _offered(results: Results) -> Results:
    """Leave out of the page what became private or went away and an index doesn't know yet."""
    gone = not_offered([(hit.source, hit.key) for hit in results.hits])
    hits = tuple(hit for hit in results.hits if (hit.source, hit.key) not in gone)
    return replace(results, hits=hits) if gone else results


def _ask(plan: Plan, until: Deadline) -> Results:
    name = active_engine()
    if name == DatabaseEngine.name:
        return DatabaseEngine().search(plan)
    results = _ask_if_there(name, plan, until)
    return replace(DatabaseEngine().search(plan), reduced=True) if results is None else results


def _ask_if_there(name: str, plan: Plan, until: Deadline) -> Results | None:
    """Return the engine's results, or None while it is away; then one search in an interval tries it."""
    breaker = Breaker(name)
    away = breaker.is_away()
    if away and not breaker.may_try():
        return None
    results = None
    try:
        results = get_engine(name).search(plan, until)
    except QueryRefused:
        logger.exception("%s does not take this query, the database answers", name)
    except EngineUnavailable as error:
        logger.warning("%s is away, the database answers: %s", name, error)
        breaker.failed()
        return None
    if away:
        logger.warning("%s is back", name)
        breaker.recovered()
    return results


def search_passages(query: SearchQuery, limit: int, engine: str | None = None) -> list[RankedPassage]:
    """Return provisions in rank order from that engine, or from the active one.

    Raises `KeyError` for an unknown engine, `EngineUnavailable`: who names an engine wants no other.
    """
    return get_engine(engine or active_engine()).passages(plan_for(query), limit)
