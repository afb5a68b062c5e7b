"""From what was typed to a plan: read, resolve, add what means the same."""

from dataclasses import replace

from . import sources
from .loading_equivalents import known_equivalents
from .plan import Plan, make_plan
from .query import SearchQuery
from .reading import interpret
from .reading.fields import NUMBER


def plan_for(query: SearchQuery) -> Plan:
    """Return the plan of a query as it was typed; SQL queries only for fields that it names."""
    if not query.keyword:
        return make_plan(query)
    offered = [sources.get(query.source)] if query.source else sources.all_sources()
    read = interpret(query, offered)
    wanted, number = read.wanted, read.resolved.number
    if number:
        number = replace(number, rest=" ".join((wanted.keyword, *read.reading.phrases)))
        # The number's own words find provisions that cite it.
        wanted = replace(wanted, keyword=f"{read.reading.fields[NUMBER][0]} {wanted.keyword}".strip())
    return make_plan(wanted, known_equivalents(), read.reading.phrases, read.reading.excluded, number)
