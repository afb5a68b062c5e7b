"""Amendments between rows of a revision and the operations that the pure rules read and apply."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q

from core.legal_text.amending import Kind, Operation, Source, read_operations
from core.legal_text.numbers import parse_number
from core.legal_text.structure import DuplicateProvision, parse
from regulations.models import Amendment, LegalDocumentPage, Relation, Verb

from .acts import begin_of
from .deriving import dates_of
from .matching import meant_by
from .names import LONGEST_NAME, LONGEST_NUMBER, target_key

TITLE, OPENING = "title", "opening"


def amendment_values(operation: Operation) -> dict[str, str]:
    """Fields of the `Amendment` that says what an operation does. Raises `ValueError` for one not understood."""
    if operation.kind == Kind.UNREAD:
        raise ValueError("an operation that was not understood is no amendment")
    places = [
        *operation.scopes,
        *(f"{path}#{TITLE}" for path in operation.titles),
        *(f"{path}#{OPENING}" for path in operation.openings),
    ]
    is_number = parse_number(operation.target) is not None
    return {
        "operation": operation.kind.value,
        "target_number": operation.target[:LONGEST_NUMBER] if is_number else "",
        "target_name": "" if is_number else operation.target[:LONGEST_NAME],
        "own_path": operation.source.path,
        "places": "\n".join(places),
        "after": operation.after,
        "before": operation.before,
        "text": operation.text,
        "old_words": operation.old,
        "new_words": operation.new,
    }


def operation_of(row: Amendment) -> Operation:
    """What a row says, as the pure rules apply it."""
    parts = row.parts()
    return Operation(
        kind=Kind(row.operation),
        source=Source(row.own_path, 0, 0),
        target=row.target_number or row.target_name,
        scopes=tuple(path for path, part in parts if not part),
        titles=tuple(path for path, part in parts if part == TITLE),
        openings=tuple(path for path, part in parts if part == OPENING),
        after=row.after,
        before=row.before,
        text=row.text,
        old=row.old_words,
        new=row.new_words,
    )


def digest_of(operation: Operation) -> str:
    """SHA-256 (hex) of an operation and its place, by which an editor's choice finds it again."""
    return hashlib.sha256(repr(operation).encode()).hexdigest()


def read_amendments(draft: LegalDocumentPage, known: Collection[str]) -> list[Operation]:
    """The operations on other documents that the text states and the draft's rows don't say yet; `known` laws' names."""
    try:
        found = read_operations(parse(draft.text), draft.official_title, known)
    except DuplicateProvision:
        return []
    held = {_said(operation_of(row)) for row in draft.amendments.all()}
    return [operation for operation in found if _said(operation) not in held]


def add_amendments(draft: LegalDocumentPage, operations: Iterable[Operation]) -> int:
    """Add rows for what was understood, with the documents meant where they are known; not saved. How many."""
    understood = [one for one in operations if one.kind != Kind.UNREAD]
    keys = [target_key(one.target, one.target) for one in understood]
    meant = meant_by(draft, keys)
    for one, key in zip(understood, keys, strict=True):
        draft.amendments.add(Amendment(target_id=meant[key], **amendment_values(one)))
    return len(understood)


def changes_to(page: LegalDocumentPage) -> list[tuple[date | None, str, Operation]]:
    """All operations of published documents on this one: day, id of the acting document, operation.

    In the order of the acting documents and of their texts.
    """
    acting = Relation.objects.filter(target=page, verb__in=[Verb.AMENDS, Verb.REPEALS], page__live=True)
    keys = {page.number, *acting.values_list("target_number", flat=True)} - {""}
    names = set(acting.values_list("target_name", flat=True)) - {""}
    meant = Q(target=page) | Q(target=None) & (Q(target_number__in=keys) | Q(target_name__in=names))
    rows = Amendment.objects.filter(meant, page_id__in=acting.values("page_id"))
    rows = rows.select_related("page").prefetch_related("page__part_dates").order_by("page_id", "sort_order")
    return [
        (
            row.takes_effect_on or begin_of(dates_of(row.page), row.own_path),
            str(row.page_id),
            operation_of(row),
        )
        for row in rows.defer("page__text")
    ]


def _said(operation: Operation) -> tuple[object, ...]:
    places = (operation.scopes, operation.titles, operation.openings)
    return operation.kind, operation.source.path, places, operation.text, operation.old, operation.new
