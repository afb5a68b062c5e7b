"""Putting records into the tables of the database engine and taking them out."""

from collections.abc import Collection, Iterator, Sequence

from django.db import transaction

from search.leases import Lease
from search.models import IndexedDocument, IndexedFacet, IndexedPassage
from search.numbering import number_order, sequence_of
from search.priors import defines, prior
from search.records import Record, digest_of, indexed_facets
from search.suggestions.writing import remove_suggestions, write_suggestions
from search.words import syllables

from . import vendor
from .terms import index_terms

# A passage's id is its document's id times this, plus its position.
POSITIONS = 1 << 16
BATCH = 500


def document_of(passage_id: int) -> int:
    """Return the id of the document that a provision's id belongs to."""
    return passage_id // POSITIONS


def _clean(text: str) -> str:
    # PostgreSQL stores no null character.
    return text.replace("\x00", "")


def _document(record: Record) -> IndexedDocument:
    label, title = _clean(record.label), _clean(record.title)
    return IndexedDocument(
        source=record.source,
        key=record.key,
        language=record.language,
        title=title,
        label=label,
        url=record.url,
        number=_clean(record.number),
        sequence=sequence_of(record.number),
        number_order=number_order(_clean(record.number)),
        issued_on=record.issued_on,
        effective_on=record.effective_on,
        facets=indexed_facets(record),
        words=" ".join(syllables(f"{label} {title}")),
        digest=digest_of(record),
    )


def _passages(document: IndexedDocument, record: Record) -> Iterator[IndexedPassage]:
    if len(record.passages) >= POSITIONS:
        raise ValueError(f"{record.source} {record.key} has more than {POSITIONS - 1} provisions")
    for position, passage in enumerate(record.passages):
        title, text = _clean(passage.title), _clean(passage.text)
        yield IndexedPassage(
            id=document.pk * POSITIONS + position,
            document=document,
            path=passage.path,
            number=passage.number,
            heading=_clean(passage.heading),
            title=title,
            text=text,
            title_words=" ".join(syllables(title)),
            words=" ".join(syllables(text)),
            prior=prior(record, passage),
            defines=defines(title),
        )


def _terms(document_words: str, title_words: str, words: str) -> list[str]:
    return index_terms(document_words.split(), title_words.split(), words.split())


def _remove(documents: Collection[int]) -> None:
    passages = IndexedPassage.objects.filter(document__in=documents)
    held = passages.values_list("id", "document__words", "title_words", "words")
    vendor.remove_terms([(row, _terms(*words)) for row, *words in held])
    IndexedFacet.objects.filter(document__in=documents).delete()
    passages.delete()
    IndexedDocument.objects.filter(pk__in=documents).delete()


@transaction.atomic
def remove_keys(source: str, keys: Collection[str], held: Lease | None = None) -> None:
    """Take records of one source out, with everything that belongs to them. Raises `LeaseLost`."""
    if held:
        held.require()
    _remove(list(IndexedDocument.objects.filter(source=source, key__in=keys).values_list("pk", flat=True)))
    remove_suggestions(source, keys)


@transaction.atomic
def write(records: Sequence[Record], held: Lease | None = None) -> None:
    """Put records in, in place of what was there under their sources and keys. Raises `LeaseLost`."""
    if held:
        held.require()
    vendor.prepare_writing()
    latest = {(record.source, record.key): record for record in records}
    for source in {source for source, _key in latest}:
        remove_keys(source, [key for other, key in latest if other == source])
    if not IndexedDocument.objects.exists():
        vendor.clear_terms()
    documents = IndexedDocument.objects.bulk_create([_document(record) for record in latest.values()])
    paired = list(zip(documents, latest.values(), strict=True))
    passages = [passage for document, record in paired for passage in _passages(document, record)]
    IndexedPassage.objects.bulk_create(passages, batch_size=BATCH)
    IndexedFacet.objects.bulk_create(
        [
            IndexedFacet(document=document, facet=name, code=code)
            for document in documents
            for name, codes in document.facets.items()
            for code in dict.fromkeys(codes)
        ],
        batch_size=BATCH,
    )
    vendor.add_terms(
        (passage.pk, _terms(passage.document.words, passage.title_words, passage.words))
        for passage in passages
    )
    write_suggestions(list(latest.values()))
