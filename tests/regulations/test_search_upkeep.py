"""Whatever changes what visitors may find of a document reaches the index, in the change's own transaction."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions import move_page, unpublish
from wagtail.models import Page, PageViewRestriction

from core.guard import carrying_out
from home.demo.approval import submit_and_approve
from regulations.filing import document_index
from regulations.models import DocumentIndexPage, Issuer, LegalDocumentPage, Provision
from regulations.search_source import SOURCE_NAME
from search import outbox, upkeep
from search.drift import verify
from search.engines.database.engine import DatabaseEngine
from search.models import IndexedDocument, OutboxEntry
from tests.factories import (
    Department,
    draft_page,
    home_page,
    make_department,
    published_document,
    published_section,
)

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def department() -> Department:
    return make_department()


@pytest.fixture
def document(department: Department) -> LegalDocumentPage:
    """A published document that the index knows."""
    page = published_document(department, signer="Trần Văn An")
    upkeep.rebuild(DatabaseEngine())
    in_step()
    OutboxEntry.objects.all().delete()
    return page


def in_step() -> None:
    outbox.drain()
    report = verify(DatabaseEngine())
    assert (report.total, report.lag) == (0, 0), report


def indexed(page: Page) -> IndexedDocument | None:
    return IndexedDocument.objects.filter(source=SOURCE_NAME, key=str(page.pk)).first()


def noted(page: Page) -> bool:
    return OutboxEntry.objects.filter(source=SOURCE_NAME, key=str(page.pk)).exists()


@contextmanager
def decided(*pages: Page) -> Iterator[None]:
    """As if a decision on these pages were carried out."""
    with ExitStack() as stack:
        for page in pages:
            stack.enter_context(carrying_out(page.pk))
        yield


def test_published_again_with_other_provisions(department: Department, document: LegalDocumentPage) -> None:
    document.text = "§ Điều 1. Phạm vi\nQuy định này áp dụng cho nước sạch.\n"
    document.save_revision(user=department.author)
    assert not noted(document)
    submit_and_approve(document, department.author)
    in_step()
    passages = indexed(document).passages.values_list("text", flat=True)
    assert list(passages) == ["Quy định này áp dụng cho nước sạch."]


@pytest.mark.parametrize("name", ["unpublish", "expire", "delete", "delete above", "delete many"])
def test_withdrawn(document: LegalDocumentPage, name: str) -> None:
    above = document.get_parent()

    def expire() -> None:
        past = timezone.now() - timedelta(minutes=1)
        Page.objects.filter(pk=document.pk).update(expire_at=past)
        call_command("publish_due")

    acts: dict[str, Callable[[], object]] = {
        "unpublish": lambda: document.unpublish(),
        "expire": expire,
        "delete": lambda: document.delete(),
        "delete above": lambda: above.specific.delete(),
        "delete many": lambda: LegalDocumentPage.objects.filter(pk=document.pk).delete(),
    }
    key = str(document.pk)
    with decided(document, above):
        acts[name]()
    in_step()
    assert not IndexedDocument.objects.filter(source=SOURCE_NAME, key=key).exists()


def test_unpublished_by_a_process_that_is_killed_right_after(
    document: LegalDocumentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kill(*args: Any, **kwargs: Any) -> None:
        raise Killed

    monkeypatch.setattr(unpublish.UnpublishAction, "_after_unpublish", kill)
    monkeypatch.setattr("wagtail.actions.unpublish_page.page_unpublished.send", kill)
    with decided(document), pytest.raises(Killed):
        document.unpublish()
    in_step()
    assert indexed(document) is None


@pytest.mark.parametrize("killed", [False, True])
@pytest.mark.parametrize("which", ["document", "above", "index"])
def test_moved_with_whatever_it_stands_in(
    department: Department,
    document: LegalDocumentPage,
    which: str,
    killed: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moved = {"document": document, "above": document.get_parent().specific, "index": document_index()}[which]
    section = published_section(department, title="Mục mới", slug="muc-moi")
    outbox.drain()

    def kill(*args: Any, **kwargs: Any) -> None:
        raise Killed

    if killed:
        monkeypatch.setattr(move_page.post_page_move, "send", kill)
    with decided(moved):
        try:
            moved.move(section, pos="last-child")
        except Killed:
            assert killed
    in_step()
    assert indexed(document).url.startswith("/muc-moi/")
    assert indexed(document).url.endswith(f"/{document.slug}/")


@pytest.mark.parametrize("which", ["document", "above", "index"])
def test_another_address_part(document: LegalDocumentPage, which: str) -> None:
    changed = {"document": document, "above": document.get_parent().specific, "index": document_index()}[
        which
    ]
    changed.slug = "dia-chi-khac"
    with decided(changed):
        changed.save()
    in_step()
    assert "/dia-chi-khac/" in indexed(document).url


@pytest.mark.parametrize("which", ["document", "above", "home"])
def test_made_private_and_public_again(document: LegalDocumentPage, which: str) -> None:
    closed = {"document": document, "above": document.get_parent(), "home": home_page()}[which]
    restriction = PageViewRestriction.objects.create(
        page=Page.objects.get(pk=closed.pk), restriction_type=PageViewRestriction.LOGIN
    )
    assert noted(document)
    in_step()
    assert indexed(document) is None
    restriction.restriction_type = PageViewRestriction.PASSWORD
    restriction.password = "x"
    restriction.save()
    in_step()
    assert indexed(document) is None
    restriction.delete()
    in_step()
    assert indexed(document)


def test_moved_below_a_private_page(department: Department, document: LegalDocumentPage) -> None:
    section = published_section(department)
    PageViewRestriction.objects.create(
        page=Page.objects.get(pk=section.pk), restriction_type=PageViewRestriction.LOGIN
    )
    with decided(document):
        document.move(section, pos="last-child")
    in_step()
    assert indexed(document) is None


@pytest.mark.parametrize("attribute", ["document_type", "signer", "issuer", "field"])
def test_a_register_row_gets_another_code_or_name(document: LegalDocumentPage, attribute: str) -> None:
    row = {
        "document_type": document.document_type,
        "signer": document.signer,
        "issuer": Issuer.objects.get(documents__page=document),
        "field": document.fields.get(),
    }[attribute]
    row.name, row.code = "Tên khác", "ma-khac"
    row.save()
    assert noted(document)
    in_step()
    assert "ma-khac" in str(indexed(document).facets)


def test_a_register_row_of_no_published_document_changes_nothing(document: LegalDocumentPage) -> None:
    with decided(document):
        document.unpublish()
    outbox.drain()
    OutboxEntry.objects.all().delete()
    document.document_type.save()
    assert not OutboxEntry.objects.filter(source=SOURCE_NAME).exists()


def test_a_field_is_deleted(document: LegalDocumentPage) -> None:
    document.fields.get().delete()
    in_step()
    assert "field" not in indexed(document).facets


def test_the_index_in_another_language_gets_another_address(
    department: Department, document: LegalDocumentPage
) -> None:
    (index,) = DocumentIndexPage.objects.exclude(locale__language_code="vi")
    index.slug = "rules"
    with decided(index):
        index.save()
    in_step()


@pytest.mark.parametrize("act", ["unpublish", "delete", "private"])
def test_the_index_in_another_language_is_withdrawn(document: LegalDocumentPage, act: str) -> None:
    (index,) = DocumentIndexPage.objects.exclude(locale__language_code="vi")
    with decided(index):
        if act == "unpublish":
            index.unpublish()
        elif act == "delete":
            index.delete()
        else:
            PageViewRestriction.objects.create(
                page=Page.objects.get(pk=index.pk), restriction_type=PageViewRestriction.LOGIN
            )
    in_step()


def test_a_draft_is_nobody_s_concern(department: Department, document: LegalDocumentPage) -> None:
    document.official_title = "Bản nháp"
    document.save_revision(user=department.author)
    draft_page(department.author)
    assert not OutboxEntry.objects.exists()


def test_publication_does_not_wait_for_nor_fail_with_an_engine_that_is_away(
    department: Department, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.ELASTICSEARCH_URLS = ["http://127.0.0.1:9"]
    with django_capture_on_commit_callbacks(execute=True):
        page = published_document(department)
    assert page.live
    assert outbox.pending("elasticsearch").filter(key=str(page.pk)).exists()
    assert Provision.objects.filter(page=page).exists()
