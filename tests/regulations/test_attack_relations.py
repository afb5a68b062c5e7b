"""Relations, reviews and batches: nothing counts without its chain, nothing is lost where two work at once."""

import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from core.legal_text.amending import read_operations
from core.legal_text.structure import parse
from editorial.models import BatchEntry
from home.demo.approval import submit_and_approve
from regulations.models import (
    AcceptedRelations,
    Amendment,
    DocumentRelation,
    DocumentReview,
    DocumentValidity,
    ImportBatch,
    LegalDocumentPage,
    Relation,
    RelationProposal,
    Verb,
)
from regulations.readers.versions import version
from regulations.relations import document_view
from regulations.relations.accepting import write_drafts
from regulations.relations.proposing import propose
from regulations.relations.reading import read_relations
from tests.factories import Department, make_department, make_user, published_document

pytestmark = pytest.mark.django_db
TEXT = (
    "§ Điều 1. Hiệu lực\nQuyết định này thay thế Quyết định số 3/2019/QĐ-UBND và Nghị định số 5/2018/NĐ-CP.\n"
)


@pytest.fixture
def department() -> Department:
    return make_department()


@pytest.fixture
def page(department: Department) -> LegalDocumentPage:
    page = published_document(department, number="7/2024/QĐ-UBND", text=TEXT)
    propose(page)
    return page


def logged_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def draft_of(page: LegalDocumentPage) -> Any:
    return LegalDocumentPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def accept_all(client: Client) -> AcceptedRelations:
    client.post(reverse("relation_proposals"), {"all": "1", "action": "accept"})
    return AcceptedRelations.objects.latest("pk")


# Was a hole: one document that somebody locked by hand stops a whole acceptance for good: the rest is never written.
def test_a_locked_document_does_not_stop_the_others(department: Department, page: LegalDocumentPage) -> None:
    other = published_document(department, number="8/2024/QĐ-UBND", text=TEXT.replace("3/2019", "4/2019"))
    propose(other)
    LegalDocumentPage.objects.filter(pk=page.pk).update(locked=True, locked_by=department.head)
    accepted = accept_all(logged_in(department.author))
    write_drafts.func(accepted.pk)
    accepted.refresh_from_db()
    assert accepted.skipped == [page.title]
    assert len(draft_of(other).relations.all()) == 2
    assert accepted.finished_at


# Was a hole: of two editors who write statements of one document into its draft, the first one's are lost, and
# are never proposed again.
@pytest.mark.parametrize("same", [True, False])
def test_two_editors_accept_at_once(
    department: Department, page: LegalDocumentPage, monkeypatch: pytest.MonkeyPatch, same: bool
) -> None:
    first, second = RelationProposal.objects.filter(page=page).order_by("pk")
    address = reverse("document_relations", args=[page.pk])
    write, clients = document_view.accept_into_draft, [logged_in(department.author)]

    def after_the_other(*args: Any) -> None:
        if clients:
            chosen = first if same else second
            clients.pop().post(address, {"chosen": chosen.digest, "action": "accept"})
        write(*args)

    monkeypatch.setattr(document_view, "accept_into_draft", after_the_other)
    logged_in(department.head).post(address, {"chosen": first.digest, "action": "accept"})
    taken = RelationProposal.objects.filter(page=page, state=RelationProposal.State.ACCEPTED)
    assert len(draft_of(page).relations.all()) == taken.count()


# Was a hole: what anybody writes into the drafts after the acceptance goes out with the batch "Relations of documents".
def test_a_batch_of_relations_brings_nothing_else(department: Department, page: LegalDocumentPage) -> None:
    client = logged_in(department.author)
    accepted = accept_all(client)
    write_drafts.func(accepted.pk)
    draft = draft_of(page)
    draft.official_title = "Không ai đã xem"
    draft.save_revision(user=make_user("staff"))
    address = reverse("relations_accepted", args=[accepted.pk])
    client.post(address, {"reason": "Đọc từ văn bản"})
    for entry in BatchEntry.objects.all():
        assert entry.revision.content["official_title"] != "Không ai đã xem"


def test_accepted_relations_count_once_approved(department: Department, page: LegalDocumentPage) -> None:
    old = published_document(department, number="3/2019/QĐ-UBND")
    before = list(DocumentValidity.objects.values())
    for user in (department.author, department.superuser):
        accepted = accept_all(logged_in(user))
        write_drafts.func(accepted.pk)
    client = logged_in(department.superuser)
    client.post(reverse("document_relations", args=[page.pk]), {"action": "accept", "chosen": "1"})
    assert not Relation.objects.exists()
    assert list(DocumentValidity.objects.values()) == before
    submit_and_approve(draft_of(page), department.author)
    assert Relation.objects.filter(target=old).exists()


def test_an_answer_changes_nothing_that_visitors_see(client: Client, department: Department) -> None:
    page = published_document(department)
    review = DocumentReview.objects.create(
        page=page, reason="no_date", detail="-", unit=department.unit, opened_on=datetime.date(2025, 8, 1)
    )
    before, validity = client.get(page.url).content, list(DocumentValidity.objects.values())
    head = logged_in(department.unit_head)
    answer = {"action": "answer", "answer": "repeal", "note": "bãi bỏ", "detail": "-"}
    assert head.post(reverse("legal_review", args=[review.pk]), answer).status_code == 302
    assert client.get(page.url).content == before
    assert list(DocumentValidity.objects.values()) == validity


# Was a hole: the record of imports, to read only, is made up, changed and (unfinished) deleted by a superuser.
@pytest.mark.parametrize("address", ["create/", "edit/{}/", "delete/{}/"])
def test_the_record_of_imports_is_read_only(department: Department, address: str) -> None:
    batch = ImportBatch.objects.create(file_name="x.jsonl", started_by=department.author)
    before = list(ImportBatch.objects.values())
    posted = {
        "file_name": "y.jsonl",
        "file_digest": "0" * 64,
        "takeover_reason": "quyết định tiếp nhận",
        "counts": "{}",
        "started_by": department.superuser.pk,
        "finished_at": "2025-08-01 00:00",
    }
    client = logged_in(department.superuser)
    client.post(f"/admin/regulations/importbatch/{address.format(batch.pk)}", posted)
    assert list(ImportBatch.objects.values()) == before


# Was a hole: every day that a visitor asks for is worked out anew and kept for a day, though the text is the same.
def test_days_between_two_changes_share_one_text(
    department: Department, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = published_document(department)
    one = Amendment(operation="repeal", target=old, places="dieu-2", own_path="dieu-1")
    published_document(department, amendments=[one], effective_on=datetime.date(2024, 1, 1))
    kept: set[str] = set()

    def keep(key: str, default: Any, *_seconds: Any) -> Any:
        kept.add(key)
        return default()

    monkeypatch.setattr(cache, "get_or_set", keep, raising=False)
    for day in range(1, 29):
        version(old, datetime.date(2025, 2, day))
    assert len(kept) == 1


# Was a hole: quotations in quotations, a thousand deep, end in RecursionError: 500, and the command stops there.
def test_quotations_without_end() -> None:
    text = f"§ Điều 1. A\n{'“' * 1500}x{'”' * 1500}\n"
    assert read_relations(text) == []
    assert read_operations(parse(text), "", ()) == []


def test_a_relation_of_a_day_at_the_ends_of_the_calendar(client: Client, department: Department) -> None:
    for day in (datetime.date(1, 1, 1), datetime.date(9999, 12, 31)):
        old = published_document(department)
        one = DocumentRelation(verb=Verb.PAUSES, target=old, takes_effect_on=day)
        values = {"effective_on": day, "expires_on": datetime.date.max, "issued_on": day}
        new = published_document(department, number=f"{day.year}/QĐ-SNV", relations=[one], **values)
        for query in ("", "?day=1945-09-02", "?day=2100-01-01&compare=2025-01-01", "?format=docx"):
            assert client.get(old.url + query).status_code == 200
            assert client.get(new.url + query).status_code == 200
        assert client.get(f"/en/documents/{new.url.split('/')[-3]}/{new.slug}/").status_code == 200
        for form in ("", "/akoma-ntoso.xml", "/provisions"):
            assert client.get(f"/api/v1/documents/{new.pk}{form}").status_code == 200
        assert client.get("/tin/van-ban.atom").status_code == 200
        assert client.get("/api/v1/documents?from=0001-01-01&to=9999-12-31").status_code == 200
