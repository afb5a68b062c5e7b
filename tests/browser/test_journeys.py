"""What visitors come for, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.content import SiteContent

pytestmark = [
    pytest.mark.browser,
    pytest.mark.service("chromium"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
]


@pytest.mark.parametrize("width", [1280, 390])
def test_from_the_home_page_to_an_article_and_to_english_and_back(
    open_page: Opener, content: SiteContent, width: int
) -> None:
    page = open_page("/", width=width)
    page.locator("#big-search").fill("thi dua khen thuong")
    page.keyboard.press("Enter")
    expect(page.locator(".hits > li").first).to_contain_text("15/2023/QĐ-UBND")
    expect(page.locator(".hits mark").first).to_be_visible()

    if width < 960:
        page.locator(".filters > summary").click()
    choice = page.locator('input[name="field"]').first
    choice.check()
    page.locator(".filters__buttons button").click()
    expect(page).to_have_url(re.compile(r"field="))
    expect(page).to_have_url(re.compile(r"q=thi(\+|%20)dua"))
    expect(page.locator(".chip")).to_have_count(1)

    page.locator(".hits h3 a").first.click()
    expect(page).to_have_url(re.compile(re.escape(content.rewards) + "$"))
    expect(page.locator("h1")).to_contain_text("thi đua, khen thưởng")

    if width < 960:
        page.locator(".contents summary").click()
    page.locator('.contents a[href="#dieu-3"]').click()
    expect(page).to_have_url(re.compile("#dieu-3$"))
    expect(page.locator('[id="dieu-3"]')).to_be_in_viewport()
    expect(page.locator('.contents a[aria-current="true"]')).to_have_attribute("href", "#dieu-3")

    page.locator('.languages a[hreflang="en"]').click()
    expect(page).to_have_url(re.compile(content.rewards_in_english))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_contain_text("On emulation and commendation")
    expect(page.locator('.legal__text [lang="vi"]')).to_contain_text("Phạm vi điều chỉnh")

    page.locator('.languages a[hreflang="vi"]').click()
    expect(page).to_have_url(re.compile(re.escape(content.rewards)))
    expect(page.locator("html")).to_have_attribute("lang", "vi")


def test_search_without_scripts(open_page: Opener, content: SiteContent) -> None:
    page = open_page("/tim-kiem/", width=390, scripts=False)
    page.locator("#words").fill("khen thưởng")
    page.locator(".search-form__words button").click()
    expect(page.locator(".hits > li")).to_have_count(2)

    page.locator(".filters > summary").click()
    year = page.locator(".facet", has=page.locator('input[name="year"]'))
    year.locator("summary").click()
    year.locator('input[value="2022"]').check()
    page.locator(".filters__buttons button").click()
    expect(page.locator(".hits > li")).to_have_count(1)
    expect(page.locator(".hits")).to_contain_text("16/2022/QĐ-UBND")
    expect(page.locator("#words")).to_have_value("khen thưởng")

    page.locator(".chip").click()
    expect(page.locator(".hits > li")).to_have_count(2)


def test_a_page_is_found_among_documents_and_opened_at_its_heading(
    open_page: Opener, content: SiteContent
) -> None:
    page = open_page("/tim-kiem/?q=ben+thuong", scripts=False)
    expect(page.locator(".hits > li")).to_have_count(1)
    expect(page.locator(".hits .badge--kind")).to_have_count(1)
    page.locator(".hits .passages__heading").click()
    expect(page).to_have_url(re.compile(re.escape(content.page) + "#muc-nhung-ngay-dau$"))
    expect(page.locator('[id="muc-nhung-ngay-dau"]')).to_be_in_viewport()


def test_a_wide_screen_shows_menu_and_filters_without_scripts(open_page: Opener) -> None:
    page = open_page("/van-ban/", scripts=False)
    expect(page.locator(".menu__list a").first).to_be_visible()
    expect(page.locator(".filters__buttons button")).to_be_visible()


def test_sorting_and_dates_stay_in_the_address(open_page: Opener, content: SiteContent) -> None:
    page = open_page("/tim-kiem/?q=khen+thuong", scripts=False)
    page.locator("#sort").select_option("number")
    page.locator(".results__sort button").click()
    expect(page).to_have_url(re.compile("sort=number"))
    page.locator(".facet", has=page.locator("#issued-from")).locator("summary").click()
    page.locator("#issued-from").fill("2023-01-01")
    page.locator(".filters__buttons button").click()
    expect(page).to_have_url(re.compile("from=2023-01-01"))
    expect(page.locator("#sort")).to_have_value("number")
    expect(page.locator(".hits > li")).to_have_count(1)
    page.locator(".chip").click()
    expect(page.locator(".hits > li")).to_have_count(2)


def test_nothing_found_helps_on(open_page: Opener) -> None:
    page = open_page("/tim-kiem/?q=khen+thuong&year=2021", scripts=False)
    expect(page.locator(".hits")).to_have_count(0)
    page.locator(".no-results a").first.click()
    expect(page.locator(".hits > li")).to_have_count(2)


def test_language_switch_keeps_the_search(open_page: Opener) -> None:
    page = open_page("/tim-kiem/?q=khen+thuong&year=2023")
    page.locator('.languages a[hreflang="en"]').click()
    expect(page).to_have_url(re.compile("/en/tim-kiem/"))
    expect(page.locator("#words")).to_have_value("khen thuong")
    expect(page.locator(".hits h3 a").first).to_have_text("On emulation and commendation")


def test_addresses_of_a_document_in_both_languages(open_page: Opener, content: SiteContent) -> None:
    page = open_page(content.rewards)
    found = {
        link.get_attribute("hreflang"): link.get_attribute("href")
        for link in page.locator('link[rel="alternate"][hreflang]').all()
    }
    assert set(found) == {"vi", "en"}
    assert str(found["en"]).endswith(content.rewards_in_english)
    canonical = page.locator('link[rel="canonical"]').get_attribute("href")
    assert canonical == found["vi"]


def test_the_text_can_be_downloaded(open_page: Opener, content: SiteContent) -> None:
    page = open_page(content.rewards)
    with page.expect_download() as started:
        page.locator('a[href="?format=txt"]').click()
    text = started.value.path().read_text(encoding="utf-8")
    assert "Điều 1. Phạm vi điều chỉnh" in text
    assert "§" not in text


def test_print_hides_what_is_not_the_document(open_page: Opener, content: SiteContent) -> None:
    page = open_page(content.rewards)
    expect(page.locator("[data-print]")).to_be_visible()
    page.emulate_media(media="print")
    for hidden in (".menu", ".contents", ".tools", ".topbar"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator('[id="dieu-1"]')).to_be_visible()


def test_an_extract_says_so_and_a_document_without_text_too(open_page: Opener, content: SiteContent) -> None:
    page = open_page(content.extract)
    expect(page.locator(".notice")).to_have_count(1)
    page.goto(content.empty)
    expect(page.locator(".notice")).to_have_count(1)
    expect(page.locator(".legal__text")).to_have_count(0)


def test_a_long_list_of_values_narrows_without_accents(open_page: Opener) -> None:
    page = open_page("/van-ban/")
    fields = page.locator(".facet__choices", has=page.locator('input[name="field"]'))
    assert fields.locator(".choice").count() > 8
    fields.locator('input[type="search"]').fill("dat dai")
    expect(fields.locator(".choice:visible")).to_have_count(1)
    expect(fields.locator(".choice:visible")).to_contain_text("Đất đai")
