"""What a search gives back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

# Of a document, the best; a page of ten stays short enough for a phone.
PASSAGES_SHOWN = 2


@dataclass(frozen=True)
class PassageHit:
    """A provision that was found, with the best window of its text."""

    path: str
    number: str
    heading: str
    title: str
    snippet_html: SafeString
    score: float


@dataclass(frozen=True)
class DocumentHit:
    """A document that was found and its best provisions, best first.

    `number_match` tells that the query names this document's number.
    """

    source: str
    key: str
    language: str
    label: str
    title: str
    title_html: SafeString
    url: str
    number: str
    issued_on: date | None
    effective_on: date | None
    facets: Mapping[str, tuple[str, ...]]
    score: float
    passages: tuple[PassageHit, ...]
    number_match: bool


@dataclass(frozen=True)
class FacetValue:
    """A value of a facet and how many documents would be found with it."""

    code: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Results:
    """A page of documents.

    `total` counts documents. `facets` hold values by count (descending), then code. `reduced` tells
    that the database engine stood in for Elasticsearch.
    """

    total: int
    hits: tuple[DocumentHit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    engine: str
    page: int
    page_size: int
    reduced: bool = False

    @property
    def last_page(self) -> int:
        """The number of the last page that holds documents; 1 if there are none."""
        return max(1, -(-self.total // self.page_size))


@dataclass(frozen=True)
class RankedPassage:
    """A provision in rank order; `article` is None where the document itself was found by its number.

    `source`, `key` and `path` tell which one it is; `path` is "" for the document itself.
    """

    number: str
    article: str | None
    title: str
    score: float
    source: str = ""
    key: str = ""
    path: str = ""


def facet_values(
    counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[FacetValue, ...]]:
    """Order counted codes (facet → code → documents); a chosen code that nothing fits stays, with 0."""
    facets = {}
    for name in dict.fromkeys([*counts, *chosen]):
        selected = chosen.get(name, ())
        found = {**dict.fromkeys(selected, 0), **counts.get(name, {})}
        ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        facets[name] = tuple(FacetValue(code, count, code in selected) for code, count in ordered)
    return facets
