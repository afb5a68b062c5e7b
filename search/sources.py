"""The registry through which apps offer what can be found; `search` imports none of them."""

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

from .records import Record


class Source(Protocol):
    """What an app offers for search."""

    name: str

    def records(self, keys: Collection[str] | None = None) -> Iterator[Record]:
        """Stream the visible records with these keys, or all of them, in order of their keys."""

    def count(self) -> int:
        """Return how many records visitors may find."""

    def facet_labels(self, facet: str, codes: Collection[str]) -> Mapping[str, str]:
        """Return names of a facet's codes in the active language; unknown codes may be left out."""

    def localized(self, keys: Collection[str], language: str) -> Mapping[str, tuple[str, str, str]]:
        """Return (title, language of the title, address) by key for readers of another language."""


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Offer a source; one registered again under its name takes the earlier one's place."""
    _sources[source.name] = source


def unregister(name: str) -> None:
    """Withdraw a source; nothing happens if there is none of that name."""
    _sources.pop(name, None)


def get(name: str) -> Source:
    """Return the source of that name. Raises `KeyError` if none is registered."""
    return _sources[name]


def all_sources() -> list[Source]:
    """Return every source in order of its name."""
    return [_sources[name] for name in sorted(_sources)]
