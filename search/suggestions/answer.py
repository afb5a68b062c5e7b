"""From what was typed to what is suggested: at most four SQL queries and two a source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from search.facets import facet_names
from search.loading import not_offered
from search.models import Suggestion
from search.query import SearchQuery, address
from search.reading.keystrokes import convert_keystrokes

from .marking import Mark, keys_of, marks_behind, marks_of
from .ranking import KINDS, allotted, kinds_in_order, ranked, without_repeats
from .rows import Lookup, find_starts
from .starts import NUMBER, TITLE, shelves_for
from .typed import MAX_TYPED, Typed, read_typed
from .writing import RECORD


@dataclass(frozen=True)
class Suggested:
    """One suggestion, in the reader's language where it has one.

    `label` names the kind; `detail` says more about a document, or what a translated name is translated
    from; `url` leads to the document, or to the search for all with a facet's value. The marks are
    stretches (start, end) of the text and the detail.
    """

    kind: str
    label: str
    text: str
    lang: str
    marks: tuple[Mark, ...]
    detail: str
    detail_lang: str
    detail_marks: tuple[Mark, ...]
    url: str

    @property
    def begins(self) -> bool:
        """Whether the text itself, or what it is called, begins with what was typed."""
        return bool(self.detail_marks) or (self.marks[:1] != () and self.marks[0][0] == 0)


def suggest(text: str, language: str) -> list[Suggested]:
    """Return at most ten suggestions for readers of a language of the site; the same for the same index.

    Where nothing begins as typed, Telex and VNI keystrokes that were left as they are count as letters.
    """
    found = _suggestions(read_typed(text), language)
    if found:
        return found
    converted = convert_keystrokes(text[:MAX_TYPED])
    return _suggestions(read_typed(converted.text), language) if converted.changed else []


def _suggestions(typed: Typed, language: str) -> list[Suggested]:
    if not typed.words:
        return []
    lookups = list(lookups_for(typed, language))
    found = ranked(typed, lookups, find_starts(lookups))
    rows = _offered(Suggestion.objects.in_bulk({row for some in found.values() for row in some.rows}))
    found = without_repeats(found, {pk: in_language(row, language)[0] for pk, row in rows.items()})
    names = kind_names()

    def show(kind: str, row: int) -> Suggested:
        return _suggested(typed, kind, names[kind], rows[row], language)

    begins = {kind: show(kind, some.rows[0]).begins for kind, some in found.items() if some.rows}
    order = kinds_in_order(found, begins)
    shares = allotted(found, order)
    return [show(kind, row) for kind in order for row in found[kind].rows[: shares[kind]]]


def _offered(rows: Mapping[int, Suggestion]) -> dict[int, Suggestion]:
    """Leave out records that became private or went away and the index doesn't know yet."""
    records = {(row.source, row.key) for row in rows.values() if row.kind == RECORD}
    gone = set(not_offered(list(records)))
    return {pk: row for pk, row in rows.items() if row.kind != RECORD or (row.source, row.key) not in gone}


def lookups_for(typed: Typed, language: str) -> Iterator[Lookup]:
    """Yield what the index of starts is asked: each kind, for all readers and for those of the language."""
    for kind in KINDS:
        for shelf in shelves_for(kind, language):
            if kind == NUMBER:
                for beginning in typed.number_beginnings:
                    yield Lookup(kind, shelf, beginning)
                continue
            for words in typed.beginnings:
                yield Lookup(kind, shelf, words.folded)
                if typed.accented:
                    yield Lookup(kind, shelf, words.spelt, spelt=True)


def kind_names() -> dict[str, str]:
    """Labels of the kinds, in the reader's language."""
    return {NUMBER: _("Document number"), TITLE: _("Title"), **facet_names()}


def in_language(row: Suggestion, language: str) -> tuple[str, str]:
    """Return the title or name that readers of a language see, and the language that it is in."""
    shown = language if row.texts.get(language) else row.language
    return str(row.texts.get(shown, "")), shown


def _suggested(typed: Typed, kind: str, label: str, row: Suggestion, language: str) -> Suggested:
    text, shown = in_language(row, language)
    url = row.urls.get(language) or row.urls.get(row.language) or _filtered(row)
    if kind == NUMBER:
        # Types and numbers are Vietnamese in every language of the site.
        found = marks_of(row.label, [keys_of(typed.number)], typed.complete)
        return Suggested(kind, label, row.label, row.language, found, text, shown, (), url)
    detail = row.label or (row.texts.get(row.language, "") if shown != row.language else "")
    lines = [keys_of(beginning.folded) for beginning in typed.beginnings]
    found, before = marks_behind(detail, text, lines, typed.complete)
    return Suggested(kind, label, text, shown, found, detail, row.language, before, url)


def _filtered(row: Suggestion) -> str:
    return reverse("search") + address(SearchQuery(filters={row.kind: (row.key,)}))
