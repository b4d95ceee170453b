"""A courier is stuck; the Board says who could go instead, and one button does so, with JavaScript or without it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import opened
from tests.browser.house import PASSWORD


@pytest.fixture
def held_up_house(tmp_path: Path) -> Iterator[str]:
    with opened(tmp_path, "held-up") as address:
        yield address


@pytest.mark.parametrize(
    ("java_script_enabled", "width"), [(True, 390), (False, 1440)], ids=["phone", "no-javascript"]
)
def test_who_could_go_instead_is_said_and_done(
    browser: Browser,
    held_up_house: str,
    check: Callable[[Page], None],
    *,
    java_script_enabled: bool,
    width: int,
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        java_script_enabled=java_script_enabled,
        base_url=held_up_house,
        locale="en-GB",
    )
    page = context.new_page()
    page.goto("/sign-in/")
    page.get_by_label("Your short name").fill("nora")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    button = page.get_by_role("button", name="Do so")
    for _ in range(40):  # the worker looks once a second
        if button.count():
            break
        page.wait_for_timeout(500)
        page.goto("/")
    expect(page.get_by_text("Alex could take it")).to_be_visible()
    if java_script_enabled:  # axe is JavaScript
        check(page)
    button.click()
    page.wait_for_url("**/promises/*/")
    expect(page.get_by_text("Those whose steps changed have been told.")).to_be_visible()
    expect(page.locator(".steps-list li").filter(has_text="Drive there")).to_contain_text("Alex")
    expect(page.get_by_role("button", name="Do so")).to_have_count(0)
    if java_script_enabled:
        check(page)
    context.close()
