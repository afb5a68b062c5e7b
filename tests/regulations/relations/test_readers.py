"""What readers of a document are told of others: nothing of those that they may not see, in their own language."""

import datetime

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from regulations.models import Amendment, DocumentRelation, LegalDocumentPage, Verb
from regulations.readers.explaining import explain
from regulations.readers.versions import consolidations, version
from tests.factories import Department, make_department, published_document

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 1, 1)


@pytest.fixture
def department() -> Department:
    return make_department()


@pytest.fixture
def old(department: Department) -> LegalDocumentPage:
    return published_document(department, number="3/2019/QĐ-UBND")


@pytest.fixture
def new(department: Department, old: LegalDocumentPage) -> LegalDocumentPage:
    return published_document(
        department,
        number="7/2024/QĐ-UBND",
        relations=[DocumentRelation(verb=Verb.CONSOLIDATES, target=old)],
        amendments=[
            Amendment(operation="words", target=old, places="dieu-1", old_words="đất đai", new_words="nước"),
            Amendment(operation="repeal", target=old, places="dieu-77"),
        ],
    )


def test_a_private_document_is_not_named(
    client: Client, old: LegalDocumentPage, new: LegalDocumentPage
) -> None:
    shown = client.get(old.url, {"day": "2026-01-01"}).content.decode()
    assert "7/2024/QĐ-UBND" in shown
    PageViewRestriction.objects.create(
        page=Page.objects.get(pk=new.pk), restriction_type=PageViewRestriction.LOGIN
    )
    for address in (
        {},
        {"day": "2026-01-01"},
        {"with": new.pk},
        {"day": "2020-01-01", "compare": "2026-01-01"},
    ):
        shown = client.get(old.url, address).content.decode()
        assert "7/2024/QĐ-UBND" not in shown
        assert new.url not in shown
    told = explain(old, DAY).told
    assert {(reason.by, reason.url) for event, reason in told if event.by} == {
        ("một văn bản không công khai", "")
    }
    derived = version(old, DAY)
    assert (derived.text, derived.sources) == (old.text, {})
    assert [(path, by) for path, _why, by in derived.not_applied] == [
        ("dieu-1", "một văn bản không công khai"),
        ("dieu-77", "một văn bản không công khai"),
    ]
    assert consolidations(old) == []


def test_reasons_lead_to_addresses_of_the_readers_language(
    old: LegalDocumentPage, new: LegalDocumentPage
) -> None:
    told = explain(old, DAY, "/en/documents/").told
    assert {reason.url for event, reason in told if event.by} == {f"/en/documents/2023/{new.slug}/"}
    sources = version(old, DAY, "/en/documents/").sources
    assert [source.url for source in sources["dieu-1"]] == [f"/en/documents/2023/{new.slug}/"]
