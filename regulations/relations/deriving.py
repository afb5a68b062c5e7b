"""Relations in force, written at publication from what the approved revision says."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import Q

from regulations.filing import year_of
from regulations.models import LegalDocumentPage, Relation, Verb
from regulations.models.acting import Acting
from regulations.models.amendments import Operation

from .acts import Dates, begin_of
from .matching import Named, candidates_for, match
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
    dates = dates_of(page)
    rows = [_row(page, dates, said, said.verb, said.target_path, said.until) for said in page.relations.all()]
    rows += [
        _row(page, dates, said, VERBS[Operation(said.operation)], path)
        for said in page.amendments.all()
        for path in _paths(said.place_lines())
    ]
    seen = {(row.verb, row.own_path, row.target_key, row.target_path): row for row in reversed(rows)}
    return list(reversed(seen.values()))


def _paths(lines: list[str]) -> Iterator[str]:
    yield from dict.fromkeys(line.partition("#")[0] for line in lines) or [""]


def _row(
    page: LegalDocumentPage, dates: Dates, said: Acting, verb: str, path: str, until: date | None = None
) -> Relation:
    target = said.target
    return Relation(
        page=page,
        verb=verb,
        own_path=said.own_path,
        target=target,
        target_number=target.number if target else said.target_number,
        target_name=said.target_name,
        target_key=target.number_key if target else target_key(said.target_number, said.target_name),
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


def join(rows: list[Relation], page: LegalDocumentPage) -> None:
    """Find the documents that the rows of one page name; not saved."""
    loose = [row for row in rows if row.target_id is None]
    if not loose:
        return
    candidates = candidates_for(row.target_key for row in loose)
    issuers = frozenset(issuer.pk for issuer in page.issuers())
    for row in loose:
        others = [one for one in candidates.get(row.target_key, ()) if one.pk != page.pk]
        row.target_id = match(Named(row.target_key, written=year_of(page), issuers=issuers), others)


def join_waiting(page: LegalDocumentPage) -> int:
    """Let relations that wait for this document find it; how many did."""
    keys = {page.number_key, page.name_key} - {""}
    waiting = Relation.objects.filter(Q(target_key__in=keys), target=None).exclude(page=page)
    found = []
    for row in waiting.select_related("page"):
        join([row], row.page.specific)
        if row.target_id:
            found.append(row)
    Relation.objects.bulk_update(found, ["target"], batch_size=500)
    return len(found)
