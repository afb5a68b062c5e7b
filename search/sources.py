"""The registry through which apps offer what can be found; `search` imports none of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.models import Page, PageViewRestriction

from .records import Record


class Source(Protocol):
    """What an app offers for search."""

    name: str

    def records(self, keys: Collection[str] | None = None) -> Iterator[Record]:
        """Stream the visible records with these keys, or all of them, in order of their keys."""

    def keys(self, after: str = "", limit: int = 1000) -> list[str]:
        """Return the first keys of visible records that come after that one, always in the same order.

        A rebuild and a comparison walk through the source by it; "" begins.
        """

    def present(self, keys: Collection[str]) -> set[str]:
        """Return those of the keys whose records visitors may find, without reading the records."""

    def count(self) -> int:
        """Return how many records visitors may find."""

    def facet_labels(self, facet: str, codes: Collection[str]) -> Mapping[str, str]:
        """Return names of a facet's codes in the active language; unknown codes may be left out."""

    def facet_codes(self, facet: str, text: str) -> Sequence[str]:
        """Return the codes of a facet whose names, in any language, fit what a reader typed.

        See `search.reading.names.fitting_codes`; a few SQL queries, however many names there are.
        """

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


def keys_after(rows: "QuerySet[Any]", after: str, limit: int) -> list[str]:
    """Return `Source.keys` where the keys are the rows' ids."""
    ids = rows.filter(pk__gt=int(after)) if after else rows
    return [str(pk) for pk in ids.order_by("pk").values_list("pk", flat=True)[:limit]]


def public_among(model: type[Page], keys: Collection[str]) -> set[str]:
    """Return `Source.present` where the keys are ids of pages of that type. One SQL query, for every search."""
    pages = _public_pages().filter(
        pk__in=[int(key) for key in keys], content_type=ContentType.objects.get_for_model(model)
    )
    return {str(pk) for pk in pages.values_list("pk", flat=True)}


# Django takes longer to put this query together than the database to answer it.
@lru_cache(maxsize=1)
def _public_pages() -> "QuerySet[Page]":
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = PageViewRestriction.objects.annotate(below=path).filter(below__startswith=F("page__path"))
    return Page.objects.filter(~Exists(above), live=True).order_by()
