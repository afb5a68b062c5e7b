"""The lists: who sees them, filters, exports, what they cost."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.users.models import UserProfile

from regulations.models import AffectedPage, DocumentReview, LegalDocumentPage
from tests.factories import (
    Department,
    make_unit,
    make_user,
    published_document,
    published_page,
)

from .site import TODAY

pytestmark = pytest.mark.django_db
LISTS = ["legal_reviews", "legal_affected_pages"]
Reason = DocumentReview.Reason


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("role", "may"),
    [("author", True), ("director", True), ("network_administrator", False), ("superuser", False)],
)
def test_who_sees_the_lists(
    client: Client, department: Department, review: DocumentReview, name: str, role: str, may: bool
) -> None:
    client.force_login(getattr(department, role))
    for address in (reverse(name), reverse(f"{name}_results"), f"{reverse(name)}?export=csv"):
        assert (client.get(address).status_code == 200) == may
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse(name) in menu) == may


def found(client: Client, name: str, query: str) -> list[int]:
    return [row.pk for row in client.get(f"{reverse(name)}?{query}").context["object_list"]]


def test_filters(
    client: Client, department: Department, review: DocumentReview, affected: AffectedPage
) -> None:
    other = DocumentReview.objects.create(
        page=published_document(department, type="Chỉ thị"),
        reason=Reason.OVERDUE,
        detail="2025-01-01",
        opened_on=TODAY,
    )
    answered = DocumentReview.objects.create(
        page=review.page,
        reason=Reason.BASIS,
        answer="repeal",
        answered_at="2025-07-01T00:00Z",
        opened_on=TODAY,
    )
    client.force_login(department.author)
    for query, rows in [
        ("", [review, other, answered]),
        ("waiting=me", [review]),
        ("answered=no", [review, other]),
        ("answer=repeal", [answered]),
        ("reason=overdue", [other]),
        (f"unit={department.unit.pk}", [review]),
        ("unit=null&answered=no", [other]),
        (f"type={other.page.document_type_id}", [other]),
    ]:
        assert found(client, "legal_reviews", query) == [row.pk for row in rows], query
    loose = AffectedPage.objects.create(
        page=published_page(department, owning_unit=make_unit()),
        target=other.page,
        status="suspended",
        opened_on=TODAY,
        shows_notice=True,
        closed_at="2025-07-01T00:00Z",
    )
    for query, rows in [
        ("", [affected, loose]),
        ("waiting=me", [affected]),
        ("settled=yes", [loose]),
        (f"unit={department.unit.pk}", [affected]),
        ("status=suspended", [loose]),
        ("shows_notice=true", [loose]),
    ]:
        assert found(client, "legal_affected_pages", query) == [row.pk for row in rows], query


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", LISTS)
def test_no_list_asks_more_where_there_is_more(
    client: Client, department: Department, document: LegalDocumentPage, name: str, language: str
) -> None:
    UserProfile.objects.create(user=department.author, preferred_language=language)
    client.force_login(department.author)
    numbers = []
    for count in (1, 29):
        pages = [published_page(department, owning_unit=make_unit()) for _number in range(min(count, 3))]
        reasons = [(reason, f"{document.pk}@2025-07-01") for reason in (Reason.REPLACED, Reason.BASIS)]
        DocumentReview.objects.bulk_create(
            DocumentReview(
                page=document,
                reason=reasons[place % 2][0],
                detail=reasons[place % 2][1],
                unit=make_unit(),
                answer="repeal",
                answered_by=make_user("staff", department.unit),
                answered_at="2025-07-01T00:00Z",
                opened_on=TODAY,
            )
            for place in range(count)
        )
        AffectedPage.objects.bulk_create(
            AffectedPage(
                page=pages[place % len(pages)],
                target=document,
                path=f"dieu-{place}",
                status="expired",
                closed_by=make_user("staff", department.unit),
                opened_on=TODAY,
            )
            for place in range(count)
        )
        for address in (reverse(name), f"{reverse(name)}?export=csv"):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                b"".join(client.get(address))
            numbers.append(len(captured))
    assert numbers[:2] == numbers[2:]
    assert max(numbers) <= 25


@pytest.mark.parametrize("name", LISTS)
def test_exports_say_what_the_list_says_and_hold_no_formula(
    client: Client, department: Department, review: DocumentReview, affected: AffectedPage, name: str
) -> None:
    note = "=cmd|'/c calc'!a0"
    DocumentReview.objects.update(note=note, reason=Reason.REPLACED, detail=f"{review.page_id}@2025-07-01")
    AffectedPage.objects.update(note=note)
    client.force_login(department.author)
    csv = b"".join(client.get(f"{reverse(name)}?export=csv")).decode()
    assert review.page.title in csv
    assert f"'{note}" in csv
    if name == "legal_reviews":
        assert "01/07/2025" in csv
    sheet = load_workbook(BytesIO(client.get(f"{reverse(name)}?export=xlsx").getvalue())).active
    assert sheet.max_row == 2
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
