"""What visitors may not see: private, draft and withdrawn documents behind the relations of public ones."""

import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from core.guard import carrying_out
from regulations.models import AffectedPage, Amendment, DocumentRelation, LegalDocumentPage, Verb
from tests.factories import Department, draft_document, make_department, published_document
from tests.regulations.review.site import citing

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2025, 8, 1)
SECRET = "hồ sơ mật"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(datetime.datetime(2025, 8, 1, 3, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def department() -> Department:
    return make_department()


@pytest.fixture
def old(department: Department) -> LegalDocumentPage:
    return published_document(department, number="3/2019/QĐ-UBND")


def close(page: Page) -> None:
    PageViewRestriction.objects.create(page=Page.objects.get(pk=page.pk), restriction_type="login")


def amending(department: Department, old: LegalDocumentPage, number: str = "987654/2024/QĐ-UBND") -> Any:
    """A document that replaces a provision of `old`, in words found nowhere else."""
    one = Amendment(
        operation="replace",
        target=old,
        places="dieu-1",
        text=f"Điều 1. Phạm vi\nQuy định này áp dụng cho {SECRET}.",
        own_path="dieu-1",
    )
    return published_document(department, number=number, amendments=[one])


def shown(client: Client, page: LegalDocumentPage, **params: Any) -> str:
    return client.get(page.url, params).content.decode()


ASKED: list[dict[str, Any]] = [{}, {"day": "2025-08-01"}, {"day": "2020-01-01", "compare": "2025-08-01"}]


@pytest.mark.parametrize("params", ASKED)
def test_a_private_document_is_not_named_where_it_acts(
    client: Client, department: Department, old: LegalDocumentPage, params: dict[str, Any]
) -> None:
    new = amending(department, old)
    assert "987654" in shown(client, old, **params)
    close(new)
    assert client.get(new.url).status_code == 302
    assert "987654" not in shown(client, old, **params)


def with_a_public_amendment(department: Department, old: LegalDocumentPage) -> None:
    one = Amendment(operation="repeal", target=old, places="dieu-2", own_path="dieu-1")
    published_document(department, amendments=[one])


# Was a hole: where a public document amends as well, the derived text holds the words of the private one.
@pytest.mark.parametrize("params", ASKED[1:])
def test_words_of_a_private_document_are_in_no_derived_text(
    client: Client, department: Department, old: LegalDocumentPage, params: dict[str, Any]
) -> None:
    new = amending(department, old)
    with_a_public_amendment(department, old)
    assert SECRET in shown(client, old, **params)
    close(new)
    html = shown(client, old, **params)
    assert "987654" not in html
    assert SECRET not in html


# Was a hole: so does the derived text that is compared with a public consolidated one.
def test_words_of_a_private_document_are_not_compared(
    client: Client, department: Department, old: LegalDocumentPage
) -> None:
    close(amending(department, old))
    one = DocumentRelation(verb=Verb.CONSOLIDATES, target=old)
    page = published_document(department, type="Văn bản hợp nhất", text=old.text, relations=[one])
    assert SECRET not in shown(client, old, **{"with": page.pk})


@pytest.fixture
def consolidated(department: Department, old: LegalDocumentPage) -> LegalDocumentPage:
    """A private consolidated text of a public document."""
    one = DocumentRelation(verb=Verb.CONSOLIDATES, target=old)
    text = f"§ Điều 1. Phạm vi\nQuy định này áp dụng cho {SECRET}.\n"
    page = published_document(
        department, number="987654/VBHN-UBND", type="Văn bản hợp nhất", text=text, relations=[one]
    )
    close(page)
    # Readers see its relations only where there is another one.
    published_document(department, relations=[DocumentRelation(verb=Verb.CITES, target=old)])
    return page


def test_a_private_consolidated_text_is_neither_named_nor_compared(
    client: Client, old: LegalDocumentPage, consolidated: LegalDocumentPage
) -> None:
    html = shown(client, old, **{"with": consolidated.pk})
    assert SECRET not in html
    assert "987654" not in html
    assert "987654" not in shown(client, old)


@pytest.mark.parametrize("hide", ["draft", "withdrawn", "other"])
def test_with_shows_only_consolidations(client: Client, department: Department, hide: str) -> None:
    old = published_document(department)
    values: dict[str, Any] = {"text": f"§ Điều 1. Phạm vi\n{SECRET}.\n"}
    if hide != "other":
        values["relations"] = [DocumentRelation(verb=Verb.CONSOLIDATES, target=old)]
    make = draft_document if hide == "draft" else published_document
    page = make(department.author if hide == "draft" else department, number="987654/VBHN-UBND", **values)
    if hide == "withdrawn":
        with carrying_out(page.pk):
            page.unpublish()
    published_document(department, relations=[DocumentRelation(verb=Verb.CITES, target=old)])
    html = shown(client, old, **{"with": page.pk})
    assert SECRET not in html
    assert "987654" not in html


@pytest.mark.parametrize("params", ASKED)
@pytest.mark.parametrize("hide", ["draft", "withdrawn"])
def test_what_is_not_published_acts_on_nothing(
    client: Client, department: Department, old: LegalDocumentPage, hide: str, params: dict[str, Any]
) -> None:
    if hide == "draft":
        one = Amendment(operation="replace", target=old, places="dieu-1", text=f"Điều 1. A\n{SECRET}")
        acts = [DocumentRelation(verb=Verb.REPEALS, target=old)]
        draft_document(department.author, number="987654/2024/QĐ-UBND", amendments=[one], relations=acts)
    else:
        page = amending(department, old)
        with carrying_out(page.pk):
            page.unpublish()
    html = shown(client, old, **params)
    assert "987654" not in html
    assert SECRET not in html


def test_a_draft_of_what_is_live_changes_nothing_seen(
    client: Client, department: Department, old: LegalDocumentPage
) -> None:
    new = amending(department, old)
    before = [shown(client, page, **params) for page in (old, new) for params in ASKED]
    draft = new.get_latest_revision_as_object()
    draft.amendments = [Amendment(operation="repeal", target=old, places="dieu-2")]
    draft.relations = [DocumentRelation(verb=Verb.REPLACES, target=old)]
    draft.effective_on, draft.expires_on = datetime.date(1999, 1, 1), datetime.date(2000, 1, 1)
    draft.text, draft.official_title = f"§ Điều 1. {SECRET}\n", SECRET
    draft.save_revision(user=department.author)
    assert [shown(client, page, **params) for page in (old, new) for params in ASKED] == before


# Was a hole: the relations of a public document give the number of a draft on which it acts.
def test_the_number_of_a_draft_is_not_shown(client: Client, department: Department) -> None:
    draft = draft_document(department.author, number="987654/2024/QĐ-UBND")
    one = DocumentRelation(verb=Verb.REPLACES, target=draft)
    page = published_document(department, relations=[one])
    assert "987654" not in shown(client, page)


# Was a hole: a notice names a private document, with its address and validity.
def test_a_notice_does_not_name_a_private_document(
    client: Client, department: Department, old: LegalDocumentPage
) -> None:
    page = citing(department, "Theo quy định.", owning_unit=department.unit)
    affected = AffectedPage.objects.create(page=page, target=old, status="expired", opened_on=TODAY)
    client.force_login(department.author)
    client.post(reverse("legal_affected_page", args=[affected.pk]), {"shows_notice": "on"})
    client.logout()
    assert old.url in client.get(page.url).content.decode()
    close(old)
    assert old.url not in client.get(page.url).content.decode()


@pytest.mark.parametrize("query", ["", "?format=txt", "?format=docx", "?format=qr", "?day=2025-01-01"])
@pytest.mark.parametrize("place", ["vi", "en"])
def test_no_form_of_a_private_document_is_given(
    client: Client, department: Department, query: str, place: str
) -> None:
    page = published_document(department, number="987654/2023/QĐ-UBND", text=f"§ Điều 1. {SECRET}\n")
    address = page.url if place == "vi" else f"/en/documents/2023/{page.slug}/"
    assert client.get(address + query).status_code == 200
    close(page)
    response = client.get(address + query)
    assert response.status_code == 302
    assert SECRET not in response.content.decode()


def test_a_shared_cache_keeps_no_private_page(client: Client, department: Department) -> None:
    page = published_document(department)
    close(page)
    client.force_login(department.author)
    for query in ("", "?format=txt", "?format=docx"):
        response = client.get(page.url + query)
        assert response.status_code == 200
        control = response.get("Cache-Control", "")
        assert "private" in control or "no-store" in control or "Cookie" in response.get("Vary", "")


def test_facets_and_hits_of_the_list_leave_private_documents_out(
    client: Client, department: Department
) -> None:
    hidden = published_document(
        department, number="987654/2021/NQ-HĐND", type="Nghị quyết", issued_on=datetime.date(2021, 2, 2)
    )
    close(hidden)
    index = hidden.get_parent().get_parent()
    for query in ("", "?q=987654", "?year=2021", "?q=nghi+quyet", "?type=nghi-quyet"):
        for address in (index.url, "/tim-kiem/"):
            html = client.get(address + query).content.decode()
            assert hidden.url not in html
            assert "987654/2021" not in html
