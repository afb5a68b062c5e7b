"""A search as its reader states it, and how it reads from and writes to an address."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict

FACETS = ("kind", "field", "issuer", "type", "validity", "signer", "year")
# Indexed like a facet, but never shown or counted: the languages whose readers don't find the record.
HIDDEN_IN = "hidden_in"
INDEXED_FACETS = (*FACETS, HIDDEN_IN)
PAGE_SIZE = 10
MAX_KEYWORD = 2_000
MAX_CODE = 200
MAX_CODES = 50
MAX_PAGE = 100_000


class Sort(StrEnum):
    """Orders of the results; dates newest first, documents without one last."""

    RELEVANCE = "relevance"
    ISSUED = "issued"
    EFFECTIVE = "effective"
    NUMBER = "number"


@dataclass(frozen=True)
class SearchQuery:
    """What is looked for.

    `filters` maps names of `FACETS` to chosen codes: several choices of one facet are alternatives,
    several facets must all fit. `page` counts from 1. `source` None means every source, `language` None
    what readers of any language find. `literal` tells not to take the keyword for Telex or VNI keystrokes.
    """

    keyword: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    issued_from: date | None = None
    issued_to: date | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = PAGE_SIZE
    source: str | None = None
    language: str | None = None
    literal: bool = False

    @classmethod
    def from_params(cls, params: QueryDict) -> "SearchQuery":
        """Read the parameters q, literal, from, to, sort, page and those of the facets; never raises.

        What cannot be read counts as not given; text too long is cut.
        """
        chosen = {name: _codes(params.getlist(name)) for name in FACETS}
        return cls(
            keyword=_text(params.get("q", ""), MAX_KEYWORD),
            filters={name: codes for name, codes in chosen.items() if codes},
            issued_from=_date(params.get("from", "")),
            issued_to=_date(params.get("to", "")),
            sort=_sort(params.get("sort", "")),
            page=_page(params.get("page", "")),
            literal=params.get("literal", "") == "1",
        )

    def within(self, source: str) -> "SearchQuery":
        """Return the query in one source, whose records are all of a kind."""
        filters = {name: codes for name, codes in self.filters.items() if name != "kind"}
        return replace(self, source=source, filters=filters)

    def to_params(self) -> dict[str, str | list[str]]:
        """Return the parameters that `from_params` reads this query from, without what is default."""
        params: dict[str, str | list[str]] = {}
        if self.keyword:
            params["q"] = self.keyword
        if self.literal:
            params["literal"] = "1"
        params.update({name: list(self.filters[name]) for name in FACETS if self.filters.get(name)})
        if self.issued_from:
            params["from"] = self.issued_from.isoformat()
        if self.issued_to:
            params["to"] = self.issued_to.isoformat()
        if self.sort is not Sort.RELEVANCE:
            params["sort"] = self.sort.value
        if self.page > 1:
            params["page"] = str(self.page)
        return params


def address(query: SearchQuery) -> str:
    """Return the query string that leads to this query."""
    return "?" + urlencode(query.to_params(), doseq=True)


def _text(value: str, limit: int) -> str:
    printable = (
        " " if unicodedata.category(character)[0] == "C" else character for character in value[:limit]
    )
    return " ".join("".join(printable).split())


def _codes(values: list[str]) -> tuple[str, ...]:
    codes = (_text(value, MAX_CODE) for value in values[:MAX_CODES])
    return tuple(dict.fromkeys(code for code in codes if code))


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return None


def _sort(value: str) -> Sort:
    return Sort(value) if value in set(Sort) else Sort.RELEVANCE


def _page(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) <= len(str(MAX_PAGE))):
        return 1
    return min(max(int(value), 1), MAX_PAGE)
