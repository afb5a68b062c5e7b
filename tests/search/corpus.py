"""Records for search tests, and a source that keeps them in memory."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from core.legal_text.numbers import parse_number
from search.batches import in_batches
from search.engines.base import Engine
from search.plan import make_plan
from search.query import SearchQuery
from search.reading.names import fitting_codes
from search.records import Passage, Record
from search.results import Results


def passage(text: str, title: str = "", number: str = "1") -> Passage:
    """A provision."""
    return Passage(f"dieu-{number}", number, f"Điều {number}", title, text)


def record(key: str, *texts: str, **values: Any) -> Record:
    """A document whose provisions have these texts."""
    number = values.get("number", f"{key}/2020/QĐ-UBND")
    parsed = parse_number(number)
    defaults = {
        "source": "regulations",
        "key": key,
        "language": "vi",
        "title": "",
        "label": f"Quyết định {number}",
        "url": f"/van-ban/{key}/",
        "number": number,
        "number_key": parsed.key if parsed else "",
        "issued_on": date(2020, 1, 1),
        "effective_on": date(2020, 2, 1),
        "passages": tuple(passage(text, number=str(place)) for place, text in enumerate(texts, 1)),
    }
    return Record(**{**defaults, **values})


class MemorySource:
    """A source whose records tests put in and take out."""

    name = "regulations"

    def __init__(self, *records: Record) -> None:
        self.held = {record.key: record for record in records}

    def put(self, *records: Record) -> None:
        """Offer these records as well."""
        self.held.update({record.key: record for record in records})

    def records(self, keys: Collection[str] | None = None) -> Iterator[Record]:
        """Stream records in order of their keys."""
        for key in sorted(self.held):
            if keys is None or key in keys:
                yield self.held[key]

    def keys(self, after: str = "", limit: int = 1000) -> list[str]:
        """The next keys in alphabetical order."""
        return sorted(key for key in self.held if key > after)[:limit]

    def present(self, keys: Collection[str]) -> set[str]:
        """Those of the keys that are held."""
        return self.held.keys() & set(keys)

    def count(self) -> int:
        """Count them."""
        return len(self.held)

    def facet_labels(self, facet: str, codes: Collection[str]) -> Mapping[str, str]:
        """Codes are their own labels."""
        return {code: code for code in codes}

    def facet_codes(self, facet: str, text: str) -> Sequence[str]:
        """Codes are their own names."""
        codes = {code for record in self.held.values() for code in record.facets.get(facet, ())}
        return fitting_codes([(code, code.replace("-", " ")) for code in sorted(codes)], text)

    def localized(self, keys: Collection[str], language: str) -> Mapping[str, tuple[str, str, str]]:
        """Nothing is translated."""
        return {}


def empty_index(engine: Engine) -> None:
    """Give an engine that builds indexes an empty live one; the database's tables are empty in a new test."""
    if builder := engine.builder():
        name = builder.index_name(timezone.now())
        builder.create(name)
        builder.prepare(name)
        builder.switch(name)


def fill(engine: Engine, records: Iterable[Record]) -> None:
    """Index many records so that searches see them."""
    for batch in in_batches(records, 500):
        engine.index(batch)
    engine.settle(rebuilt=True)


def put(engine: Engine, *records: Record) -> None:
    """Index records so that searches see them."""
    engine.index(records)
    engine.settle()


def ask(engine: Engine, keyword: str = "", **values: Any) -> Results:
    """Search."""
    return engine.search(make_plan(SearchQuery(keyword=keyword, **values)))


def keys(results: Results) -> list[str]:
    """The keys of the documents found, in order."""
    return [hit.key for hit in results.hits]


def found(engine: Engine, keyword: str = "", **values: Any) -> list[str]:
    """Search and return the keys of the page."""
    return keys(ask(engine, keyword, **values))


def counts(results: Results, facet: str) -> dict[str, int]:
    """Counts of a facet's values, in their order."""
    return {value.code: value.count for value in results.facets.get(facet, ())}
