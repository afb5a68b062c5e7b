"""A click on a result reaches the query log from a real browser."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_started
from playwright.sync_api import Browser, Page, expect, sync_playwright

from search.models import LoggedQuery
from tests.browser.conftest import ARGUMENTS, TIMEOUT_MS
from tests.browser.content import SiteContent

pytestmark = [
    pytest.mark.browser,
    pytest.mark.service("chromium"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
]
# Headless Chromium names itself as one, and programs are not counted.
AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
)
SEARCH = "/tim-kiem/?q=khen+th%C6%B0%E1%BB%9Fng"
WAIT_SECONDS = 30


def open_search(browser: Browser, address: str, **values: Any) -> Page:
    """The results of a search that finds two documents."""
    page = browser.new_context(base_url=address, user_agent=AGENT, **values).new_page()
    page.set_default_timeout(TIMEOUT_MS)
    page.goto(SEARCH)
    expect(page.locator(".hits > li")).to_have_count(2)
    return page


def logged(**wanted: Any) -> LoggedQuery:
    """The one search, once it has these values; the server writes after it answered."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        if found := LoggedQuery.objects.filter(**wanted).first():
            break
        time.sleep(0.1)
    assert LoggedQuery.objects.count() == 1
    row = LoggedQuery.objects.get()
    assert {name: getattr(row, name) for name in wanted} == wanted, found
    return row


@pytest.fixture
def received() -> Iterator[list[str]]:
    """The addresses that the server was asked for; the browser doesn't tell what it sends while it leaves a page."""
    addresses: list[str] = []

    def remember(environ: dict[str, Any], **_: Any) -> None:
        addresses.append(environ["PATH_INFO"])

    request_started.connect(remember)
    yield addresses
    request_started.disconnect(remember)


def wait_for_reports(received: list[str], count: int) -> None:
    """Until so many reports of choices reached the server."""
    end = time.monotonic() + WAIT_SECONDS
    while sum(address.endswith("/chon/") for address in received) < count:
        assert time.monotonic() < end, received
        time.sleep(0.1)


@pytest.mark.parametrize("button", ["left", "middle"])
def test_a_click_is_recorded(
    chromium: str, content: SiteContent, live_server: Any, received: list[str], button: Any
) -> None:
    # Playwright's loop must have ended before the test itself may ask the database.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = open_search(browser, live_server.url)
        errors: list[str] = []
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.locator(".hits h3 a").nth(1).click(button=button)
        wait_for_reports(received, 2)
        assert page.context.cookies() == []
        assert errors == []
        browser.close()
    row = logged(watched=True, position=2)
    assert (row.words, row.hits, row.source) == ("khen thưởng", 2, "regulations")
    assert row.key


def test_a_page_that_is_only_read_is_watched(
    chromium: str, content: SiteContent, live_server: Any, received: list[str]
) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = open_search(browser, live_server.url)
        # A click beside the links is no choice.
        page.locator(".hits > li p").first.click()
        wait_for_reports(received, 1)
        browser.close()
    assert logged(watched=True).position is None


def test_without_scripts_nothing_is_claimed(chromium: str, content: SiteContent, live_server: Any) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = open_search(browser, live_server.url, java_script_enabled=False)
        page.locator(".hits h3 a").first.click()
        expect(page.locator("h1")).to_be_visible()
        browser.close()
    assert logged(watched=False).position is None


def test_who_objects_is_left_alone(chromium: str, content: SiteContent, live_server: Any) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        sent: list[str] = []
        page = open_search(browser, live_server.url, extra_http_headers={"Sec-GPC": "1"})
        page.on("request", lambda request: sent.append(request.url))
        page.locator(".hits h3 a").first.click()
        expect(page.locator("h1")).to_be_visible()
        browser.close()
    assert not any(url.endswith("/chon/") for url in sent)
    assert LoggedQuery.objects.count() == 0
