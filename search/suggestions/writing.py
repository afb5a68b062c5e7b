"""Keeping suggestions in step with the database engine's index, inside its transactions."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import override

from core.text import nfc
from search.facets import labels_of
from search.models import IndexedFacet, Suggestion, SuggestionStart
from search.records import Record

from .starts import FACET_KINDS, Start, name_starts, record_starts, shelf_of

RECORD = "record"
BATCH = 500
Value = tuple[str, str]


def write_suggestions(records: Sequence[Record]) -> None:
    """Put in what records suggest, and the values of their facets.

    To be called when the records' facets are in the index and nothing of these records is left here.
    """
    _write([(_record(record), list(record_starts(record))) for record in records])
    _write_values(
        {(kind, code) for record in records for kind in FACET_KINDS for code in record.facets.get(kind, ())}
    )


def remove_suggestions(source: str, keys: Collection[str]) -> None:
    """Take out what records suggest, and values of facets that no record has any more.

    To be called when the records' facets are no longer in the index.
    """
    _remove(Q(kind=RECORD, source=source, key__in=keys))
    used = IndexedFacet.objects.filter(facet=OuterRef("kind"), code=OuterRef("key"))
    _remove(Q(~Exists(used), kind__in=FACET_KINDS))


def _clean(text: str) -> str:
    # PostgreSQL stores no null character.
    return nfc(text).replace("\x00", "")


def _record(record: Record) -> Suggestion:
    texts = {record.language: _clean(record.title)}
    urls = {record.language: record.url}
    for language, (title, url) in record.translations.items():
        texts |= {language: _clean(title)} if title else {}
        urls[language] = url
    return Suggestion(
        kind=RECORD,
        source=record.source,
        key=record.key,
        language=record.language,
        label=_clean(record.label),
        texts=texts,
        urls=urls,
    )


def _write_values(values: Collection[Value]) -> None:
    """Write facet values anew, under the names that they have now."""
    codes: dict[str, list[str]] = defaultdict(list)
    for kind, code in sorted(values):
        codes[kind].append(code)
    documents: dict[Value, int] = {}
    for kind, some in codes.items():
        named = IndexedFacet.objects.filter(facet=kind, code__in=some).order_by()
        counted = named.values_list("code").annotate(Count("pk"))
        documents |= {(kind, code): count for code, count in counted}
        _remove(Q(kind=kind, key__in=some))
    _write(list(_valued(_names(codes), documents)))


def _names(codes: Mapping[str, Sequence[str]]) -> dict[Value, dict[str, str]]:
    """Return names by language of the values that have one, in further languages where it is another."""
    names: dict[Value, dict[str, str]] = defaultdict(dict)
    further = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    for language in [settings.LANGUAGE_CODE, *further]:
        with override(language):
            for kind, some in codes.items():
                for code, name in labels_of(kind, some, None).items():
                    if _clean(name) not in names[kind, code].values():
                        names[kind, code][language] = _clean(name)
    return names


def _valued(
    names: Mapping[Value, dict[str, str]], documents: Mapping[Value, int]
) -> Iterator[tuple[Suggestion, list[Start]]]:
    for (kind, code), texts in names.items():
        starts: list[Start] = []
        for language, name in texts.items():
            # Readers of every language find the name in the site's own.
            shelf = shelf_of(kind, "" if language == settings.LANGUAGE_CODE else language)
            starts += name_starts(name, shelf, documents.get((kind, code), 0))
        yield Suggestion(kind=kind, key=code, language=settings.LANGUAGE_CODE, texts=texts), starts


def _write(rows: Sequence[tuple[Suggestion, list[Start]]]) -> None:
    suggestions = Suggestion.objects.bulk_create([row for row, _starts in rows], batch_size=BATCH)
    SuggestionStart.objects.bulk_create(
        [
            SuggestionStart(
                suggestion=suggestion,
                shelf=start.shelf,
                head=start.start[0],
                start=start.start,
                spelt=start.spelt,
                rank=start.rank,
            )
            for suggestion, (_row, starts) in zip(suggestions, rows, strict=True)
            for start in starts
        ],
        batch_size=BATCH,
    )


def _remove(which: Q) -> None:
    rows = list(Suggestion.objects.filter(which).values_list("pk", flat=True))
    SuggestionStart.objects.filter(suggestion__in=rows).delete()
    Suggestion.objects.filter(pk__in=rows).delete()
