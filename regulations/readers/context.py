"""What a document's template gets besides the document's own data."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from core.legal_text.structure import DuplicateProvision
from regulations.models import LegalDocumentPage, Provision, Relation, Verb
from regulations.publication import derive_provisions

from .days import day_asked
from .explaining import explain
from .marks import marks_by_provision, provision_of
from .picture import picture
from .relations import shown_relations
from .versions import Source, Version, compared, consolidations, version


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the text as of a day, a comparison of two days, or with a consolidated text (id)."""

    day: date | None
    until: date | None
    consolidated: str
    is_wrong: bool

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> "Asked":
        """Read `day`, `compare` (a day) and `with` (a page's id)."""
        day, wrong_day = day_asked(params, "day")
        until, wrong_until = day_asked(params, "compare")
        return cls(day, until, params.get("with", ""), wrong_day or wrong_until)


def readers_context(
    page: LegalDocumentPage, params: Mapping[str, str], index_url: str, provisions: list[Provision]
) -> dict[str, Any]:
    """Validity with reasons, marks, relations, timeline, and the version asked for; of a published document."""
    asked, today = Asked.from_params(params), timezone.localdate()
    day = asked.day or today
    validity = explain(page, day, index_url)
    relations = shown_relations(page, index_url)
    is_amended = any(
        line.verb == Verb.AMENDS or (line.verb == Verb.REPEALS and line.own_path)
        for line in relations.acted_on
    )
    context: dict[str, Any] = {
        "asked": asked,
        "today": today,
        "shown_day": day,
        "validity": validity,
        "timeline": [reason for _event, reason in validity.told],
        "relations": relations,
        "picture": picture(page.title, relations) if relations else None,
        "marks": marks_by_provision(validity.told, (provision.path for provision in provisions), day),
        "is_amended": is_amended,
        "consolidations": consolidations(page) if relations else [],
    }
    return context | _versions(page, asked, day, index_url, context)


def _versions(
    page: LegalDocumentPage, asked: Asked, day: date, index_url: str, context: dict[str, Any]
) -> dict[str, Any]:
    """The text as of the day, or what differs; nothing where the page's own text is asked for."""
    try:
        if asked.consolidated:
            return _with_consolidated(page, asked, index_url, context["consolidations"])
        if not context["is_amended"] or not (asked.day or asked.until):
            return {}
        shown = version(page, day, index_url)
        if asked.until and not shown.is_doubtful:
            rows = compared(shown.text, version(page, asked.until, index_url).text)
            return {"version": shown, "differences": rows, "other_day": asked.until}
        return {"version": shown, **({} if shown.is_doubtful else _as_of(page, shown))}
    except DuplicateProvision:
        return {"version_failed": True}


def _as_of(page: LegalDocumentPage, shown: Version) -> dict[str, Any]:
    """The provisions of the derived text, and who changed them; what was amended is told once."""
    rows = derive_provisions(LegalDocumentPage(pk=page.pk, text=shown.text))
    known = {row.path for row in rows}
    sources: dict[str, list[Source]] = defaultdict(list)
    for path, found in shown.sources.items():
        sources[provision_of(path, known)] += found
    return {"provisions": rows, "sources": sources, "marks": {}}


def _with_consolidated(
    page: LegalDocumentPage, asked: Asked, index_url: str, found: list[Relation]
) -> dict[str, Any]:
    chosen = next((row for row in found if str(row.page_id) == asked.consolidated), None)
    if chosen is None:
        return {}
    derived = version(page, chosen.on or chosen.page.issued_on or timezone.localdate(), index_url)
    return {
        "version": derived,
        "differences": compared(derived.text, chosen.page.text),
        "consolidated": chosen.page,
    }
