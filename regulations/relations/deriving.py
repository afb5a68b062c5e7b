"""Relations in force, written at publication from what the approved revision says."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from regulations.models import LegalDocumentPage, Relation, Verb
from regulations.models.acting import Acting
from regulations.models.amendments import Operation

from .acts import Dates, begin_of
from .matching import candidates_for, meant_by
from .names import target_key

VERBS = {
    Operation.REPLACE: Verb.AMENDS,
    Operation.INSERT: Verb.AMENDS,
    Operation.WORDS: Verb.AMENDS,
    Operation.REPEAL: Verb.REPEALS,
}


def dates_of(page: LegalDocumentPage) -> Dates:
    """What the document says of its own effect."""
    parts = tuple((row.kind, row.path, row.on) for row in page.part_dates.all())
    return Dates(page.effective_on, page.expires_on, parts)


def relation_rows(page: LegalDocumentPage) -> list[Relation]:
    """What the page says it does to others, one row a provision acted on; not saved, not yet joined to documents."""
    dates, relations, amendments = dates_of(page), page.relations.all(), page.amendments.all()
    numbers = numbers_of(said.target_id for said in [*relations, *amendments])
    rows = [_row(page, dates, numbers, said, said.verb, said.target_path, said.until) for said in relations]
    rows += [
        _row(page, dates, numbers, said, VERBS[Operation(said.operation)], path)
        for said in amendments
        for path in dict.fromkeys(path for path, _part in said.parts()) or [""]
    ]
    seen = {(row.verb, row.own_path, row.target_key, row.target_path): row for row in reversed(rows)}
    return list(reversed(seen.values()))


def numbers_of(ids: Iterable[int | None]) -> dict[int | None, tuple[str, str]]:
    """Number and its key of each of these documents that is there; one query."""
    rows = LegalDocumentPage.objects.filter(pk__in={pk for pk in ids if pk}).order_by()
    return {pk: (number, key) for pk, number, key in rows.values_list("pk", "number", "number_key")}


def _row(
    page: LegalDocumentPage,
    dates: Dates,
    numbers: dict[int | None, tuple[str, str]],
    said: Acting,
    verb: str,
    path: str,
    until: date | None = None,
) -> Relation:
    named = said.target_number, target_key(said.target_number, said.target_name)
    number, key = numbers.get(said.target_id, named)
    return Relation(
        page=page,
        verb=verb,
        own_path=said.own_path,
        target_id=said.target_id if said.target_id in numbers else None,
        target_number=number,
        target_name=said.target_name,
        target_key=key,
        target_path=path,
        on=said.takes_effect_on or begin_of(dates, said.own_path),
        until=until,
    )


@transaction.atomic
def write_relations(page: LegalDocumentPage) -> set[int]:
    """Replace the relations of a published page; returns the ids of the documents that it acts on or acted on."""
    before = set(page.acts_on.exclude(target=None).values_list("target_id", flat=True))
    rows = relation_rows(page)
    join(rows, page)
    Relation.objects.filter(page=page).delete()
    Relation.objects.bulk_create(rows, batch_size=500)
    return before | {row.target_id for row in rows if row.target_id}


def join(rows: Iterable[Relation], page: LegalDocumentPage) -> None:
    """Find the documents that the rows of one page name; not saved."""
    loose = [row for row in rows if row.target_id is None]
    meant = meant_by(page, (row.target_key for row in loose))
    for row in loose:
        row.target_id = meant[row.target_key]


def join_waiting(page: LegalDocumentPage) -> int:
    """Let relations that wait for this document find it; how many did. Queries don't grow with those that wait."""
    keys = {page.number_key, page.name_key} - {""}
    waiting: dict[int, list[Relation]] = defaultdict(list)
    for row in Relation.objects.filter(target_key__in=keys, target=None).exclude(page=page):
        waiting[row.page_id].append(row)
    if not waiting:
        return 0
    candidates = candidates_for(keys)
    writers = LegalDocumentPage.objects.filter(pk__in=waiting.keys()).order_by().defer("text")
    found = []
    for writer in writers.prefetch_related("document_issuers__issuer"):
        meant = meant_by(writer, keys, candidates)
        for row in waiting[writer.pk]:
            row.target_id = meant[row.target_key]
            found += [row] if row.target_id else []
    Relation.objects.bulk_update(found, ["target"], batch_size=500)
    return len(found)
