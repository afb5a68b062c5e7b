"""The text of a document as of a day, derived from confirmed amendments; and two days side by side."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from core.legal_text.amending import Operation, Reason
from core.legal_text.amending.as_of import Note, TextAsOf, text_as_of
from core.legal_text.amending.comparing import Difference, Row, compare
from regulations.models import LegalDocumentPage, Relation, Verb
from regulations.relations.amendments import changes_to

from .others import Other, others, public_ids

# Why an amendment is listed and not worked into the text.
WHY_NOT = {
    Reason.UNREAD: _("its wording was not understood"),
    Reason.UNDATED: _("nobody knows from which day on it counts"),
    Reason.LEVEL: _("it concerns what is no article, clause or point"),
    Reason.MISSING: _("there is no such provision in the text"),
    Reason.EXISTS: _("what is to be inserted is there already"),
    Reason.NO_PLACE: _("its place in the text is not clear"),
    Reason.LABELS: _("the new text does not consist of the provisions named"),
    Reason.CONTEXT: _("the new text repeats with other words what is not to change"),
    Reason.HEADING: _("it would take away a heading that nobody repealed"),
    Reason.NOT_FOUND: _("the words to be replaced are not there"),
    Reason.AMBIGUOUS: _("the words can be put in more than one place"),
    Reason.DONE: _("the text says it already"),
}
ALREADY_THERE = {Reason.DONE, Reason.EXISTS}
KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Source:
    """Who changed a provision: the acting document, its provision, the day; `url` "" where it is not shown."""

    title: str
    url: str
    own_path: str
    on: date


@dataclass(frozen=True)
class Version:
    """The text on a day; by provision who changed it; what could not be worked in (provision, why, by whom).

    `is_doubtful`: the text seems to hold amendments already, so that what is derived from it may be wrong.
    """

    day: date
    text: str
    sources: dict[str, list[Source]]
    not_applied: tuple[tuple[str, str, str], ...]
    is_doubtful: bool


def version(page: LegalDocumentPage, day: date, index_url: str = "") -> Version:
    """The text of a published document as of a day; not official. About six queries; the text is kept in the cache.

    `index_url`: of the index in the reader's language, see `others`.
    """
    every = changes_to(page)
    acting = others((int(acting) for _on, acting, _operation in every), index_url)
    changes = [change for change in every if acting[int(change[1])].url]
    hidden = [change for change in every if not acting[int(change[1])].url]
    # Between two changes the text stays the same.
    last = max((on for on, _acting, _operation in changes if on and on <= day), default=date.min)
    said = repr((page.pk, page.live_revision_id, last, changes))
    key = f"text-as-of-{hashlib.sha256(said.encode()).hexdigest()}"
    found: Any = cache.get_or_set(key, lambda: text_as_of(page.text, changes, last), KEPT_SECONDS)
    sources: dict[str, list[Source]] = defaultdict(list)
    for note in found.notes:
        sources[note.path].append(_source(note, acting))
    is_doubtful = any(missed.reason in ALREADY_THERE for missed in found.not_applied)
    not_applied = [*_not_applied(found, changes, acting), *_not_shown(hidden, day, acting)]
    return Version(day, found.text, sources, tuple(not_applied), is_doubtful)


def _source(note: Note, acting: Mapping[int, Other]) -> Source:
    by = acting[int(note.acting)]
    return Source(by.title, by.url, note.own_path, note.on)


def _not_applied(
    found: TextAsOf, changes: Sequence[tuple[date | None, str, object]], acting: Mapping[int, Other]
) -> Iterable[tuple[str, str, str]]:
    for missed in found.not_applied:
        title = acting[int(changes[missed.change][1])].title
        yield missed.path, str(WHY_NOT[missed.reason]), title


def _not_shown(
    changes: Iterable[tuple[date | None, str, Operation]], day: date, acting: Mapping[int, Other]
) -> Iterable[tuple[str, str, str]]:
    """What documents change that visitors may not see: that they do, without their words."""
    for on, by, operation in changes:
        if on is None or on <= day:
            for path in operation.scopes or ("",):
                yield path, str(_("the document that changes it is not public")), acting[int(by)].title


def compared(one: str, other: str) -> list[Row]:
    """Two texts side by side, only what differs."""
    return [row for row in compare(one, other) if row.kind != Difference.SAME]


def consolidations(page: LegalDocumentPage) -> list[Relation]:
    """Official consolidated texts (văn bản hợp nhất) of the document that visitors may see; one or two queries."""
    rows = page.acted_on_by.filter(verb=Verb.CONSOLIDATES, page__live=True).select_related("page")
    found = list(rows.defer("page__text").order_by("-on"))
    public = public_ids(row.page_id for row in found)
    return [row for row in found if row.page_id in public]
