"""Relations of published documents, and the validity that follows and is stored."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from core.guard import carrying_out
from home.demo.approval import submit_and_approve
from regulations.models import (
    Amendment,
    DocumentRelation,
    DocumentValidity,
    LegalDocumentPage,
    PartDate,
    Relation,
    Verb,
)
from regulations.readers.explaining import explain
from regulations.relations.updating import due
from regulations.validity import Status
from search.models import OutboxEntry
from tests.factories import Department, make_department, published_document

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2025, 8, 1)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(datetime.datetime(2025, 8, 1, 10, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def department() -> Department:
    return make_department()


def status(page: LegalDocumentPage) -> str:
    return DocumentValidity.objects.get(page=page).status


def acting(department: Department, *relations: Any, **values: Any) -> LegalDocumentPage:
    by_kind = {"relations": DocumentRelation, "amendments": Amendment, "part_dates": PartDate}
    children = {name: [one for one in relations if isinstance(one, kind)] for name, kind in by_kind.items()}
    return published_document(department, **{name: rows for name, rows in children.items() if rows}, **values)


def test_a_repeal_counts_from_its_day(department: Department) -> None:
    old = published_document(department, number="3/2019/QĐ-UBND")
    assert status(old) == Status.IN_FORCE
    new = acting(
        department,
        DocumentRelation(verb=Verb.REPEALS, target=old, target_path="dieu-2", own_path="dieu-1"),
        effective_on=datetime.date(2025, 9, 1),
    )
    assert status(old) == Status.IN_FORCE
    assert DocumentValidity.objects.get(page=old).changes_on == datetime.date(2025, 9, 1)
    assert due(datetime.date(2025, 9, 1)) == [old.pk, new.pk]
    with time_machine.travel(datetime.datetime(2025, 9, 1, 1, tzinfo=datetime.UTC), tick=False):
        OutboxEntry.objects.all().delete()
        call_command("update_validity")
        assert due() == []
    assert status(old) == Status.PARTLY_EXPIRED
    assert set(OutboxEntry.objects.values_list("key", flat=True)) == {str(old.pk), str(new.pk)}
    found = explain(old, datetime.date(2025, 9, 1))
    assert found.reasons[0].sentence == f"Điều 2 bị bãi bỏ từ 01/09/2025 bởi {new.title}"
    assert (found.reasons[0].by, found.reasons[0].url) == (new.title, new.url)


def test_a_relation_waits_for_the_other_document(department: Department) -> None:
    new = acting(department, DocumentRelation(verb=Verb.REPLACES, target_number="3/2019/qđ-ubnd"))
    waiting = Relation.objects.get(page=new)
    assert (waiting.target, waiting.on) == (None, new.effective_on)
    old = published_document(department, number="03/2019/QĐ-UBND")
    waiting.refresh_from_db()
    assert waiting.target == old
    assert status(old) == Status.EXPIRED


def test_what_is_withdrawn_or_deleted_acts_on_nothing(department: Department) -> None:
    old = published_document(department)
    new = acting(department, DocumentRelation(verb=Verb.SUSPENDS, target=old))
    assert status(old) == Status.SUSPENDED
    with carrying_out(new.pk):
        new.unpublish()
    assert status(old) == Status.IN_FORCE
    assert not DocumentValidity.objects.filter(page=new).exists()


def test_a_repeal_that_was_repealed_before_its_day_never_happens(department: Department) -> None:
    old = published_document(department)
    repeal = acting(
        department,
        DocumentRelation(verb=Verb.REPEALS, target=old),
        effective_on=datetime.date(2025, 10, 1),
    )
    acting(
        department,
        DocumentRelation(verb=Verb.REPEALS, target=repeal),
        effective_on=datetime.date(2025, 9, 1),
    )
    assert explain(old, datetime.date(2026, 1, 1)).status == Status.IN_FORCE


def test_documents_that_repeal_each_other(department: Department) -> None:
    one = published_document(department)
    other = acting(department, DocumentRelation(verb=Verb.REPEALS, target=one))
    one.relations.add(DocumentRelation(verb=Verb.REPEALS, target=other))
    submit_and_approve(one, department.author)
    assert {status(one), status(other)} == {Status.EXPIRED}


def test_dates_of_parts(department: Department) -> None:
    page = acting(
        department,
        PartDate(kind=PartDate.Kind.BEGIN, path="dieu-2", on=datetime.date(2026, 1, 1)),
        PartDate(kind=PartDate.Kind.EXPIRE, path="dieu-1", on=datetime.date(2025, 7, 1)),
    )
    assert explain(page, TODAY, part="dieu-2").status == Status.NOT_YET
    assert explain(page, TODAY, part="dieu-1").status == Status.EXPIRED
    assert status(page) == Status.PARTLY_EXPIRED


def test_amendments_are_relations_to_each_of_their_places(department: Department) -> None:
    old = published_document(department)
    new = acting(
        department,
        Amendment(operation="replace", target=old, places="dieu-1\ndieu-2#title", text="“Điều 1. Mới”"),
        Amendment(operation="repeal", target=old, places="dieu-2/khoan-1"),
        Amendment(operation="words", target=old, old_words="A", new_words="B"),
    )
    rows = Relation.objects.filter(page=new).values_list("verb", "target_path")
    assert set(rows) == {
        ("amends", "dieu-1"),
        ("amends", "dieu-2"),
        ("repeals", "dieu-2/khoan-1"),
        ("amends", ""),
    }


def test_the_stored_validity_equals_the_function(department: Department) -> None:
    pages = [published_document(department) for _number in range(3)]
    verbs = [Verb.REPEALS, Verb.PAUSES, Verb.AMENDS, Verb.CITES]
    for place, verb in enumerate(verbs):
        pages.append(acting(department, DocumentRelation(verb=verb, target=pages[place])))
    for page in pages:
        assert status(page) == explain(page, TODAY).status
    before = list(DocumentValidity.objects.order_by("pk").values())
    call_command("update_validity", "--all")
    assert list(DocumentValidity.objects.order_by("pk").values()) == before
