"""System checks of the settings of search."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from .engines.elasticsearch.connection_rules import connection_problems


@register()
def check_cluster_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """`search.E001`: the cluster could not be reached, or would be in an unsafe way."""
    problems = connection_problems(
        settings.ELASTICSEARCH_URLS,
        settings.ELASTICSEARCH_API_KEY,
        settings.ELASTICSEARCH_CA_CERTS,
        settings.ELASTICSEARCH_REPLICAS,
    )
    return [
        Error(problem, hint="See docs/operations.md, Settings.", id="search.E001") for problem in problems
    ]
