"""Pages that name documents, and documents that change others, for the tests of reviews."""

import datetime
from typing import Any

import time_machine
from django.test.utils import CaptureQueriesContext

from home.models import StandardPage
from regulations.models import Amendment, DocumentRelation, LegalDocumentPage, PartDate
from regulations.relations.knowing import load
from regulations.review.cascade import check
from tests.factories import Department, published_document, published_page

TODAY = datetime.date(2025, 8, 1)
KINDS = {"relations": DocumentRelation, "amendments": Amendment, "part_dates": PartDate}


def at(day: datetime.date) -> Any:
    """It is ten o'clock (UTC) on that day."""
    moment = datetime.datetime(day.year, day.month, day.day, 3, tzinfo=datetime.UTC)
    return time_machine.travel(moment, tick=False)


def acting(department: Department, *acts: Any, **values: Any) -> LegalDocumentPage:
    """A published document that does this to others."""
    children = {name: [one for one in acts if isinstance(one, kind)] for name, kind in KINDS.items()}
    return published_document(department, **{name: rows for name, rows in children.items() if rows}, **values)


def citing(department: Department, *texts: str, **values: Any) -> StandardPage:
    """A published page with these paragraphs, in HTML."""
    body = [("text", "".join(f"<p>{text}</p>" for text in texts))]
    return published_page(department, body=body, **values)


def look(*documents: LegalDocumentPage, day: datetime.date = TODAY) -> None:
    """What follows the recomputing of these documents' validity."""
    ids = {document.pk for document in documents}
    check(ids, load(ids), day)


def statements(captured: CaptureQueriesContext) -> list[str]:
    """What was asked of the database, without transactions."""
    asked = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
