"""Which document of the collection a text means by a number, or by the name of a law."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regulations.filing import year_of
from regulations.identity import document_year
from regulations.models import DocumentIssuer, LegalDocumentPage


@dataclass(frozen=True)
class Named:
    """A document, of a `year` if that is said, that another one names, `written` in a year by certain issuers (ids)."""

    key: str
    year: int | None = None
    written: int | None = None
    issuers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """A published document: its id, its two keys, its date of issue, else of effect, and its issuers (ids)."""

    pk: int
    number_key: str
    name_key: str
    year: int | None
    issuers: frozenset[int] = frozenset()


def match(named: Named, candidates: Iterable[Candidate]) -> int | None:
    """The id of the one candidate that is meant; None where there is none or it would be a guess.

    A number that several issuers used means the namesake of the one who writes. A law called by its name without a
    year is the last one before the year of the text.
    """
    found = [one for one in candidates if named.key in (one.number_key, one.name_key)]
    if named.key and any(one.name_key == named.key for one in found):
        return _by_year(named, found)
    if len(found) > 1:
        found = [one for one in found if one.issuers & named.issuers]
    return found[0].pk if len(found) == 1 else None


def _by_year(named: Named, laws: list[Candidate]) -> int | None:
    if named.year:
        laws = [law for law in laws if law.year == named.year]
        return laws[0].pk if len(laws) == 1 else None
    if named.written is None or any(law.year is None for law in laws):
        return None
    past = {law.year: law.pk for law in laws if law.year and law.year <= named.written}
    newest = max(past, default=None)
    unique = sum(law.year == newest for law in laws) == 1
    return past[newest] if newest and unique else None


def candidates_for(keys: Iterable[str]) -> dict[str, list[Candidate]]:
    """The published documents that bear one of these keys, by key; two queries."""
    wanted = sorted(set(keys) - {""})
    live = LegalDocumentPage.objects.filter(live=True).order_by()
    columns = ("pk", "number_key", "name_key", "number", "issued_on", "effective_on")
    rows = live.filter(number_key__in=wanted).values_list(*columns)
    rows = rows.union(live.filter(name_key__in=[key for key in wanted if " " in key]).values_list(*columns))
    rows = list(rows)
    issuers: dict[int, set[int]] = defaultdict(set)
    for page, issuer in DocumentIssuer.objects.filter(page_id__in=[row[0] for row in rows]).values_list(
        "page_id", "issuer_id"
    ):
        issuers[page].add(issuer)
    found: dict[str, list[Candidate]] = defaultdict(list)
    for pk, number, name, printed, issued_on, effective_on in rows:
        year = document_year(printed, issued_on, effective_on)
        one = Candidate(pk, number, name, year, frozenset(issuers[pk]))
        for key in {number, name} & set(wanted):
            found[key].append(one)
    return found


def meant_by(
    page: LegalDocumentPage,
    keys: Iterable[str],
    candidates: Mapping[str, Sequence[Candidate]] | None = None,
) -> dict[str, int | None]:
    """The document (id) that a page means by each of these keys, never itself; two queries where no candidates are given."""
    wanted = set(keys)
    if candidates is None:
        candidates = candidates_for(wanted) if wanted else {}
    issuers = frozenset(issuer.pk for issuer in page.issuers())
    named = {key: Named(key, written=year_of(page), issuers=issuers) for key in wanted}
    return {
        key: match(named[key], [one for one in candidates.get(key, ()) if one.pk != page.pk])
        for key in wanted
    }
