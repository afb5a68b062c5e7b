"""Whatever changes what visitors may find of a page reaches the index, in the change's own transaction."""

from typing import Any

import pytest
from wagtail.actions import move_page
from wagtail.models import Page, PageViewRestriction

from core.guard import carrying_out
from home.models import SectionPage, StandardPage
from search import outbox, upkeep
from search.drift import verify
from search.engines.database.engine import DatabaseEngine
from search.models import IndexedDocument, OutboxEntry
from tests.factories import Department, draft_page, make_department, published_page, published_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def department() -> Department:
    return make_department()


@pytest.fixture
def section(department: Department) -> SectionPage:
    return published_section(department, title="Tin tức", slug="tin-tuc")


@pytest.fixture
def page(department: Department, section: SectionPage) -> StandardPage:
    """A page in the section, which the index knows."""
    made = published_page(department, section, title="Hội nghị", slug="hoi-nghi")
    upkeep.rebuild(DatabaseEngine())
    OutboxEntry.objects.all().delete()
    return made


def in_step() -> None:
    outbox.drain()
    report = verify(DatabaseEngine())
    assert (report.total, report.lag) == (0, 0), report


def indexed(page: Page) -> IndexedDocument | None:
    return IndexedDocument.objects.filter(source="pages", key=str(page.pk)).first()


def test_the_section_gets_another_title_which_its_pages_carry(
    section: SectionPage, page: StandardPage
) -> None:
    section.title = "Sự kiện"
    with carrying_out(section.pk):
        section.save()
    in_step()
    assert indexed(page).label == "Sự kiện"


def test_the_section_gets_another_address(section: SectionPage, page: StandardPage) -> None:
    below = draft_page(None, page, title="Kèm theo", slug="kem-theo")
    with carrying_out(below.pk):
        below.live = True
        below.save()
    # As somebody has it who loaded it before there was a page below.
    section.numchild = 0
    section.slug = "su-kien"
    with carrying_out(section.pk):
        section.save()
    in_step()
    assert indexed(page).url == "/su-kien/hoi-nghi/"
    assert indexed(below).url == "/su-kien/hoi-nghi/kem-theo/"


def test_the_section_is_moved_by_a_process_that_is_killed_right_after(
    department: Department, section: SectionPage, page: StandardPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    above = published_section(department, title="Truyền thông", slug="truyen-thong")

    def kill(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(move_page.post_page_move, "send", kill)
    section.refresh_from_db()
    with carrying_out(section.pk), pytest.raises(KeyboardInterrupt):
        section.move(above, pos="last-child")
    in_step()
    assert indexed(page).url == "/truyen-thong/tin-tuc/hoi-nghi/"


@pytest.mark.parametrize("act", ["private", "unpublished with all below", "deleted"])
def test_the_section_is_withdrawn(section: SectionPage, page: StandardPage, act: str) -> None:
    section.refresh_from_db()
    with carrying_out(section.pk), carrying_out(page.pk):
        if act == "private":
            PageViewRestriction.objects.create(page=section.page_ptr, restriction_type="login")
        elif act == "deleted":
            section.delete()
        else:
            page.unpublish()
            section.unpublish()
    in_step()
    assert not IndexedDocument.objects.filter(source="pages", key=str(page.pk)).exists()


def test_a_draft_is_nobody_s_concern(department: Department, page: StandardPage) -> None:
    page.title = "Bản nháp"
    page.save_revision(user=department.author)
    draft_page(department.author)
    assert not OutboxEntry.objects.exists()
