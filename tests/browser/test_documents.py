"""A new document from a real PDF to publication, and the readers' page of the decree that it amends."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from core.legal_text.structure import article_line, escape
from regulations.importing.registers import Registers
from tests.browser.conftest import Opener
from tests.browser.content import SiteContent
from tests.browser.test_accessibility import findings
from tests.browser.test_approval import sign_in
from tests.data import shared_data
from tests.factories import make_department, published_document

pytestmark = [
    pytest.mark.browser,
    pytest.mark.service("chromium"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
]
AMENDED, AMENDING = "112/2021/NĐ-CP", "372/2025/NĐ-CP"
FILE = "gazette-pdfs/nghi-dinh-so-372-2025-nd-cp-468594.pdf"


def amended_text() -> str:
    """The decree as it was issued."""
    with gzip.open(shared_data("legal-documents.jsonl.gz"), "rt") as lines:
        row = next(row for row in map(json.loads, lines) if row["number"] == AMENDED)
    return "".join(
        f"{article_line(one['number'], one['title'])}\n{escape(one['text']).strip()}\n"
        for one in row["articles"]
    )


@pytest.fixture
def content(chromium: str, settings: Any, live_server: Any) -> SiteContent:
    """The amended decree, and those who decide; files are read at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    department = make_department()
    for name, user in {"author": department.author, "head": department.head}.items():
        user.username = name
        user.save()
    Registers().signer("Phạm Thị Thanh Trà")
    page = published_document(
        department, number=AMENDED, type="Nghị định", issuers=["Chính phủ"], text=amended_text()
    )
    return SiteContent(**dict.fromkeys(SiteContent.__annotations__, "") | {"extract": page.url})


def read_file(page: Page, file: Path) -> None:
    """Upload, compare what was read, make the draft."""
    page.goto("/admin/legal-reading/")
    page.locator('input[type="file"]').set_input_files(str(file))
    page.locator('main form[enctype="multipart/form-data"] button[type=submit]').click()
    expect(page.locator(".reading__form")).to_be_visible()
    expect(page.locator('[name="number"]')).to_have_value(AMENDING)
    assert findings(page, ".reading") == []
    page.locator(".reading__form form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/"), timeout=30_000)


def test_from_a_pdf_to_the_amended_decree(open_page: Opener, content: SiteContent) -> None:
    author = sign_in(open_page, "author")
    read_file(author, shared_data(FILE))
    number = re.findall(r"/pages/(\d+)/", author.url)[0]
    author.goto(f"/admin/approval/submit/{number}/")
    author.locator('main form[action*="/approval/submit/"] button[type=submit]').click()

    head = sign_in(open_page, "head")
    head.goto("/admin/")
    head.locator('a[href*="/admin/approval/"]', has_text=AMENDING).first.click()
    head.locator('button[value="approve"]').click()
    expect(head).to_have_url(re.compile(r"/admin/$"))

    for width in (1280, 390):
        reader = open_page(content.extract, width=width)
        expect(reader.locator(".validity")).to_contain_text(AMENDING)
        expect(reader.locator("#dieu-3 .told")).to_contain_text(AMENDING)
        assert findings(reader) == []
        reader.locator('.validity a[href^="?day="]').click()
        expect(reader.locator(".validity")).to_contain_text("không phải bản chính thức")
        assert findings(reader) == []
        reader.goto(f"{content.extract}?day=2022-06-01&compare=2026-06-01")
        expect(reader.locator(".difference").first).to_be_visible()
        assert findings(reader) == []
