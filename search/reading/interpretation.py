"""A query as it is looked for: keystrokes converted, syntax read, fields resolved."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from search.query import SearchQuery
from search.sources import Source

from .keystrokes import Keystrokes, convert_keystrokes
from .resolve import Resolved, resolve
from .syntax import Reading, read


@dataclass(frozen=True)
class Interpretation:
    """What a query was taken for; `query` is as it was asked, and stays in every address."""

    query: SearchQuery
    keystrokes: Keystrokes
    reading: Reading
    resolved: Resolved

    @property
    def wanted(self) -> SearchQuery:
        """Return the query to plan: free words as keyword, typed fields among the filters.

        A facet both typed and chosen may be either. Exclusions are in `reading.excluded`, phrases that
        must occur in `reading.phrases`, a typed number in `resolved.number`.
        """
        filters = dict(self.query.filters)
        for facet, codes in self.resolved.filters.items():
            filters[facet] = tuple(dict.fromkeys((*filters.get(facet, ()), *codes)))
        return replace(self.query, keyword=self.resolved.text, filters=filters)


def interpret(query: SearchQuery, sources: Iterable[Source]) -> Interpretation:
    """Interpret a query; asks sources only for fields that it names. `literal` queries keep their keystrokes."""
    typed = query.keyword
    keystrokes = Keystrokes(typed, False) if query.literal else convert_keystrokes(typed)
    reading = read(keystrokes.text)
    return Interpretation(query, keystrokes, reading, resolve(reading, sources))
