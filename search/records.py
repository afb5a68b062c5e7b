"""What apps hand over to be found: a document with its provisions."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings

from .query import FACETS, HIDDEN_IN

# To be raised when engines derive something else of a record (its words, a prior): all that is there is stale.
FORM = 1


@dataclass(frozen=True)
class Passage:
    """One provision, the unit of search.

    `path` addresses it on the page ("dieu-8", "phu-luc-1/dieu-1", "toan-van"); `number` is the
    article's ("8", "12a") or ""; `heading` the label shown ("Điều 8"); `title` may be "", as may `text`.
    Text in another language than its record's has that language's code for its path, and no heading.
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
    `facets` maps names of `search.query.FACETS` to codes; other names are not indexed. `languages` are
    those of the site in which the record is found; () is every one. `translations` map further languages
    of the site to the title in it, "" where there is none, and to the address there.
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
    languages: tuple[str, ...] = ()
    translations: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def indexed_facets(record: Record) -> dict[str, list[str]]:
    """Return what engines index as facets: those that are shown, and where the record is hidden.

    A record says where it is hidden, because nearly all are found in every language.
    """
    facets = {name: list(record.facets[name]) for name in FACETS if record.facets.get(name)}
    hidden = [code for code, _name in settings.LANGUAGES if record.languages and code not in record.languages]
    return facets | ({HIDDEN_IN: hidden} if hidden else {})


def digest_of(record: Record) -> str:
    """Return 32 hexadecimal digits that change when anything changes that engines index of the record."""
    content = {**vars(record), "facets": indexed_facets(record), "form": FORM}
    text = json.dumps(content, sort_keys=True, default=_plain)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _plain(value: Any) -> Any:
    return vars(value) if isinstance(value, Passage) else str(value)
