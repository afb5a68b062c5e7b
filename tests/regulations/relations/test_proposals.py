"""Proposed relations: found in texts, accepted in bulk into drafts, refused; by whom."""

import dataclasses
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.legal_text.amending import read_operations
from core.legal_text.structure import parse
from editorial.models import Item
from home.demo.approval import submit_and_approve
from regulations.models import (
    AcceptedRelations,
    Amendment,
    DocumentRelation,
    LegalDocumentPage,
    Relation,
    RelationProposal,
)
from regulations.relations.accepting import write_drafts
from regulations.relations.amendments import amendment_values
from regulations.relations.deriving import join_waiting
from regulations.relations.proposing import propose
from tests.factories import Department, make_department, make_user, published_document

pytestmark = pytest.mark.django_db
TEXT = (
    "§ Điều 1. Hiệu lực\nQuyết định này thay thế Quyết định số 3/2019/QĐ-UBND và Nghị định số 5/2018/NĐ-CP.\n"
)
State = RelationProposal.State


@pytest.fixture
def department() -> Department:
    return make_department()


@pytest.fixture
def old(department: Department) -> LegalDocumentPage:
    return published_document(department, number="3/2019/QĐ-UBND")


@pytest.fixture
def new(department: Department, old: LegalDocumentPage) -> LegalDocumentPage:
    page = published_document(department, number="7/2024/QĐ-UBND", text=TEXT)
    propose(page)
    return page


@pytest.fixture
def author(department: Department, client: Client) -> Client:
    client.force_login(department.author)
    return client


def states() -> list[tuple[str, str]]:
    return list(RelationProposal.objects.order_by("target_number").values_list("target_number", "state"))


def test_proposed_once(new: LegalDocumentPage, old: LegalDocumentPage) -> None:
    assert [(row.verb, row.target) for row in RelationProposal.objects.order_by("pk")] == [
        ("replaces", old),
        ("replaces", None),
    ]
    assert propose(new) == 0
    new.text = "§ Điều 1. Hiệu lực\nTừ ngày ký.\n"
    propose(new)
    assert states() == []


def test_accepted_in_bulk_and_approved_as_one_batch(
    author: Client, new: LegalDocumentPage, department: Department
) -> None:
    response = author.get(reverse("relation_proposals"), {"is_joined": "true"})
    assert [row.target_number for row in response.context["rows"]] == ["3/2019/QĐ-UBND"]
    response = author.post(reverse("relation_proposals"), {"all": "1", "action": "accept"})
    accepted = AcceptedRelations.objects.get()
    write_drafts.func(accepted.pk)
    write_drafts.func(accepted.pk)
    assert [row[1] for row in states()] == [State.ACCEPTED, State.ACCEPTED]
    draft = LegalDocumentPage.objects.get(pk=new.pk).get_latest_revision_as_object()
    assert len(draft.relations.all()) == 2
    assert not Relation.objects.exists()
    page = author.get(response["Location"]).context["form"]
    codes = [code for code, _label in page.fields["codes"].choices] if "codes" in page.fields else []
    author.post(response["Location"], {"reason": "Đọc từ văn bản", "codes": codes})
    assert Item.objects.filter(status=Item.Status.UNDER_WAY).count() == 1


def test_what_somebody_is_changing_is_left(
    author: Client, new: LegalDocumentPage, department: Department
) -> None:
    new.official_title = "Đang sửa"
    new.save_revision(user=department.unit_head)
    author.post(reverse("relation_proposals"), {"all": "1", "action": "accept"})
    accepted = AcceptedRelations.objects.get()
    write_drafts.func(accepted.pk)
    accepted.refresh_from_db()
    assert accepted.skipped == [new.title]
    assert {state for _number, state in states()} == {State.OPEN}


def test_refused_is_not_proposed_again(author: Client, new: LegalDocumentPage) -> None:
    row = RelationProposal.objects.get(target=None)
    author.post(reverse("relation_proposals"), {"chosen": [row.pk, "x"], "action": "refuse"})
    assert states() == [("3/2019/QĐ-UBND", State.OPEN), ("5/2018/NĐ-CP", State.REFUSED)]
    assert propose(new) == 0


def test_one_document_into_its_draft(author: Client, new: LegalDocumentPage) -> None:
    address = reverse("document_relations", args=[new.pk])
    assert "3/2019/QĐ-UBND" in author.get(address).content.decode()
    ids = list(RelationProposal.objects.values_list("digest", flat=True))
    response = author.post(address, {"chosen": ids, "action": "accept"})
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[new.pk])
    draft = LegalDocumentPage.objects.get(pk=new.pk).get_latest_revision_as_object()
    assert len(draft.relations.all()) == 2
    author.post(address, {"chosen": ids, "action": "accept"})
    draft = LegalDocumentPage.objects.get(pk=new.pk).get_latest_revision_as_object()
    assert len(draft.relations.all()) == 2


@pytest.mark.parametrize("name", ["relation_proposals", "document_relations", "relations_accepted"])
def test_nobody_else(client: Client, new: LegalDocumentPage, name: str, department: Department) -> None:
    accepted = AcceptedRelations.objects.create(accepted_by=department.author)
    ids: dict[str, list[Any]] = {"document_relations": [new.pk], "relations_accepted": [accepted.pk]}
    address = reverse(name, args=ids.get(name, []))
    client.force_login(make_user("network_administrator"))
    for response in (client.get(address), client.post(address, {"all": "1", "action": "accept"})):
        assert response.status_code in (302, 403, 404)
    assert {state for _number, state in states()} == {State.OPEN}
    assert not LegalDocumentPage.objects.get(pk=new.pk).has_unpublished_changes


AMENDING = """§ Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 3/2019/QĐ-UBND
1. Sửa đổi, bổ sung Điều 2 như sau:
“Điều 2. Hiệu lực
Từ ngày 01 tháng 01 năm 2026.”
2. Thay thế cụm từ “đất đai” bằng cụm từ “nước sạch” tại Điều 1.
§ Điều 2. Hiệu lực
Quyết định này có hiệu lực từ ngày ký.
"""


def test_amendments_of_a_text_into_its_draft(
    author: Client, old: LegalDocumentPage, department: Department
) -> None:
    page = published_document(department, number="8/2024/QĐ-UBND", text=AMENDING)
    address = reverse("document_relations", args=[page.pk])
    operations = author.get(address).context["operations"]
    author.post(address, {"operation": [digest for digest, _one in operations] + ["x"], "action": "accept"})
    draft = LegalDocumentPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    rows = [(row.operation, row.target_id, row.places) for row in draft.amendments.all()]
    assert rows == [("replace", old.pk, "dieu-2"), ("words", old.pk, "dieu-1")]
    assert author.get(address).context["operations"] == []
    submit_and_approve(draft, department.author)
    shown = author.get(old.url, {"day": "2026-01-01"}).content.decode()
    assert "01 tháng 01 năm 2026" in shown
    assert "áp dụng cho nước sạch" in shown
    assert "áp dụng cho đất đai" in author.get(old.url).content.decode()
    differences = author.get(old.url, {"day": "2020-01-01", "compare": "2026-01-01"}).context["differences"]
    assert [row.path for row in differences] == ["dieu-1", "dieu-2"]


def test_the_name_of_an_amended_law_is_cut_to_its_field(author: Client, department: Department) -> None:
    name = "Luật " + "Đất đai và nước sạch " * 20
    page = published_document(department, number="8/2024/QĐ-UBND", text=AMENDING)
    operation = read_operations(parse(AMENDING), page.official_title, ())[0]
    values = amendment_values(dataclasses.replace(operation, target=name))
    Amendment(page=page, **values).full_clean(exclude=["target"])
    assert (values["target_number"], values["target_name"]) == ("", name[:255])


def test_relations_that_wait_are_joined_in_a_fixed_number_of_queries(
    department: Department, django_assert_num_queries: Any
) -> None:
    for number in range(1, 6):
        published_document(
            department,
            number=f"{number}/2024/QĐ-UBND",
            relations=[DocumentRelation(verb="amends", target_number="3/2019/QĐ-UBND")],
        )
    came = published_document(department, number="3/2019/QĐ-UBND")
    assert Relation.objects.filter(target=came).count() == 5
    Relation.objects.filter(target=came).update(target=None)
    with django_assert_num_queries(7):
        assert join_waiting(came) == 5
