"""Tables and footnotes of a legal document, with the keyboard, on a desktop and a phone."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.content import SiteContent
from tests.browser.test_accessibility import WIDTHS, findings, overflow
from tests.factories import make_department, published_document

pytestmark = [
    pytest.mark.browser,
    pytest.mark.service("chromium"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
WIDE = "\n".join("| " + " | ".join([f"Hệ số {row}"] * 12) + " |" for row in range(3))
TEXT = f"""§ Điều 1. Danh mục[1]
1.[2] Như sau:
|! STT | Tên | |
| 1 | Chuyên viên[3] | 12 |
Mức phụ cấp:
{WIDE}
§ Điều 2. Hiệu lực
Từ ngày ký.
[1] Sửa đổi bởi Quyết định số 1/2022/QĐ-UBND.
[2] Khoản này được bổ sung.
[3] Gồm cả dự phòng.
"""


@pytest.fixture
def content(chromium: str, live_server: Any) -> SiteContent:
    """One document with tables and footnotes."""
    page = published_document(make_department(), number="77/2023/QĐ-UBND", text=TEXT)
    return SiteContent(**dict.fromkeys(SiteContent.__annotations__, "") | {"extract": page.url})


@pytest.mark.parametrize("width", WIDTHS)
def test_tables_and_footnotes(width: int, content: SiteContent, open_page: Opener) -> None:
    page = open_page(content.extract, width=width)
    assert findings(page) == []
    assert overflow(page) == 0

    wide = page.locator(".legal-table").nth(1)
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")

    page.locator("#dau-chu-thich-3 a").click()
    expect(page).to_have_url(re.compile("#chu-thich-3$"))
    expect(page.locator("#chu-thich-3")).to_be_in_viewport()
    page.locator("#chu-thich-3 a").click()
    expect(page).to_have_url(re.compile("#dau-chu-thich-3$"))
    expect(page.locator("#dau-chu-thich-3")).to_be_in_viewport()
