"""Relations of a document as readers see them: a table, and the same as a picture."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from regulations.models import LegalDocumentPage, Relation, Verb
from regulations.models.acting import REVERSE
from regulations.search_source import path_below

from .others import public_ids

# Of documents that only name this one so many are listed; a code is cited by thousands.
MOST_CITING = 20
MOST = 200
QUIET = (Verb.CITES, Verb.BASED_ON)


@dataclass(frozen=True)
class ShownRelation:
    """One line: what is done, to or by which document, from which day on; `url` "" if it is not in the collection."""

    verb: str
    label: str
    title: str
    url: str
    path: str
    own_path: str
    on: date | None


@dataclass(frozen=True)
class ShownRelations:
    """What the document does to others, what others do to it, and how many more only name it."""

    acts: Sequence[ShownRelation]
    acted_on: Sequence[ShownRelation]
    more_citing: int

    @property
    def lines(self) -> list[ShownRelation]:
        """What is done to it first, as its validity follows from that."""
        return [*self.acted_on, *self.acts]

    def __bool__(self) -> bool:
        return bool(self.acts or self.acted_on)


def shown_relations(page: LegalDocumentPage, index_url: str) -> ShownRelations:
    """Relations of a published document with others that visitors may see; two to four queries."""
    acts = list(page.acts_on.select_related("target").defer("target__text")[:MOST])
    incoming = page.acted_on_by.filter(page__live=True).select_related("page").defer("page__text")
    found = list(incoming.annotate(is_quiet=Q(verb__in=QUIET)).order_by("is_quiet", "on", "pk")[:MOST])
    loud = [row for row in found if not row.is_quiet]
    quiet = [row for row in found if row.is_quiet]
    more = _more(page) if len(quiet) > MOST_CITING else 0
    rows = [*loud, *quiet[:MOST_CITING]]
    others = [row.target_id for row in acts if row.target_id] + [row.page_id for row in rows]
    public = public_ids(others)
    return ShownRelations(
        [line for row in acts if (line := _outgoing(row, public, index_url))],
        [_incoming(row, index_url) for row in rows if row.page_id in public],
        more,
    )


def _more(page: LegalDocumentPage) -> int:
    counted = page.acted_on_by.filter(page__live=True, verb__in=QUIET).aggregate(number=Count("pk"))
    return int(counted["number"]) - MOST_CITING


def _outgoing(row: Relation, public: Collection[int], index_url: str) -> ShownRelation | None:
    target = row.target
    # What was never published is nobody's business; what was withdrawn the text itself names.
    if target and (target.pk not in public if target.live else target.first_published_at is None):
        return None
    is_shown = bool(target and target.live)
    return ShownRelation(
        row.verb,
        str(Verb(row.verb).label),
        target.title if target and is_shown else row.target_number or row.target_name,
        path_below(index_url, target.url_path) if target and is_shown else "",
        row.target_path,
        row.own_path,
        row.on,
    )


def _incoming(row: Relation, index_url: str) -> ShownRelation:
    return ShownRelation(
        row.verb,
        str(REVERSE[Verb(row.verb)]),
        row.page.title,
        path_below(index_url, row.page.url_path),
        row.own_path,
        row.target_path,
        row.on,
    )
