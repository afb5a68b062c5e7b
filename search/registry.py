"""Which engines there are and which the settings ask for."""

from django.conf import settings

from .engines.base import Engine
from .engines.database.engine import DatabaseEngine
from .engines.elasticsearch.engine import ElasticsearchEngine

ENGINES: dict[str, type[Engine]] = {
    DatabaseEngine.name: DatabaseEngine,
    ElasticsearchEngine.name: ElasticsearchEngine,
}


def configured_engines() -> list[str]:
    """Return the names of the engines to keep up to date; the database engine always stands by."""
    return list(ENGINES) if settings.ELASTICSEARCH_URLS else [DatabaseEngine.name]


def active_engine() -> str:
    """Return the name of the engine that answers while it can."""
    return configured_engines()[-1]


def get_engine(name: str) -> Engine:
    """Return the engine of that name. Raises `KeyError` for any other."""
    return ENGINES[name]()
