"""The structure beside the text of a document: follows what is typed, leads to its lines, sets the marks."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.content import SiteContent
from tests.browser.test_accessibility import findings, overflow
from tests.browser.test_approval import sign_in
from tests.factories import draft_document, make_department

pytestmark = [
    pytest.mark.browser,
    pytest.mark.service("chromium"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
TYPED = "§ Chương I\nCHUNG\n§ Điều 1. Một\nHai\n§ Điều 1. Lại một\n§ Xin chào\nĐiều 2. Ba\n"


@pytest.fixture
def content(chromium: str, live_server: object) -> SiteContent:
    """A draft and its author."""
    department = make_department()
    department.author.username = "author"
    department.author.save()
    page = draft_document(department.author)
    return SiteContent(**dict.fromkeys(SiteContent.__annotations__, "") | {"page": str(page.pk)})


def open_text(open_page: Opener, content: SiteContent, width: int) -> Page:
    """The editor, at the text."""
    page = sign_in(open_page, "author", width)
    page.goto(f"/admin/pages/{content.page}/edit/")
    page.get_by_role("tab").nth(1).click()
    expect(page.locator(".structure__outline a")).to_have_count(2)
    return page


def selected(page: Page) -> str:
    """What is selected where one types."""
    return page.evaluate(
        "(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))"
        "(document.activeElement)"
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_it_follows_what_is_typed(open_page: Opener, content: SiteContent, width: int) -> None:
    page = open_text(open_page, content, width)
    page.locator("#id_text").fill(TYPED)
    summary = page.locator('.structure [role="status"]')
    expect(summary).to_contain_text("2")
    expect(page.locator(".structure__outline li li a")).to_have_text("Điều 1. Một")
    assert findings(page, ".structure") == []
    assert overflow(page) <= 0

    link = page.locator(".structure__outline li li a")
    link.focus()
    page.keyboard.press("Enter")
    assert selected(page) == "§ Điều 1. Một"

    marks = page.locator("[data-structure-marks]")
    marks.click()
    expect(page.locator("#id_text")).to_have_value(re.compile("^§ Điều 2. Ba$", re.MULTILINE))
    expect(marks).to_have_count(0)
    expect(page.locator(".structure__outline li li a")).to_have_count(2)


def test_a_server_that_does_not_answer_is_said(open_page: Opener, content: SiteContent) -> None:
    page = open_text(open_page, content, 1280)
    page.route("**/legal-structure/**", lambda route: route.abort())
    page.locator("#id_text").fill(TYPED)
    failed = page.locator("[data-structure]").get_attribute("data-structure-failed") or ""
    expect(page.locator('.structure [role="status"]')).to_have_text(failed)
    expect(page.locator("#id_text")).to_have_value(TYPED)
