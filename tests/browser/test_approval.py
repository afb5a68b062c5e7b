"""From contribution to publication in a real browser: each role, one return, one delegated approval."""

import datetime
import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from editorial.models import Delegation, Rule
from tests.browser.conftest import Opener
from tests.browser.content import SiteContent
from tests.browser.test_accessibility import findings
from tests.editorial.chains import FULL, set_chain
from tests.factories import home_page, make_department, make_user

pytestmark = [
    pytest.mark.browser,
    pytest.mark.service("chromium"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
]
TITLE = "Lễ phát động thi đua năm 2026"


@pytest.fixture
def content(chromium: str, live_server: Any) -> SiteContent:
    """A department with all roles, the full chain, one statement to confirm, and a delegation."""
    department = make_department()
    names = {"author": department.author, "truong-phong": department.unit_head, "truong-ban": department.head}
    names |= {"uy-vien": make_user("board_member"), "pho-ban": make_user("board_deputy")}
    for name, user in names.items():
        user.username = name
        user.save()
    set_chain(home_page(), **FULL)
    Rule.objects.create(code="bi-mat", name="Không có bí mật nhà nước", moment="both", citation="HY Điều 9.2")
    now = timezone.now()
    Delegation.objects.create(
        everywhere=True,
        head=department.head,
        delegate=names["pho-ban"],
        starts_at=now - datetime.timedelta(hours=1),
        ends_at=now + datetime.timedelta(hours=8),
        reason="Đi công tác",
    )
    return SiteContent(*[""] * 8)


def sign_in(open_page: Opener, username: str, width: int = 1280) -> Page:
    """A browser in which this person is at work."""
    page = open_page("/admin/login/", width=width)
    page.locator("#id_username").fill(username)
    page.locator("#id_password").fill("secret")
    page.locator("button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/admin/$"))
    return page


def open_work(page: Page, title: str = TITLE) -> None:
    """From the home of the admin to the decision page of what waits."""
    page.goto("/admin/")
    page.locator('a[href*="/admin/approval/"]', has_text=title).first.click()
    expect(page.locator(".approval-chain")).to_be_visible()


def expect_accessible(page: Page) -> None:
    """What is ours of the admin's page; the rest is Wagtail's."""
    expect(page.locator(".approval, .approval-panel").first).to_be_visible()
    assert findings(page, ".approval, .approval-panel") == []


def approve(page: Page, *, confirm: bool = False) -> None:
    """Approve what waits for this person."""
    open_work(page)
    expect_accessible(page)
    if confirm:
        page.locator('input[name="codes"]').check()
    page.locator('button[value="approve"]').click()
    expect(page).to_have_url(re.compile(r"/admin/$"))


def write_and_submit(page: Page) -> None:
    """The contributor's part: a page, the checklist, the chain."""
    home = home_id(page)
    page.goto(f"/admin/pages/add/home/standardpage/{home}/")
    page.locator("#id_title").fill(TITLE)
    page.locator('footer [data-w-dropdown-target="toggle"]').click()
    page.locator('button[name="action-submit"]').click()
    expect(page.locator(".approval-chain li")).to_have_count(4)
    expect_accessible(page)
    page.locator("form button[type=submit].button").last.click()
    expect(page.locator(".messages, .error-message, .errors, [data-w-messages]").first).to_be_attached()
    page.locator('input[name="codes"]').check()
    page.locator('main form[action*="/approval/submit/"] button[type=submit]').click()
    expect(page.locator("body")).to_contain_text("Đã trình phê duyệt")


def home_id(page: Page) -> str:
    """The Vietnamese home page's number, from the explorer."""
    page.goto("/admin/pages/")
    href = page.locator('a[href*="/admin/pages/"][href$="/"]', has_text="Trang chủ").first.get_attribute(
        "href"
    )
    return re.findall(r"\d+", href or "")[-1]


def test_from_contribution_to_publication(open_page: Opener, content: SiteContent) -> None:
    author = sign_in(open_page, "author")
    write_and_submit(author)

    unit_head = sign_in(open_page, "truong-phong")
    approve(unit_head)

    member = sign_in(open_page, "uy-vien", width=390)
    open_work(member)
    member.locator('button[value="return"]').click()
    expect(member.locator('form[action*="/approval/"]')).to_contain_text("lý do trả lại để tác giả")
    member.locator('textarea[name="comment"]').fill("Bổ sung ngày tổ chức.")
    member.locator('button[value="return"]').click()
    expect(member).to_have_url(re.compile(r"/admin/$"))

    author.goto("/admin/")
    expect(author.locator("main")).to_contain_text("Bổ sung ngày tổ chức.")
    expect_accessible(author)
    open_work(author)
    author.locator('a[href*="/edit/"]').first.click()
    author.locator("#id_intro").fill("Tổ chức ngày 12 tháng 12 năm 2026.")
    author.locator("footer button[type=submit]").first.click()
    expect(author.locator("body")).to_contain_text("has been updated")
    number = re.findall(r"/pages/(\d+)/", author.url)[0]
    author.goto(f"/admin/approval/submit/{number}/")
    author.locator('input[name="codes"]').check()
    author.locator('main form[action*="/approval/submit/"] button[type=submit]').click()

    open_work(member)
    expect(member.locator(".approval-differences")).to_contain_text("Tổ chức ngày 12 tháng 12 năm 2026.")
    approve(member)

    deputy = sign_in(open_page, "pho-ban")
    approve(deputy)
    open_work(deputy)
    expect(deputy.locator("main")).to_contain_text("thay mặt Trưởng Ban")
    approve(deputy, confirm=True)

    for address in ("board", "chains", f"chains/{home_id(deputy)}", "delegations", "notifications"):
        deputy.goto(f"/admin/approval/{address}/")
        expect_accessible(deputy)

    slug = author.request.get(f"/admin/api/main/pages/{number}/").json()["meta"]["slug"]
    assert slug == "le-phat-dong-thi-dua-nam-2026"
    reader = open_page(f"/{slug}/")
    expect(reader.locator("h1")).to_have_text(TITLE)
    expect(reader.locator("article")).to_contain_text("Tổ chức ngày 12 tháng 12 năm 2026.")
