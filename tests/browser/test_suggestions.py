"""Suggestions under the search fields: by keyboard, by mouse, on a phone, without JavaScript."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Opener
from tests.browser.content import SiteContent

pytestmark = [
    pytest.mark.browser,
    pytest.mark.service("chromium"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
]

FIELDS = {"/": "#big-search", "/tim-kiem/": "#words", "/gioi-thieu/": "#mini-search"}
ONE = {
    "kind": "title",
    "label": "Tiêu đề",
    "text": "Đất đai",
    "lang": "vi",
    "marks": [[0, 3]],
    "detail": "Luật 31/2024/QH15",
    "detail_lang": "vi",
    "detail_marks": [[0, 1]],
    "url": "/x/",
}
ADDRESS = re.compile(r"/tim-kiem/goi-y/\?q=")


def popup(page: Page) -> Locator:
    """The list of suggestions."""
    return page.locator(".suggest__list")


def options(page: Page) -> Locator:
    """The suggestions in the open list."""
    return page.locator('.suggest__list:not([hidden]) [role="option"]')


def type_in(page: Page, field: str, text: str) -> Locator:
    """Type letter by letter and wait for the list."""
    box = page.locator(field)
    box.press_sequentially(text)
    expect(popup(page)).to_be_visible()
    return box


def findings(page: Page) -> list[str]:
    """What axe finds on the page, one line a place."""
    violations = Axe().run(page).response["violations"]
    return [f"{page.url} {found['id']}: {node['html']}" for found in violations for node in found["nodes"]]


@pytest.mark.parametrize("path", FIELDS)
def test_by_keyboard_alone(open_page: Opener, content: SiteContent, path: str) -> None:
    page = open_page(path)
    box = type_in(page, FIELDS[path], "khen th")
    expect(box).to_have_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box).to_have_attribute("aria-controls", str(popup(page).get_attribute("id")))
    expect(page.get_by_role("status").filter(has_text=re.compile("3"))).to_have_count(1)
    expect(options(page)).to_have_count(3)
    expect(page.locator('.suggest__list [aria-selected="true"]')).to_have_count(0)

    for number in range(3):
        page.keyboard.press("ArrowDown")
        expect(box).to_have_attribute(
            "aria-activedescendant", str(options(page).nth(number).get_attribute("id"))
        )
        expect(options(page).nth(number)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile(".*"))
    page.keyboard.press("ArrowUp")
    expect(options(page).nth(2)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(options(page).nth(0)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("End")
    expect(page.locator('.suggest__list [aria-selected="true"]')).to_have_count(1)
    expect(options(page).nth(2)).to_have_attribute("aria-selected", "true")
    expect(box).to_be_focused()
    expect(box).to_have_value("khen th")

    address = str(options(page).nth(2).get_attribute("href"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(address) + "$"))


def test_escape_closes_down_opens_again_tab_leaves(open_page: Opener) -> None:
    page = open_page("/tim-kiem/")
    box = type_in(page, "#words", "khen")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(popup(page)).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile(".*"))
    expect(box).to_have_value("khen")
    page.keyboard.press("ArrowDown")
    expect(popup(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(popup(page)).to_be_hidden()
    expect(page.locator(".search-form__words button")).to_be_focused()


def test_enter_without_a_choice_searches_for_what_was_typed(open_page: Opener) -> None:
    page = open_page("/")
    type_in(page, "#big-search", "khen thuong")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/tim-kiem/\?q=khen(\+|%20)thuong$"))
    expect(page.locator(".hits > li")).to_have_count(2)


def test_the_caret_moves_in_the_text_and_lets_go_of_the_choice(open_page: Opener) -> None:
    page = open_page("/tim-kiem/")
    box = type_in(page, "#words", "khen")
    page.keyboard.press("Home")
    assert box.evaluate("box => box.selectionStart") == 0
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert box.evaluate("box => box.selectionStart") == 1
    expect(page.locator('.suggest__list [aria-selected="true"]')).to_have_count(0)


def test_a_click_follows_a_field_to_its_documents(open_page: Opener) -> None:
    page = open_page("/")
    type_in(page, "#big-search", "thi đua")
    field = page.get_by_role("group").filter(has=page.locator('a[href*="field="]'))
    expect(field.locator("mark")).to_have_text("Thi đua")
    field.get_by_role("option").click()
    expect(page).to_have_url(re.compile(r"/tim-kiem/\?field="))
    expect(page.locator(".hits > li")).to_have_count(1)
    expect(page.locator(".chip")).to_have_count(1)


def test_a_click_elsewhere_closes(open_page: Opener) -> None:
    page = open_page("/tim-kiem/")
    type_in(page, "#words", "khen")
    page.locator("h1").click()
    expect(popup(page)).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_axe_finds_nothing_and_nothing_sticks_out(
    open_page: Opener, content: SiteContent, width: int
) -> None:
    page = open_page("/", width=width)
    found: list[str] = []
    for path, field in [*FIELDS.items(), ("/en/", "#big-search")]:
        page.goto(path)
        type_in(page, field, "qu")
        page.keyboard.press("ArrowDown")
        found += findings(page)
        box = popup(page).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") == 0
        for option in options(page).all():
            assert (option.bounding_box() or {"height": 0})["height"] >= 43.5
    assert found == []


def test_in_english(open_page: Opener, content: SiteContent) -> None:
    page = open_page("/en/")
    type_in(page, "#big-search", "emul")
    expect(options(page).locator("mark")).to_have_text("emul")
    expect(page.get_by_role("status").filter(has_text="1 suggestion")).to_have_count(1)
    options(page).click()
    expect(page).to_have_url(re.compile(re.escape(content.rewards_in_english) + "$"))


def test_a_stale_answer_is_dropped(open_page: Opener) -> None:
    page = open_page("/tim-kiem/")
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.url.endswith("q=khen"):
            held.append(route)
        else:
            route.continue_()

    page.route(ADDRESS, hold)
    box = page.locator("#words")
    with page.expect_request(re.compile("q=khen$")):
        box.press_sequentially("khen")
    box.fill("15/2023")
    expect(options(page)).to_have_count(1)
    for route in held:
        route.fulfill(json={"suggestions": []})
    page.wait_for_timeout(200)
    expect(options(page)).to_contain_text("15/2023/QĐ-UBND")


def test_an_answer_that_comes_after_leaving_opens_nothing(open_page: Opener) -> None:
    page = open_page("/tim-kiem/")
    held: list[Route] = []
    page.route(ADDRESS, lambda route: held.append(route))
    box = page.locator("#words")
    with page.expect_request(ADDRESS):
        box.fill("khen")
    box.blur()
    held[0].fulfill(json={"suggestions": [ONE]})
    page.wait_for_timeout(300)
    expect(popup(page)).to_be_hidden()


def test_an_emptied_field_closes(open_page: Opener) -> None:
    page = open_page("/tim-kiem/")
    box = type_in(page, "#words", "khen")
    box.fill("")
    expect(popup(page)).to_be_hidden()


@pytest.mark.parametrize("answer", [{"status": 500, "body": "x"}, {"status": 200, "body": "<html>"}])
def test_a_server_that_fails_leaves_an_ordinary_field(open_page: Opener, answer: dict[str, Any]) -> None:
    page = open_page("/tim-kiem/")
    errors: list[Any] = []
    page.on("pageerror", lambda error: errors.append(error))
    page.route(ADDRESS, lambda route: route.fulfill(**answer))
    with page.expect_response(ADDRESS):
        page.locator("#words").press_sequentially("khen")
    page.keyboard.press("ArrowDown")
    expect(popup(page)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(".hits > li")).to_have_count(2)
    assert errors == []


def test_text_of_the_server_is_never_markup(open_page: Opener) -> None:
    page = open_page("/tim-kiem/")
    evil = "<img src=x onerror=alert(1)>"
    suggestion = {**ONE, "label": evil, "text": f"😀 {evil} đất", "marks": [[2, 6]], "detail": evil}
    page.route(ADDRESS, lambda route: route.fulfill(json={"suggestions": [suggestion]}))
    type_in(page, "#words", "x")
    expect(popup(page).locator("img")).to_have_count(0)
    expect(options(page).locator("mark").first).to_have_text("<img")
    expect(options(page)).to_contain_text(suggestion["text"])


def test_keys_belong_to_the_input_method_while_it_composes(open_page: Opener) -> None:
    page = open_page("/tim-kiem/")
    box = type_in(page, "#words", "khen ")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "thuo", "selectionStart": 4, "selectionEnd": 4})
    expect(popup(page)).to_be_visible()
    for key in ("ArrowDown", "Enter", "Escape"):
        box.evaluate(
            "(box, key) => box.dispatchEvent(new KeyboardEvent('keydown', {key, isComposing: true, bubbles: true}))",
            key,
        )
    expect(page.locator('.suggest__list [aria-selected="true"]')).to_have_count(0)
    expect(popup(page)).to_be_visible()
    session.send("Input.insertText", {"text": "thưởng"})
    expect(box).to_have_value("khen thưởng")
    expect(options(page).first.locator("mark").first).to_have_text(re.compile("khen thưởng", re.IGNORECASE))


def test_without_scripts_the_fields_are_what_they_were(open_page: Opener) -> None:
    page = open_page("/", scripts=False)
    expect(popup(page)).to_have_count(0)
    box = page.locator("#big-search")
    expect(box).to_have_attribute("type", "search")
    expect(box).not_to_have_attribute("role", re.compile(".*"))
    box.press_sequentially("khen thưởng")
    page.keyboard.press("Enter")
    expect(page.locator(".hits > li")).to_have_count(2)
