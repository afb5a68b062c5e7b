"""Pages are flagged when what they rest on changes."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regulations.models import AffectedPage, Amendment, Citation, DocumentRelation, LegalDocumentPage, Verb
from regulations.relations.knowing import load
from regulations.review.cascade import check
from tests.factories import Department

from .site import TODAY, acting, citing, look, statements

pytestmark = pytest.mark.django_db


def flags() -> list[tuple[str, str, str]]:
    rows = AffectedPage.objects.filter(closed_at=None).order_by("page", "path")
    return list(rows.values_list("page__title", "path", "status"))


def test_a_page_is_flagged_when_its_document_ends(
    department: Department, document: LegalDocumentPage
) -> None:
    page = citing(department, f"Quyết định số {document.number}")
    look(document)
    assert flags() == []
    acting(department, DocumentRelation(verb=Verb.REPEALS, target=document), effective_on=TODAY)
    look(document)
    look(document)
    assert flags() == [(page.title, "", "expired")]
    assert AffectedPage.objects.get().opened_on == TODAY


def test_only_who_names_the_provision_is_flagged(department: Department, document: LegalDocumentPage) -> None:
    named = f"Quyết định số {document.number}"
    for text in ("Điều 1", "khoản 1 Điều 2", "Điều 2", "khoản 2 Điều 2"):
        citing(department, f"{text} {named}", title=text)
    citing(department, named, title="toàn văn")
    acting(
        department,
        DocumentRelation(verb=Verb.REPEALS, target=document, target_path="dieu-2/khoan-1"),
        effective_on=TODAY,
    )
    look(document)
    assert sorted(flags()) == [
        ("khoản 1 Điều 2", "dieu-2/khoan-1", "expired"),
        ("toàn văn", "", "partly_expired"),
        ("Điều 2", "dieu-2", "partly_expired"),
    ]


def test_a_change_to_come_flags_on_its_day(department: Department, document: LegalDocumentPage) -> None:
    citing(department, f"Quyết định số {document.number}")
    day = datetime.date(2025, 9, 1)
    acting(department, DocumentRelation(verb=Verb.SUSPENDS, target=document), effective_on=day)
    look(document)
    assert flags() == []
    look(document, day=day)
    assert [status for _page, _path, status in flags()] == ["suspended"]


def amend(department: Department, document: LegalDocumentPage, day: datetime.date) -> None:
    change = Amendment(operation="replace", target=document, places="dieu-1", text="“Điều 1. Mới”")
    acting(department, change, effective_on=day)
    look(document)


def test_a_second_amendment_flags_again_once_the_first_is_settled(
    department: Department, document: LegalDocumentPage
) -> None:
    citing(department, f"Điều 1 Quyết định số {document.number}")
    amend(department, document, TODAY - datetime.timedelta(days=9))
    assert len(flags()) == 1
    amend(department, document, TODAY - datetime.timedelta(days=5))
    assert len(flags()) == 1
    AffectedPage.objects.update(closed_at=timezone.now())
    look(document)
    assert flags() == []
    amend(department, document, TODAY)
    assert len(flags()) == 1
    assert AffectedPage.objects.count() == 2


def test_what_changed_before_the_page_came_is_known_to_it(
    department: Department, document: LegalDocumentPage
) -> None:
    amend(department, document, TODAY)
    citing(department, f"Điều 1 Quyết định số {document.number}")
    look(document)
    assert flags() == []


def test_an_open_flag_and_a_notice_follow_the_validity(
    department: Department, document: LegalDocumentPage
) -> None:
    citing(department, f"Quyết định số {document.number}")
    amend(department, document, TODAY - datetime.timedelta(days=9))
    acting(department, DocumentRelation(verb=Verb.REPEALS, target=document), effective_on=TODAY)
    look(document)
    assert [status for _page, _path, status in flags()] == ["expired"]


def test_nine_queries_however_many_pages_there_are(
    department: Department, document: LegalDocumentPage
) -> None:
    page = citing(department, f"Quyết định số {document.number}")
    acting(department, DocumentRelation(verb=Verb.REPEALS, target=document), effective_on=TODAY)
    known = load([document.pk])
    for count in (1, 30):
        pages = [citing(department, "không") for _number in range(count)] if count > 1 else [page]
        AffectedPage.objects.all().delete()
        Citation.objects.all().delete()
        Citation.objects.bulk_create(
            Citation(page=one, target=document, target_key="x", path=path, state="old")
            for one in pages
            for path in ("", "dieu-1")
        )
        with CaptureQueriesContext(connection) as captured:
            assert check([document.pk], known, TODAY) == 2 * count
        assert len(statements(captured)) == 9
        with CaptureQueriesContext(connection) as captured:
            assert check([document.pk], known, TODAY) == 0
        assert len(statements(captured)) == 1
