"""Every kind of page, on a desktop and a phone, in both languages: axe finds nothing, nothing sticks out."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Opener
from tests.browser.content import SiteContent

pytestmark = [
    pytest.mark.browser,
    pytest.mark.service("chromium"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
]

NARROWEST = 320
MISSING = "/khong-co-trang-nay/"
WIDTHS = [1280, 390]


def findings(page: Page, part: str | None = None) -> list[str]:
    """What axe finds on the page, or in the parts of it that a selector names; one line a place."""
    violations = Axe().run(page, context=part).response["violations"]
    return [f"{page.url} {found['id']}: {node['html']}" for found in violations for node in found["nodes"]]


def visit(page: Page, address: str) -> None:
    """Go there; nothing but the page that does not exist answers with an error."""
    response = page.goto(address)
    assert response is not None
    assert response.status == (404 if address == MISSING else 200), address


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def open_folds(page: Page) -> None:
    """Unfold everything, so that axe sees it."""
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")


def addresses(content: SiteContent, language: str) -> list[str]:
    """One address of each kind of page."""
    if language == "en":
        documents = [content.rewards_in_english, content.extract_in_english]
        searches = ["/en/tim-kiem/?q=khen+thuong", "/en/tim-kiem/?q=about+us"]
        return ["/en/", "/en/documents/", *searches, content.english_section, *documents]
    pages = [content.section, content.page, content.rewards, content.extract, content.empty]
    searches = [
        "/tim-kiem/?q=khen+thuong&year=2023",
        "/tim-kiem/?q=khongcogi&year=2023&from=2020-01-01",
        "/tim-kiem/?q=thanh+lap&kind=page&more=kind",
        "/tim-kiem/?page=99",
    ]
    return [
        "/",
        "/van-ban/",
        *searches,
        *pages,
        "/khong-co-trang-nay/",
        "/admin/login/",
    ]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_of_page(open_page: Opener, content: SiteContent, language: str, width: int) -> None:
    page = open_page("/", width=width)
    refused: list[str] = []
    page.on(
        "console",
        lambda message: refused.append(message.text) if "Content Security" in message.text else None,
    )
    errors: list[Any] = []
    page.on("pageerror", lambda error: errors.append(error))
    found: list[str] = []
    for address in addresses(content, language):
        visit(page, address)
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1, address
        assert overflow(page) == 0, address
        open_folds(page)
        found += findings(page)
    assert found == []
    assert refused == []
    assert errors == []


def test_nothing_sticks_out_on_the_narrowest_screen(open_page: Opener, content: SiteContent) -> None:
    page = open_page("/", width=NARROWEST)
    for address in addresses(content, "vi")[:-1] + addresses(content, "en"):
        visit(page, address)
        open_folds(page)
        assert overflow(page) == 0, address


def test_touch_targets_on_a_phone(open_page: Opener) -> None:
    """Controls are 44 pixels high, links in running text excepted (WCAG 2.5.5, 2.5.8)."""
    page = open_page("/tim-kiem/?q=khen+thuong", width=390)
    open_folds(page)
    for control in page.locator("button, select, .choice, summary, .menu__list a, .languages a").all():
        box = control.bounding_box()
        if box:
            assert box["height"] >= 43.5, control.inner_text()


def test_skip_link_comes_first_and_leads_to_the_content(open_page: Opener) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
