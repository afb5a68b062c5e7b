"""Validity with its reasons, as readers are told it: what happened, to what, from when on, by which document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.legal_text.paths import label_or_text
from regulations.models import LegalDocumentPage
from regulations.models.validity import LABELS
from regulations.relations.acts import Dates, events_of
from regulations.relations.knowing import load
from regulations.validity import WHOLE, Event, Kind, Status, validity_at

from .others import Other, others

OWN = Other("", "")


@dataclass(frozen=True)
class Reason:
    """One event in words; `by` the acting document's label and address, "" for the document's own words."""

    sentence: str
    on: date
    scope: str
    by: str
    url: str


@dataclass(frozen=True)
class Explained:
    """Status at a day, its name, and why; `told`: every event, in the order of their days, in words."""

    status: Status
    label: str
    reasons: tuple[Reason, ...]
    told: tuple[tuple[Event, Reason], ...]


def explain(page: LegalDocumentPage, day: date, index_url: str = "", part: str = WHOLE) -> Explained:
    """Validity of a published document, or of one of its provisions, at a day; about six queries.

    `index_url`: of the index in the reader's language, see `others`.
    """
    known = load([page.pk])
    events = sorted(events_of(page.pk, known), key=lambda event: (event.on, event.scope))
    told = dict(zip(events, _reasons(events, index_url), strict=True))
    found = validity_at(day, known.dates.get(page.pk, Dates()).effective_on, events, part)
    because = tuple(told[event] for event in found.because)
    return Explained(found.status, str(LABELS[found.status]), because, tuple(told.items()))


def _reasons(events: Sequence[Event], index_url: str) -> Iterator[Reason]:
    acting = others((int(event.by) for event in events if event.by), index_url)
    for event in events:
        by = acting[int(event.by)] if event.by else OWN
        yield Reason(sentence(event, by.title), event.on, event.scope, by.title, by.url)


def sentence(event: Event, by: str) -> str:
    """An event in words: "khoản 2 Điều 8 bị bãi bỏ từ 01/07/2025 bởi Nghị định 12/2025/NĐ-CP"."""
    parts = {
        "what": place(event.scope),
        "on": event.on.strftime("%d/%m/%Y"),
        "until": event.until.strftime("%d/%m/%Y") if event.until else "",
        "by": by,
    }
    if not by:
        return _OWN[event.kind]() % parts
    if event.kind == Kind.SUSPEND and event.until:
        return _("%(what)s is suspended from %(on)s until %(until)s by %(by)s") % parts
    return _BY_OTHERS[event.kind]() % parts


def place(scope: str) -> str:
    """What a scope names: "khoản 2 Điều 8", or the whole document."""
    if scope == WHOLE:
        return pgettext("validity", "the whole document")
    return label_or_text(scope)


_OWN = {
    Kind.BEGIN: lambda: _("%(what)s takes effect on %(on)s"),
    Kind.EXPIRE: lambda: _("%(what)s has no effect from %(on)s on"),
    Kind.EXTEND: lambda: _("%(what)s goes on in effect until %(until)s"),
}
_BY_OTHERS = {
    Kind.AMEND: lambda: _("%(what)s is amended from %(on)s on by %(by)s"),
    Kind.REPLACE: lambda: _("%(what)s is replaced from %(on)s on by %(by)s"),
    Kind.REPEAL: lambda: _("%(what)s is repealed from %(on)s on by %(by)s"),
    Kind.EXPIRE: lambda: _("%(what)s is announced to have no effect from %(on)s on by %(by)s"),
    Kind.EXTEND: lambda: _("the effect of %(what)s is extended by %(by)s"),
    Kind.SUSPEND: lambda: _("%(what)s is suspended from %(on)s on by %(by)s"),
    Kind.RESUME: lambda: _("%(what)s takes effect again from %(on)s on by %(by)s"),
    Kind.NOT_SUITABLE: lambda: _("%(what)s is found no longer suitable from %(on)s on by %(by)s"),
}
