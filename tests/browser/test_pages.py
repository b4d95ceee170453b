"""Every page in the middle of a busy evening, light and dark, large and small: nothing serious by the rules of axe."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.house import PASSWORD

PAGES = (
    "/",
    "/wishes/",
    "/wishes/4/",
    "/wishes/5/",
    "/wishes/6/",
    "/wishes/4/entries/",
    "/promises/1/",
    "/promises/3/",
    "/promises/3/entries/?about=p",
    "/steps/",
    "/steps/20/",
    "/heard/",
    "/heard/?state=all",
    "/people/",
    "/password/",
    "/ask/nl/",
    "/ask/poster/",
    "/nowhere/",
)
SMALL = """() => [...document.querySelectorAll("button, .button, summary, nav.rooms a, select, input"
    + (innerWidth < 768 ? ", .notice a, main a" : ""))]
    .filter((one) => one.checkVisibility() && !["hidden", "checkbox", "radio"].includes(one.type))
    .filter((one) => one.getBoundingClientRect().height < 43.5)
    .map((one) => one.outerHTML.slice(0, 120))"""  # a checkbox is pressed by its label
LOOKS = [
    (1440, 900, "dark"),
    (390, 844, "light"),
]  # the evening looks at the light desk; colours: test_tokens


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0]}-{look[2]}")
def page(request: pytest.FixtureRequest, browser: Browser, busy_house: str) -> Iterator[Page]:
    """Signed in as the owner, for whom every page is open."""
    width, height, look = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=look, base_url=busy_house
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/sign-in/")
    page.get_by_label("Your short name").fill("walter")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Board")).to_be_visible()
    yield page
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_nothing_serious_against_it(page: Page, check: Callable[[Page], None], path: str) -> None:
    page.goto(path)
    check(page)


def test_the_menu_opens_by_keyboard_and_closes_with_escape(page: Page, check: Callable[[Page], None]) -> None:
    page.goto("/")
    summary = page.locator(".menu > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    check(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_skip_link_leads_to_the_page(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_board_looks_again_by_itself_and_leaves_what_has_focus(page: Page) -> None:
    page.goto("/")
    page.locator("#board a").first.focus()
    with page.expect_response("**/board/", timeout=30_000) as asked:
        page.evaluate("htmx.ajax('GET', '/board/', {target: '#board', swap: 'innerHTML'})")
    assert asked.value.ok
    expect(page.locator("#board a").first).to_be_focused()


def test_the_look_that_was_chosen_holds(page: Page) -> None:
    page.goto("/")
    page.locator(".menu > summary").click()
    page.get_by_role("button", name="Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-look", "dark")
    expect(page.locator("body")).to_have_css("color-scheme", "dark")
    page.locator(".menu > summary").click()
    page.get_by_role("button", name="As the device").click()
    expect(page.locator("html")).not_to_have_attribute("data-look", re.compile(""))


@pytest.mark.parametrize("path", ["/", "/steps/", "/steps/20/", "/heard/", "/wishes/5/", "/promises/3/"])
def test_what_a_thumb_presses_is_large_enough(page: Page, path: str) -> None:
    page.goto(path)
    small = page.evaluate(SMALL)
    assert small == []
