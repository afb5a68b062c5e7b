"""What is posted: wrong types, too much of it, by whom it may not be, without a token, by GET."""

import random
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core.models import Decision
from regulations.models import (
    AcceptedRelations,
    AffectedPage,
    DocumentReview,
    FileReading,
    ImportBatch,
    LegalDocumentPage,
    RelationProposal,
)
from regulations.relations.proposing import propose
from tests.factories import Department, draft_page, make_department, make_unit, make_user, published_document
from tests.regulations.test_attack_addresses import SEED, VALUES

pytestmark = pytest.mark.django_db
TEXT = "§ Điều 1. Hiệu lực\nQuyết định này thay thế Quyết định số 3/2019/QĐ-UBND.\n"
RESULT: dict[str, Any] = {
    "values": {},
    "evidence": {},
    "text": "§ Điều 1. A\n",
    "pages": {},
    "relations": [],
    "amendments": [],
    "warnings": [],
}


@pytest.fixture
def department() -> Department:
    return make_department()


@pytest.fixture
def page(department: Department) -> LegalDocumentPage:
    page = published_document(department, number="7/2024/QĐ-UBND", text=TEXT)
    propose(page)
    return page


@pytest.fixture
def addresses(department: Department, page: LegalDocumentPage) -> dict[str, str]:
    """Every address to which an editor posts, with rows of the author's behind it."""
    author, day = department.author, "2025-08-01"
    review = DocumentReview.objects.create(
        page=page, reason="no_date", detail="-", unit=department.unit, opened_on=day
    )
    owned = draft_page(author, owning_unit=department.unit)
    affected = AffectedPage.objects.create(page=owned, target=page, status="expired", opened_on=day)
    accepted = AcceptedRelations.objects.create(accepted_by=author, finished_at=f"{day}T00:00:00Z")
    values = {"created_by": author, "file": "readings/x.pdf", "finished_at": f"{day}T00:00:00Z"}
    reading = FileReading.objects.create(**values, result=RESULT)
    waiting = FileReading.objects.create(created_by=author, file="readings/y.pdf")
    batch = ImportBatch(started_by=author, file_name="x.jsonl", finished_at=f"{day}T00:00:00Z")
    batch.file.save("x.jsonl", ContentFile(b"{}\n"), save=False)
    batch.save()
    names = {
        "legal_review": [review.pk],
        "legal_affected_page": [affected.pk],
        "relation_proposals": [],
        "relations_accepted": [accepted.pk],
        "document_relations": [page.pk],
        "regulations_import": [],
        "regulations_import_preview": [batch.pk],
        "regulations_import_submit": [batch.pk],
        "regulations_reading_upload": [],
        "regulations_reading": [waiting.pk],
        "regulations_reading_confirm": [reading.pk],
        "regulations_reading_discard": [waiting.pk],
    }
    return {name: reverse(name, args=args) for name, args in names.items()}


FIELDS = ["action", "answer", "note", "detail", "unit", "due_on", "shows_notice", "closes", "chosen", "all"]
FIELDS += ["operation", "reason", "codes", "file", "number", "document_type", "issuers", "official_title"]
FIELDS += ["issued_on", "effective_on", "expires_on", "signer", "signer_office", "text", "relations"]
FIELDS += ["amendments", "add_names", "new_version", "keep"]
GOOD = ["accept", "refuse", "assign", "answer", "in_force", "stop", "on", "1", "Quyết định", "8/QĐ-SNV"]
ROUNDS = 25


def test_no_post_fails(client: Client, department: Department, addresses: dict[str, str]) -> None:
    client.force_login(department.author)
    found: dict[str, str] = {}
    for name, address in addresses.items():
        chance = random.Random(f"{SEED} {name}")
        for _round in range(ROUNDS):
            chosen = chance.sample(FIELDS, chance.randint(1, 12))
            # What is longer is asked below, one by one.
            short = [value for value in VALUES if not value.isdecimal() or len(value) < 19] + GOOD
            data = {field: chance.choices(short, k=chance.randint(1, 3)) for field in chosen}
            try:
                with transaction.atomic():
                    client.post(address, data)
            except Exception as error:
                found[f"{name} {data}"[:400]] = repr(error)[:200]
    assert found == {}


# Was a hole: what is sent is kept before the form has looked; PostgreSQL's JSON holds no NUL, and the answer is 500.
@pytest.mark.parametrize("field", ["number", "text", "issuers"])
def test_no_nul_is_kept(
    client: Client, department: Department, addresses: dict[str, str], field: str
) -> None:
    client.force_login(department.author)
    client.raise_request_exception = False
    with transaction.atomic():
        response = client.post(addresses["regulations_reading_confirm"], {field: "a\0b"})
    assert response.status_code == 200
    assert not any("\0" in value for one in FileReading.objects.all() for value in one.entered.get(field, ()))


# Was a hole: a ticked id of 19 digits and more, or of thousands, is 500 (SQLite), of thousands anywhere.
@pytest.mark.parametrize("number", ["9" * 19, "9" * 40, "9" * 5000])
@pytest.mark.parametrize("action", ["accept", "refuse"])
@pytest.mark.parametrize("name", ["relation_proposals", "document_relations"])
def test_ids_that_no_proposal_has(
    client: Client, department: Department, addresses: dict[str, str], name: str, action: str, number: str
) -> None:
    client.force_login(department.author)
    client.raise_request_exception = False
    response = client.post(addresses[name], {"chosen": [number], "action": action})
    assert response.status_code == 302


@pytest.mark.parametrize("number", ["9" * 19, "9" * 40, "9" * 5000])
def test_other_numbers_without_end(
    client: Client, department: Department, addresses: dict[str, str], number: str
) -> None:
    client.force_login(department.head)
    for name, values in {
        "legal_review": {"action": "assign", "unit": number},
        "regulations_reading_confirm": {"new_version": number, "relations": number, "number": number},
    }.items():
        if name == "regulations_reading_confirm":
            client.force_login(department.author)
        assert client.post(addresses[name], values).status_code == 200


# Was a hole: what the filter does not understand is no filter: "all that it leaves" is then everything.
@pytest.mark.parametrize("query", ["verb=amend", "number=%00", "is_joined=x&verb=x"])
def test_a_filter_that_is_wrong_leaves_nothing(
    client: Client, department: Department, page: LegalDocumentPage, query: str
) -> None:
    client.force_login(department.author)
    client.post(f"{reverse('relation_proposals')}?{query}", {"all": "1", "action": "refuse"})
    assert {one.state for one in RelationProposal.objects.all()} == {RelationProposal.State.OPEN}


def rows(department: Department) -> list[Any]:
    """Everything that one of the addresses could change."""
    models = (RelationProposal, DocumentReview, AffectedPage, ImportBatch, FileReading, AcceptedRelations)
    held: list[Any] = [list(model.objects.order_by("pk").values()) for model in models]
    held.append(list(LegalDocumentPage.objects.order_by("pk").values("pk", "latest_revision_id", "live")))
    return [*held, Decision.objects.count()]


POSTED: dict[str, dict[str, Any]] = {
    "legal_review": {"action": "answer", "answer": "repeal", "detail": "-"},
    "legal_affected_page": {"shows_notice": "on", "note": "x", "closes": "on"},
    "relation_proposals": {"all": "1", "action": "refuse"},
    "regulations_reading_confirm": {"number": "8/QĐ-SNV", "document_type": "Quyết định"},
}


@pytest.mark.parametrize("who", ["nobody", "former", "network_administrator", "collaborator"])
def test_who_holds_no_editing_office_does_nothing(
    client: Client, department: Department, addresses: dict[str, str], who: str
) -> None:
    if who == "former":
        user = make_user("staff", department.unit)
        user.person.appointments.update(ends_on="2021-01-01")
        client.force_login(user)
    elif who != "nobody":
        client.force_login(make_user("network_administrator" if who != "collaborator" else ""))
    before = rows(department)
    for name, address in addresses.items():
        for response in (client.get(address), client.post(address, POSTED.get(name, {"action": "accept"}))):
            assert response.status_code in {302, 403, 404, 405}, (name, response.status_code)
            if response.status_code == 302:
                assert "/legal-" not in response["Location"].partition("?")[0], name
    assert rows(department) == before


@pytest.mark.parametrize("who", ["other author", "other head", "head", "director", "superuser"])
def test_nobody_else_uses_what_one_person_uploaded(
    client: Client, department: Department, addresses: dict[str, str], who: str
) -> None:
    user = (
        make_user("staff" if who == "other author" else "unit_head", make_unit())
        if who.startswith("other")
        else getattr(department, who)
    )
    client.force_login(user)
    before = rows(department)
    for name, address in addresses.items():
        if name in ("regulations_import", "regulations_reading_upload"):
            continue
        if "import" in name or "reading" in name or name == "relations_accepted":
            data = POSTED.get(name, {"action": "stop", "reason": "x"})
            assert (client.get(address).status_code, client.post(address, data).status_code) in {
                (404, 404),
                (405, 404),
            }, name
    assert rows(department) == before


# Was a hole: opening the page of one document by GET writes and deletes proposals, from a draft that nobody approved.
def test_a_get_changes_nothing(client: Client, department: Department, addresses: dict[str, str]) -> None:
    client.force_login(department.author)
    page = LegalDocumentPage.objects.get(number="7/2024/QĐ-UBND")
    page.text = TEXT.replace("3/2019", "4/2019")
    page.save_revision(user=department.author)
    before = rows(department)
    changed = []
    for name, address in addresses.items():
        client.get(address, {"all": "1", "action": "refuse", "chosen": "1"})
        if rows(department) != before:
            changed.append(name)
            before = rows(department)
    assert changed == []


def test_no_post_without_a_token(department: Department, addresses: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(department.author)
    before = rows(department)
    for name, address in addresses.items():
        assert client.post(address, POSTED.get(name, {"action": "stop"})).status_code == 403
    assert rows(department) == before
