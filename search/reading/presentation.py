"""What readers are told about how their query was read."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from search import sources
from search.facets import facet_names, labels_of
from search.query import SearchQuery, address
from search.results import Results

from .fields import FIELD, ISSUER, NUMBER, SIGNER, TYPE
from .interpretation import Interpretation, interpret
from .retyping import corrected_text
from .vocabulary import StoredVocabulary

# With more results than this a reader has found something to read, and no correction is looked for.
FEW = 10
# Names that are listed of those that a typed field fits.
NAMED = 8


@dataclass(frozen=True)
class Offered:
    """Another wording of the query with its address."""

    text: str
    url: str


@dataclass(frozen=True)
class ShownReading:
    """What `components/reading.html` shows.

    `converted` is what was looked for in place of keystrokes, `as_typed` leads to the query as typed;
    `fields` are sentences on what was read as a filter, `unread` on what could not be read; `correction`
    may be meant instead.
    """

    converted: str = ""
    as_typed: Offered | None = None
    fields: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    correction: Offered | None = None


def reading_context(query: SearchQuery, results: Results) -> dict[str, ShownReading]:
    """Return `reading` for the results templates; at most three SQL queries, more if fields were named."""
    if not query.keyword:
        return {"reading": ShownReading()}
    offered = [sources.get(query.source)] if query.source else sources.all_sources()
    read = interpret(query, offered)
    first = replace(query, page=1)
    converted, as_typed = "", None
    if read.keystrokes.changed:
        converted = read.keystrokes.text
        as_typed = Offered(query.keyword, address(replace(first, literal=True)))
    correction = _correction(read, results)
    return {"reading": ShownReading(converted, as_typed, _fields(read), _unread(read), correction)}


def _fields(read: Interpretation) -> tuple[str, ...]:
    """Return what was typed as filters, with the names that it fits."""
    labels = facet_names()
    sentences = []
    for facet, codes in read.resolved.filters.items():
        names = labels_of(facet, codes, read.query.source)
        shown = [names.get(code, code) for code in codes[:NAMED]]
        more = " …" if len(codes) > NAMED else ""
        sentences.append(f"{labels[facet]}: {', '.join(shown)}{more}")
    return tuple(sentences)


def _correction(read: Interpretation, results: Results) -> Offered | None:
    if results.total > FEW or results.page > 1:
        return None
    text = corrected_text(read.keystrokes.text, StoredVocabulary())
    if text is None:
        return None
    return Offered(text, address(replace(read.query, keyword=text, page=1, literal=False)))


def _unread(read: Interpretation) -> tuple[str, ...]:
    sentences = {
        ISSUER: _("No issuer is called “%(value)s”; it was searched as words instead."),
        FIELD: _("No field is called “%(value)s”; it was searched as words instead."),
        TYPE: _("No document type is called “%(value)s”; it was searched as words instead."),
        SIGNER: _("No signer is called “%(value)s”; it was searched as words instead."),
        NUMBER: _("“%(value)s” is no document number; it was searched as words instead."),
    }
    named = [sentences[name] % {"value": value} for name, value in read.resolved.unknown]
    unclear = _("“%(value)s” could not be read; it was searched as words instead.")
    return (*named, *(unclear % {"value": value} for value in read.reading.unread))
