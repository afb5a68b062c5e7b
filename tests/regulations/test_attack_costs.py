"""What one person sees costs no more queries with twenty rows than with one or two."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.models import StandardPage
from regulations.models import (
    AffectedPage,
    Amendment,
    DocumentRelation,
    DocumentReview,
    LegalDocumentPage,
    RelationProposal,
    Verb,
)
from regulations.relations.proposing import propose
from regulations.review.citations import cited_by
from tests.factories import Department, draft_page, make_department, make_unit, published_document

pytestmark = pytest.mark.django_db
MORE = 18


@pytest.fixture
def department() -> Department:
    return make_department()


def spent(client: Client, address: str) -> int:
    """SQL queries of the second time, with what is kept of documents forgotten."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        if response.streaming:
            b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert response.status_code == 200, address
    return len(queries)


def grown(client: Client, addresses: list[str], add: Callable[[], Any]) -> dict[str, tuple[int, int]]:
    """Addresses that cost more with many rows than with two: (before, after)."""
    add()
    add()
    before = {address: spent(client, address) for address in addresses}
    for _count in range(MORE):
        add()
    cache.clear()
    after = {address: spent(client, address) for address in addresses}
    return {one: (before[one], after[one]) for one in addresses if after[one] > before[one]}


def test_a_document_on_which_many_act(client: Client, department: Department) -> None:
    old = published_document(department, text="".join(f"§ Điều {at}. A\nVề đất.\n" for at in range(1, 40)))
    english = f"/en/documents/2023/{old.slug}/"
    queries = ("", "?day=2025-01-01", "?day=2020-01-01&compare=2025-01-01")
    places = iter(range(1, 40))

    def add() -> None:
        at = next(places)
        acts = {
            "amendments": [Amendment(operation="repeal", target=old, places=f"dieu-{at}", own_path="dieu-1")],
            "relations": [DocumentRelation(verb=Verb.CONSOLIDATES, target=old)],
        }
        published_document(department, **acts)

    assert grown(client, [address + query for address in (old.url, english) for query in queries], add) == {}


def test_a_document_that_acts_on_many(client: Client, department: Department) -> None:
    pages: list[LegalDocumentPage] = []
    for count in (2, 2 + MORE):
        targets = [published_document(department) for _count in range(count)]
        acts = [DocumentRelation(verb=Verb.CITES, target=target) for target in targets]
        pages.append(published_document(department, relations=acts))
    few, many = (spent(client, page.url) for page in pages)
    assert many <= few


def test_lists_of_reviews(client: Client, department: Department) -> None:
    client.force_login(department.author)

    def add() -> None:
        page, unit = published_document(department), make_unit()
        DocumentReview.objects.create(
            page=page, reason="basis", detail=f"{page.pk}@2025-01-01", unit=unit, opened_on="2025-08-01"
        )
        answered = {"answer": "repeal", "answered_by": department.author, "answered_at": "2025-08-01T00:00Z"}
        DocumentReview.objects.create(page=page, reason="replaced", opened_on="2025-08-01", **answered)
        owned = draft_page(department.author, owning_unit=unit)
        AffectedPage.objects.create(page=owned, target=page, status="expired", opened_on="2025-08-01")

    addresses = [reverse(name) for name in ("legal_reviews", "legal_affected_pages")]
    addresses += [f"{address}?export={kind}" for address in addresses for kind in ("csv", "xlsx")]
    assert grown(client, [*addresses, reverse("wagtailadmin_home")], add) == {}


def test_lists_of_proposals_and_documents(client: Client, department: Department) -> None:
    client.force_login(department.author)
    numbers = iter(range(100, 200))

    def add() -> None:
        target = published_document(department, number=f"{next(numbers)}/2019/QĐ-UBND")
        text = f"§ Điều 1. A\nQuyết định này thay thế Quyết định số {target.number}.\n"
        propose(published_document(department, text=text))

    addresses = [reverse(name) for name in ("relation_proposals", "legal_documents:index")]
    assert grown(client, addresses, add) == {}
    assert RelationProposal.objects.count() == MORE + 2


def test_statements_of_one_document(client: Client, department: Department) -> None:
    client.force_login(department.author)
    found = []
    for count in (2, 2 + MORE):
        lines = [f"{at}. Bãi bỏ Điều {at} của Quyết định số {at}/2019/QĐ-UBND." for at in range(1, count + 1)]
        page = published_document(department, text="§ Điều 1. A\n" + "\n".join(lines) + "\n")
        found.append(spent(client, reverse("document_relations", args=[page.pk])))
    assert found[1] <= found[0]


def test_the_preview_of_an_import(client: Client, department: Department) -> None:
    client.force_login(department.author)
    found = []
    for count in (2, 2 + MORE):
        rows = [f'{{"number": "{at}/2020/QĐ-UBND", "type": "Quyết định"}}' for at in range(count)]
        file = SimpleUploadedFile(f"{count}.jsonl", "\n".join(rows).encode())
        response = client.post(reverse("regulations_import"), {"file": file})
        found.append(spent(client, response["Location"]))
    assert found[1] <= found[0]


# Was a hole: at the publication of a page each address with a host costs a query.
def test_addresses_with_a_host(department: Department) -> None:
    found = []
    for count in (2, 2 + MORE):
        links = "".join(f"<a href='http://localhost/van-ban/2020/{at}-qd-x/'>x</a> " for at in range(count))
        page = draft_page(department.author, model=StandardPage, body=[("text", f"<p>{links}</p>")])
        with CaptureQueriesContext(connection) as queries:
            cited_by(page)
        found.append(len(queries))
    assert found[1] <= found[0]
