"""What apps hand over to be found: a document with its provisions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Passage:
    """One provision, the unit of search.

    `path` addresses it on the page ("dieu-8", "phu-luc-1/dieu-1", "toan-van"); `number` is the
    article's ("8", "12a") or ""; `heading` the label shown ("Điều 8"); `title` may be "", as may `text`.
    """

    path: str
    number: str
    heading: str
    title: str
    text: str


@dataclass(frozen=True)
class Record:
    """One document in the index.

    `source` and `key` identify it; `label` is type and number; `url` is relative to the site;
    `number` as displayed and `number_key` of `DocumentNumber.key`, both "" where there is none.
    `facets` maps names of `search.query.FACETS` to codes; other names are not indexed.
    """

    source: str
    key: str
    language: str
    title: str
    label: str
    url: str
    number: str = ""
    number_key: str = ""
    issued_on: date | None = None
    effective_on: date | None = None
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
