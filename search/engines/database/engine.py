"""The engine inside the database, as the rest of `search` sees it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import DataError, IntegrityError, OperationalError

from search.deadline import Deadline
from search.engines.base import EngineUnavailable, RecordsRefused
from search.highlight import Marker
from search.leases import Lease
from search.models import IndexedDocument, IndexedPassage
from search.plan import Plan
from search.query import Sort
from search.records import Record
from search.results import PASSAGES_SHOWN, DocumentHit, PassageHit, RankedPassage, Results

from . import statistics, vendor
from .documents import ORDERS, count_facets, documents
from .found import Found, find
from .narrowing import narrowed_documents
from .writing import document_of, remove_keys, write

BATCH = 1_000
# What a record itself can be to blame for; any other failure passes.
REFUSALS = (DataError, IntegrityError, ValueError)


class DatabaseEngine:
    """Searches tables of the site's own database; at most 12 SQL queries a search, 18 with phrases and exclusions."""

    name = "database"

    def probe(self) -> None:
        """Nothing: where the site's database is away, so is who asks."""

    def index(self, records: Sequence[Record], held: Lease | None = None, into: str = "") -> None:
        """Put records in; one that the database refuses leaves the others in."""
        try:
            with _failures_named():
                write(records, held)
        except REFUSALS:
            self._index_singly(records, held)

    def _index_singly(self, records: Sequence[Record], held: Lease | None) -> None:
        reasons = {}
        for record in records:
            try:
                with _failures_named():
                    write([record], held)
            except REFUSALS as error:
                reasons[record.source, record.key] = str(error)
        if reasons:
            raise RecordsRefused(reasons)

    def delete(self, source: str, keys: Collection[str], held: Lease | None = None, into: str = "") -> None:
        """Take records out."""
        with _failures_named():
            remove_keys(source, keys, held)

    def settle(self, rebuilt: bool = False) -> None:
        """Take the statistics of terms anew if the index has changed much, or wholly."""
        vendor.finish_writing()
        if rebuilt:
            vendor.take_statistics()
            statistics.refresh()
        else:
            statistics.refresh_if_drifted()

    def builder(self) -> None:
        """Nothing: the tables are rebuilt in place, record by record."""

    def count(self) -> int:
        """Return the number of records in the tables."""
        return IndexedDocument.objects.count()

    def listed(self) -> Iterator[list[tuple[str, str]]]:
        """Yield source and key of every record, in batches."""
        last = 0
        while rows := list(
            IndexedDocument.objects.filter(pk__gt=last)
            .order_by("pk")
            .values_list("pk", "source", "key")[:BATCH]
        ):
            last = rows[-1][0]
            yield [(source, key) for _row, source, key in rows]

    def digests(self, source: str, keys: Collection[str]) -> dict[str, list[str]]:
        """Return the digests of these records, by key."""
        held = IndexedDocument.objects.filter(source=source, key__in=keys)
        return {key: [digest] for key, digest in held.values_list("key", "digest")}

    def ready(self) -> bool:
        """Tell that the tables are there: migrations made them."""
        return True

    def search(self, plan: Plan, until: Deadline | None = None) -> Results:
        """Return a page of documents."""
        if not plan.syllables:
            return self._browse(plan)
        found = find(plan)
        plan = found.plan
        first, last = plan.offset, plan.offset + plan.query.page_size
        if plan.sort is Sort.RELEVANCE:
            scores = found.score()
            page = found.ranked(scores)[first:last]
        else:
            rows = documents(plan.query, found.fitting).order_by(*ORDERS[plan.sort])
            page = list(rows.values_list("pk", flat=True)[first:last])
            scores = found.score(page)
        return self._results(plan, len(found.fitting), page, found.everything, found, scores)

    def _browse(self, plan: Plan) -> Results:
        among = self._not_excluded(plan) if plan.excluded else None
        rows = documents(plan.query, among)
        ordered = rows.order_by(*ORDERS[plan.sort]).values_list("pk", flat=True)
        page = list(ordered[plan.offset : plan.offset + plan.query.page_size])
        return self._results(plan, rows.count(), page, among, Found(plan), {})

    def _not_excluded(self, plan: Plan) -> frozenset[int]:
        everything = dict.fromkeys(IndexedDocument.objects.values_list("pk", flat=True), 0)
        return frozenset(narrowed_documents(plan, everything))

    def _results(
        self,
        plan: Plan,
        total: int,
        page: list[int],
        among: Collection[int] | None,
        found: Found,
        scores: Mapping[int, float],
    ) -> Results:
        return Results(
            total=total,
            hits=tuple(self._hits(plan, page, found, scores)),
            facets=count_facets(plan.query, among),
            engine=self.name,
            page=plan.query.page,
            page_size=plan.query.page_size,
        )

    def _hits(
        self, plan: Plan, page: list[int], found: Found, scores: Mapping[int, float]
    ) -> Iterable[DocumentHit]:
        marker = Marker(plan)
        best = _best_passages(page, found.rough, scores)
        texts = IndexedPassage.objects.in_bulk([row for rows in best.values() for row in rows])
        held = IndexedDocument.objects.in_bulk(page)
        # A row may have been written anew since it was found; the next search shows it again.
        for row in (row for row in page if row in held):
            passages = tuple(
                _passage_hit(marker, texts[passage], scores.get(passage, 0.0))
                for passage in best[row]
                if passage in texts
            )
            yield _document_hit(marker, held[row], passages, found.numbered.get(row, 0))

    def passages(self, plan: Plan, limit: int) -> list[RankedPassage]:
        """Return the best provisions; a document named by its number, and nothing else, stands for itself."""
        if not plan.syllables:
            return []
        found = find(plan)
        entries = _entries(found, found.score())[:limit]
        held = IndexedDocument.objects.in_bulk([document for _rank, _score, document, _row in entries])
        rows = [row for _rank, _score, _document, row in entries if row]
        texts = IndexedPassage.objects.defer("text", "words").in_bulk(rows)
        return [
            _ranked(held[document], texts.get(row) if row else None, score)
            for _rank, score, document, row in entries
            if document in held
        ]


Entry = tuple[int, float, int, int | None]


def _entries(found: Found, scores: Mapping[int, float]) -> list[Entry]:
    """Return (number rank, score, document id, provision id), best first.

    A document named by its number stands for itself, without a provision, where the query is nothing
    but the number or none of its provisions was found.
    """
    named = {row: rank for row, rank in found.numbered.items() if row in found.fitting}
    with_passages = {document_of(row) for row in scores}
    alone = {row for row in named if found.plan.only_number or row not in with_passages}
    entries: list[Entry] = [(named[row], 0.0, row, None) for row in alone]
    entries += [
        (named.get(document_of(row), 0), score, document_of(row), row)
        for row, score in scores.items()
        if document_of(row) not in alone
    ]
    return sorted(entries, key=lambda entry: (-entry[0], -entry[1], entry[2], entry[3] or 0))


def _ranked(document: IndexedDocument, passage: IndexedPassage | None, score: float) -> RankedPassage:
    return RankedPassage(
        number=document.number,
        article=passage.number or None if passage else None,
        title=passage.title if passage else document.title,
        score=round(score, 4),
        source=document.source,
        key=document.key,
        path=passage.path if passage else "",
    )


@contextmanager
def _failures_named() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise EngineUnavailable(str(error)) from error


def _best_passages(
    page: list[int], rough: Mapping[int, float], scores: Mapping[int, float]
) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = {document: [] for document in page}
    for row in rough:
        if document_of(row) in rows:
            rows[document_of(row)].append(row)
    return {
        document: sorted(found, key=lambda row: (-scores.get(row, 0.0), -rough[row], row))[:PASSAGES_SHOWN]
        for document, found in rows.items()
    }


def _passage_hit(marker: Marker, passage: IndexedPassage, score: float) -> PassageHit:
    return PassageHit(
        path=passage.path,
        number=passage.number,
        heading=passage.heading,
        title=passage.title,
        snippet_html=marker.snippet(passage.text),
        score=score,
    )


def _document_hit(
    marker: Marker, document: IndexedDocument, passages: tuple[PassageHit, ...], number_rank: int
) -> DocumentHit:
    return DocumentHit(
        source=document.source,
        key=document.key,
        language=document.language,
        label=document.label,
        title=document.title,
        title_html=marker.highlighted(document.title),
        url=document.url,
        number=document.number,
        issued_on=document.issued_on,
        effective_on=document.effective_on,
        facets={name: tuple(codes) for name, codes in document.facets.items()},
        score=max((passage.score for passage in passages), default=0.0),
        passages=passages,
        number_match=bool(number_rank),
    )
