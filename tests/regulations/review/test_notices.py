"""What visitors are told of a page's legal ground, and what it costs."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import Decision
from home.models import StandardPage
from regulations.models import AffectedPage, DocumentRelation, LegalDocumentPage, Verb
from regulations.review.notices import notices_of
from tests.factories import Department, home_page, published_section

from .site import TODAY, acting, citing, look, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(department: Department, document: LegalDocumentPage) -> StandardPage:
    page = citing(department, f"Điều 1 Quyết định số {document.number}", owning_unit=department.unit)
    acting(department, DocumentRelation(verb=Verb.REPEALS, target=document), effective_on=TODAY)
    look(document)
    return page


def settle(client: Client, user: Any, **values: str) -> AffectedPage:
    affected = AffectedPage.objects.latest("pk")
    client.force_login(user)
    client.post(reverse("legal_affected_page", args=[affected.pk]), values)
    client.logout()
    return affected


def shown(client: Client, page: StandardPage) -> str:
    return client.get(page.url).content.decode()


def test_the_unit_shows_it_and_takes_it_away(
    client: Client, department: Department, document: LegalDocumentPage, page: StandardPage
) -> None:
    address = f'href="{document.url}#dieu-1"'
    assert address not in shown(client, page)
    before = Decision.objects.count(), page.revisions.count()
    settle(client, department.author, shows_notice="on")
    html = shown(client, page)
    assert address in html
    assert f"Điều 1 {document.title}" in html
    (notice,) = notices_of(page.pk)
    assert (notice.is_over, notice.noted_on) == (True, TODAY)
    settle(client, department.author, shows_notice="on", closes="on", note="đã báo")
    assert address in shown(client, page)
    settle(client, department.head)
    assert address not in shown(client, page)
    # The content that was approved is as it was.
    assert (Decision.objects.count(), page.revisions.count()) == before


def test_a_later_change_takes_the_place_of_the_notice(
    client: Client, department: Department, document: LegalDocumentPage, page: StandardPage
) -> None:
    first = settle(client, department.author, shows_notice="on", closes="on", note="đã báo")
    AffectedPage.objects.create(
        page=page, target=document, path="dieu-1", status="suspended", opened_on=TODAY, shows_notice=False
    )
    settle(client, department.author, shows_notice="on")
    assert [notice.is_over for notice in notices_of(page.pk)] == [False]
    settle(client, department.author)
    first.refresh_from_db()
    assert (first.shows_notice, notices_of(page.pk)) == (False, [])


def test_a_document_that_is_withdrawn_is_named_without_a_link(
    client: Client, department: Department, document: LegalDocumentPage, page: StandardPage
) -> None:
    settle(client, department.author, shows_notice="on")
    LegalDocumentPage.objects.filter(pk=document.pk).update(live=False)
    html = shown(client, page)
    assert document.title in html
    assert document.url not in html


def test_on_a_section_as_well(client: Client, department: Department, document: LegalDocumentPage) -> None:
    body = [("text", f"<p>Quyết định số {document.number}</p>")]
    section = published_section(department, body=body)
    AffectedPage.objects.create(
        page=section, target=document, status="expired", opened_on=TODAY, shows_notice=True
    )
    assert f'href="{document.url}"' in client.get(section.url).content.decode()


def test_in_english_too(client: Client, department: Department, document: LegalDocumentPage) -> None:
    page = citing(department, f"Quyết định số {document.number}", parent=home_page("en"))
    AffectedPage.objects.create(
        page=page, target=document, status="expired", opened_on=TODAY, shows_notice=True
    )
    html = shown(client, page)
    assert "This page cites" in html
    assert "no longer in force" in html


def test_two_queries_with_a_notice_and_none_without(
    client: Client, department: Department, page: StandardPage, document: LegalDocumentPage
) -> None:
    other = citing(department, "không")
    numbers = {}
    for count in (0, 1, 30):
        AffectedPage.objects.all().delete()
        AffectedPage.objects.bulk_create(
            AffectedPage(
                page=page,
                target=document,
                path=f"dieu-{place}",
                status="expired",
                opened_on=TODAY,
                shows_notice=True,
            )
            for place in range(1, count + 1)
        )
        settle(client, department.head, shows_notice="on") if count else None
        for looked_at in (page, other):
            notices_of(looked_at.pk)
            with CaptureQueriesContext(connection) as captured:
                found = notices_of(looked_at.pk)
            assert len(found) == (count if looked_at == page else 0)
            numbers[count, looked_at.pk] = len(statements(captured))
    assert {numbers[count, other.pk] for count in (0, 1, 30)} == {0}
    assert (numbers[0, page.pk], numbers[1, page.pk], numbers[30, page.pk]) == (0, 2, 2)
