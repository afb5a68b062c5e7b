"""Texts and queries as the admin's search compares them: words without accents."""

from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any

from modelsearch.index import RelatedFields
from modelsearch.query import MATCH_NONE, And, Boost, Fuzzy, Not, Or, Phrase, PlainText, SearchQuery

from core.text import fold, syllables

# Between words that were typed as one, as in "15/2023": both databases take them for neighbours.
JOINT = "|"


def words(text: str) -> list[str]:
    """Return the words of a text without accents, and numbers without the noughts before them.

    "05/2023/QĐ-UBND" gives "5", "2023", "qd", "ubnd": a number is found however it was typed.
    """
    return [word.lstrip("0") or "0" if word.isdecimal() else word for word in syllables(fold(text))]


def folded_text(value: Any) -> str:
    """Return what a field holds as words with spaces between them; lists and dicts are joined."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return " ".join(filter(None, map(folded_text, value)))
    return "" if value is None else " ".join(words(str(value)))


def _joined(text: str) -> str:
    chunks = (JOINT.join(words(chunk)) for chunk in text.split())
    return " ".join(chunk for chunk in chunks if chunk)


def _parts(queries: Iterable[SearchQuery]) -> Iterator[SearchQuery]:
    for query in map(_folded, queries):
        if query is not None:
            yield query


def _folded(query: SearchQuery) -> SearchQuery | None:
    """Return the query in words, None where it has none."""
    made: SearchQuery | None = query
    if isinstance(query, And | Or):
        parts = list(_parts(query.subqueries))
        made = type(query)(parts) if len(parts) > 1 else next(iter(parts), None)
    elif isinstance(query, Not | Boost):
        made = copy(query)
        made.subquery = _folded(query.subquery)
        made = made if made.subquery else None
    elif isinstance(query, PlainText | Phrase | Fuzzy):
        made = copy(query)
        made.query_string = (
            _joined(query.query_string) if isinstance(query, PlainText) else folded_text(query.query_string)
        )
        made = made if made.query_string else None
    return made


def folded_query(query: str | SearchQuery | None) -> str | SearchQuery | None:
    """Return a query as the index holds its words; one without any word finds nothing."""
    if isinstance(query, str):
        return _joined(query)
    return query if query is None else _folded(query) or MATCH_NONE


class FoldedObject:
    """An object as an index reads it: the texts of its search fields folded."""

    def __init__(self, held: Any) -> None:
        self.held = held
        self.pk = held.pk

    def get_search_fields(self) -> list[Any]:
        """Its search fields, which yield folded texts."""
        return [_folded_field(field) for field in self.held.get_search_fields()]


def _folded_field(field: Any) -> Any:
    made = copy(field)
    if isinstance(field, RelatedFields):
        made.fields = [_folded_field(part) for part in field.fields]
        made.get_value = lambda owner: field.get_value(_held(owner))
    else:
        made.get_value = lambda owner: folded_text(field.get_value(_held(owner)))
    return made


def _held(owner: Any) -> Any:
    return owner.held if isinstance(owner, FoldedObject) else owner


class FoldingIndex:
    """Mixin for an index: what goes in is folded."""

    def add_items(self, model: Any, items: Iterable[Any]) -> None:
        """Put objects in."""
        super().add_items(model, [FoldedObject(item) for item in items])  # type: ignore[misc]


class FoldingBackend:
    """Mixin for a backend: what is looked for is folded.

    Searches always go over all words of an object: some of Wagtail's listings name columns, of which
    the index knows nothing, and which hold accents.
    """

    def _search(self, compiler: Any, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
        kwargs["fields"] = None
        return super()._search(compiler, folded_query(query), model_or_queryset, **kwargs)  # type: ignore[misc]
