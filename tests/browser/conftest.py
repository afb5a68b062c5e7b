"""A real browser on the site, with a trace of every journey that fails."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.content import SiteContent, make_content

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HEIGHT = 900
# Beside other tests, on two cores, the server takes its time.
TIMEOUT_MS = 30_000
expect.set_options(timeout=TIMEOUT_MS)
OUTCOME = pytest.StashKey[bool]()

Opener = Callable[..., Page]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Iterator[None]:
    """Remember whether the test itself failed, for the trace."""
    outcome = yield
    report = outcome.get_result()
    if report.when == "call":
        item.stash[OUTCOME] = report.failed


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium (CHROMIUM, else on PATH); skips where it is missing."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(executable).exists():
        pytest.skip(f"needs chromium: there is none at {executable}; set CHROMIUM")
    return executable


@pytest.fixture
def content(chromium: str, live_server: Any) -> SiteContent:
    """Published pages and documents, found by search."""
    return make_content()


@pytest.fixture
def browser(chromium: str, content: SiteContent) -> Iterator[Browser]:
    """The browser; starts after everything that uses the database and ends before it.

    Playwright keeps an event loop in this thread, and while one runs, Django refuses the ORM here or gives this
    thread other connections. So DJANGO_ALLOW_ASYNC_UNSAFE is not needed.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Opener]:
    """Opens a page of the site in a browser of its own: `open_page("/", width=390, scripts=False)`."""
    contexts: list[BrowserContext] = []

    def opener(path: str, *, width: int = 1280, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=scripts,
            locale="vi-VN",
        )
        context.set_default_timeout(TIMEOUT_MS)
        context.tracing.start(screenshots=True, snapshots=True)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield opener
    failed = request.node.stash.get(OUTCOME, False)
    for number, context in enumerate(contexts, start=1):
        context.tracing.stop(path=trace_path(request.node.name, number) if failed else None)
        context.close()


def trace_path(test: str, number: int) -> Path:
    """Where the trace of a failed test goes: BROWSER_TRACES, else var/traces; open with `playwright show-trace`."""
    folder = Path(os.environ.get("BROWSER_TRACES") or settings.BASE_DIR / "var" / "traces")
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w-]+", "-", test).strip("-")
    return folder / f"{name}-{number}.zip"
