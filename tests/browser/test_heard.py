"""Heard under the hands of a head waiter: the keyboard, and what happens while one looks."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.house import PASSWORD

WISH = "Can you bring a porterhouse to Newark airport at eight tonight?"
TALK = "The parking behind the house was easy to find."


@pytest.fixture
def page(browser: Browser, house: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(f"{house}/sign-in/")
    page.get_by_label("Your short name").fill("nora")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button").click()
    yield page
    context.close()


@pytest.fixture
def guest(browser: Browser, house: str) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def says(guest: Page, house: str, text: str, name: str) -> None:
    guest.goto(f"{house}/ask/en/")
    guest.get_by_label("Your wish").fill(text)
    guest.get_by_label("Your name").fill(name)
    guest.get_by_role("button", name="Send the wish").click()
    expect(guest).to_have_url(re.compile("/thanks/"))


def line(page: Page, name: str):
    return page.locator(".line", has=page.get_by_role("heading", name=name))


def test_what_a_guest_says_appears_and_is_read_while_one_looks(page: Page, guest: Page, house: str) -> None:
    says(guest, house, TALK, "Anne")
    page.goto(f"{house}/heard/")
    says(guest, house, WISH, "Peter")
    expect(line(page, "Peter").locator(".says-wish")).to_be_visible()
    expect(line(page, "Peter").locator(".evidence").first).to_contain_text("porterhouse")
    assert page.locator(".line h2").first.inner_text() == "Peter"


def test_everything_is_done_from_the_keyboard(page: Page, guest: Page, house: str) -> None:
    for text, name in ((TALK, "Anne"), (TALK, "Bo"), (WISH, "Peter")):
        says(guest, house, text, name)
    page.goto(f"{house}/heard/")
    expect(line(page, "Peter").locator(".says-wish")).to_be_visible()
    expect(page.get_by_text("being read")).to_have_count(0)

    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(line(page, "Bo")).to_be_focused()
    page.keyboard.press("e")
    page.keyboard.type("Nothing to do, but good to hear.")
    page.keyboard.press("Enter")
    expect(line(page, "Bo")).to_contain_text("Nothing to do, but good to hear.")
    expect(line(page, "Bo")).to_be_focused()

    page.keyboard.press("k")
    expect(line(page, "Peter")).to_be_focused()
    page.keyboard.press("e")
    page.keyboard.type("Impossible, he wants jokes: w j k")
    page.keyboard.press("Enter")
    expect(line(page, "Peter").get_by_role("alert")).to_contain_text("odds")
    expect(line(page, "Peter").get_by_label("Why")).to_have_value("Impossible, he wants jokes: w j k")

    line(page, "Anne").focus()
    page.keyboard.press("r")
    page.keyboard.type("Thank you, Anne.")
    line(page, "Anne").get_by_role("button", name="Send the answer").click()
    expect(line(page, "Anne")).to_contain_text("Nora answered")

    line(page, "Peter").focus()
    page.keyboard.press("w")
    expect(page).to_have_url(re.compile(r"/wishes/\d+/"))


def test_single_keys_can_be_switched_off(page: Page, guest: Page, house: str) -> None:
    says(guest, house, TALK, "Anne")
    page.goto(f"{house}/heard/")
    page.get_by_label("Single keys").uncheck()
    page.reload()
    expect(page.get_by_label("Single keys")).not_to_be_checked()
    page.keyboard.press("j")
    expect(line(page, "Anne")).not_to_be_focused()


@pytest.mark.parametrize(
    ("language", "link", "button", "told"),
    [
        ("en", "Not right?", "Correct it", "The house learns from it tonight"),
        ("nl", "Klopt het niet?", "Verbeteren", "Het huis leert er vannacht van"),
        ("nb", "Stemmer det ikke?", "Rett den", "Huset lærer av det i natt"),
    ],
)
@pytest.mark.parametrize("width", [390, 1440])
def test_a_head_waiter_says_what_a_message_really_means(
    page: Page, guest: Page, house: str, check, language: str, link: str, button: str, told: str, width: int
) -> None:
    says(guest, house, WISH, "Peter")
    page.set_viewport_size({"width": width, "height": 860})
    page.context.add_cookies([{"name": "django_language", "value": language, "url": house}])
    page.goto(f"{house}/heard/")
    expect(line(page, "Peter").locator(".says-wish")).to_be_visible()
    line(page, "Peter").get_by_role("link", name=link).click()
    check(page)
    page.locator("input[name=kind][value=wish]").uncheck()
    page.locator("input[name=kind][value=praise]").check()
    page.locator("select[name^=when-]").select_option("no")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text(told)).to_be_visible()
    expect(page.locator(".says-praise")).to_be_visible()
    expect(page.locator(".says-wish")).to_have_count(0)
    check(page)
    page.get_by_role("link", name=link).click()
    expect(page.locator("select[name^=what-]")).to_have_count(1)
    expect(page.locator("select[name^=when-]")).to_have_count(0)
    page.goto(f"{house}/house/")
    check(page)
