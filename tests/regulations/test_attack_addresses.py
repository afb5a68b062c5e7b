"""No parameter, day, number or id makes an address of the documents fail: a fuzz with a fixed seed."""

import os
import random
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from regulations.models import (
    AcceptedRelations,
    AffectedPage,
    Amendment,
    DocumentReview,
    FileReading,
    ImportBatch,
    LegalDocumentPage,
)
from tests.factories import Department, draft_page, make_department, published_document

pytestmark = pytest.mark.django_db
ROUNDS = int(os.environ.get("ATTACK_ROUNDS", "12"))
SEED = 20251123
VALUES = [
    *("", " ", "0", "-1", "1", "1.5", "1e9", "9" * 19, "9" * 40, "9" * 5000, "NaN", "null", "٣", "²", "true"),
    *("0001-01-01", "9999-12-31", "2025-02-30", "0000-00-00", "2025-W01-1", "20250701", "99999-01-01"),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2025-01-01T00:00:00Z", "1900-01-01"),
    *("\0", "a\0b", "a" * 9000, "'\"><script>", "%", "../../etc/passwd", "=1+1", "\r\nX: y", "\u202e", "😀"),
    *("quyet-dinh", "expired", "me", "docx", "csv", "xlsx", "title", "-title", "ord", "unknown"),
    *('"', "(", "a AND", "15/2023/QĐ-UBND", "*", "NEAR(", "điều 1", "Đ" * 300),
]
NAMES = [
    "q",
    "page",
    "p",
    "sort",
    "ordering",
    "field",
    "issuer",
    "type",
    "signer",
    "validity",
    "year",
    "from",
]
NAMES += [
    "to",
    "more",
    "day",
    "compare",
    "with",
    "format",
    "after",
    "limit",
    "modified_since",
    "number",
    "verb",
]
NAMES += [
    "is_joined",
    "export",
    "unit",
    "answer",
    "reason",
    "waiting",
    "settled",
    "status",
    "shows_notice",
    "next",
]
NAMES += ["answered", "document_type", "issued_on_from", "issued_on_to", "live", "late", "incomplete", "kind"]


@pytest.fixture
def department() -> Department:
    return make_department()


@pytest.fixture
def page(department: Department) -> LegalDocumentPage:
    old = published_document(department, number="15/2023/QĐ-UBND", signer="Trần An")
    one = Amendment(operation="words", target=old, places="dieu-1", old_words="đất đai", new_words="nước")
    published_document(department, amendments=[one])
    return old


def queries(names: list[str], salt: str) -> Iterator[str]:
    """Names with values, some of them twice; the same on every run."""
    chance = random.Random(f"{SEED} {salt}")
    for _round in range(ROUNDS):
        pairs = [(chance.choice(names), chance.choice(VALUES)) for _count in range(chance.randint(1, 4))]
        yield "&".join(f"{name}={quote(value)}" for name, value in pairs)


def broken(client: Client, addresses: list[str], names: list[str]) -> dict[str, str]:
    """The addresses that fail on the server, each with the error."""
    found: dict[str, str] = {}
    response: Any
    for address in addresses:
        for query in queries(names, address):
            try:
                response = client.get(f"{address}?{query}")
                if getattr(response, "streaming", False):
                    b"".join(response.streaming_content)
            except Exception as error:
                found[f"{address}?{query[:200]}"] = repr(error)[:200]
    return found


API_NAMES = ["q", "after", "limit", "field", "issuer", "type", "signer", "validity", "year", "from", "to"]
API_NAMES += ["modified_since"]


def test_public_pages(client: Client, page: LegalDocumentPage) -> None:
    english = f"/en/documents/2023/{page.slug}/"
    listed = ["/van-ban/", "/en/documents/", "/van-ban/2023/", "/en/documents/2023/", "/tim-kiem/"]
    assert broken(client, [page.url, english, *listed], NAMES) == {}


def test_open_data(client: Client, page: LegalDocumentPage) -> None:
    own = f"/api/v1/documents/{page.pk}"
    addresses = ["/api/v1/documents", "/api/v1/documents.csv", "/api/v1/documents.json", own]
    addresses += [f"{own}/provisions", f"{own}/provisions/dieu-1", f"{own}/akoma-ntoso.xml"]
    addresses += ["/api/v1/", "/api/v1/registers/issuers", "/tin/van-ban.atom"]
    for prefix in ("", "/en"):
        assert broken(client, [prefix + address for address in addresses], API_NAMES) == {}


# Was a hole: a time near the ends of the calendar has no form in UTC, and the answer is 500.
@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"])
@pytest.mark.parametrize("name", ["documents", "documents.csv", "documents.json"])
def test_a_time_at_the_ends_of_the_calendar(client: Client, name: str, moment: str) -> None:
    client.raise_request_exception = False
    assert client.get(f"/api/v1/{name}?modified_since={moment}").status_code in {200, 422}


PATHS = ["9" * 5000, "9" * 19, "0", "-1", "%00", "x", "1/x", "%ff", "..%2f", "a" * 3000, "1" + "/1" * 500]


@pytest.mark.parametrize("path", PATHS)
def test_paths_that_are_none(client: Client, page: LegalDocumentPage, path: str) -> None:
    own = f"/api/v1/documents/{page.pk}/provisions"
    for address in (
        f"/api/v1/documents/{path}",
        f"/api/v1/registers/{path}",
        f"{own}/{path}",
        f"{own}/dieu-1/khoan-{path}",
        f"{own}/{'dieu-1/' * 400}{path}",
        f"/tin/linh-vuc/{path}.atom",
        f"/van-ban/{path}/",
        f"/en/documents/{path}/",
        f"/van-ban/2023/{path}/",
        f"/sitemap-{path}.xml",
    ):
        assert client.get(address).status_code in {200, 301, 302, 404, 422}, address[:80]


@pytest.fixture
def admin_addresses(department: Department, page: LegalDocumentPage) -> list[str]:
    """Every address of the admin that shows something, with rows behind it."""
    author = department.author
    review = DocumentReview.objects.create(
        page=page, reason="no_date", detail="-", unit=department.unit, opened_on="2025-08-01"
    )
    affected = AffectedPage.objects.create(
        page=draft_page(author, owning_unit=department.unit),
        target=page,
        status="expired",
        opened_on="2025-08-01",
    )
    accepted = AcceptedRelations.objects.create(accepted_by=author)
    reading = FileReading.objects.create(created_by=author, file="readings/x.pdf", problem="x")
    batch = ImportBatch.objects.create(started_by=author, file_name="x.jsonl")
    names: list[tuple[str, list[int]]] = [
        ("legal_documents:index", []),
        ("legal_documents:index_results", []),
        ("legal_reviews", []),
        ("legal_reviews_results", []),
        ("legal_review", [review.pk]),
        ("legal_affected_pages", []),
        ("legal_affected_pages_results", []),
        ("legal_affected_page", [affected.pk]),
        ("relation_proposals", []),
        ("relations_accepted", [accepted.pk]),
        ("document_relations", [page.pk]),
        ("regulations_import", []),
        ("regulations_import_template", []),
        ("regulations_import_status", [batch.pk]),
        ("regulations_import_submit", [batch.pk]),
        ("regulations_reading_upload", []),
        ("regulations_reading", [reading.pk]),
        ("regulations_reading_confirm", [reading.pk]),
        ("regulations_reading_picture", [reading.pk, 1]),
    ]
    return [reverse(name, args=args) for name, args in names]


# Was a hole: a search in the list of documents, with an order that it does not know or by the effective date, is 500.
@pytest.mark.parametrize(
    "order", ["title", "-issued_on", "live", "effective_on", "-effective_on", "ord", "x"]
)
def test_the_list_is_searched_in_any_order(client: Client, department: Department, order: str) -> None:
    client.force_login(department.author)
    client.raise_request_exception = False
    address = reverse("legal_documents:index")
    assert client.get(address, {"q": "quyết", "ordering": order}).status_code == 200


def test_pages_of_the_admin(client: Client, department: Department, admin_addresses: list[str]) -> None:
    client.force_login(department.author)
    assert broken(client, admin_addresses, NAMES) == {}


# Was a hole: without PostgreSQL an id that the database cannot hold is 500 (document_relations).
@pytest.mark.parametrize("number", ["0", "9" * 19, "9" * 40, "9" * 5000])
def test_ids_that_there_are_not(
    client: Client, department: Department, admin_addresses: list[str], number: str
) -> None:
    client.force_login(department.author)
    for address in admin_addresses:
        parts = address.strip("/").split("/")
        changed = [number if part.isdecimal() else part for part in parts]
        if changed != parts:
            assert client.get(f"/{'/'.join(changed)}/").status_code == 404, address
