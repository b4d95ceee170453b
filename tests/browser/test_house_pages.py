"""The House pages as the owner uses them: on a phone and a desk, light and dark, and without JavaScript."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.house import PASSWORD

PAGES = (
    "",
    "menu/",
    "menu/porterhouse/",
    "people/",
    "people/alex/",
    "shifts/",
    "shifts/alex/",
    "stock/",
    "stations/",
    "vehicles/",
    "hours/",
    "hours/hackensack/",
    "places/ewr/",
    "settings/",
    "authority/",
    "file/",
)


@pytest.fixture(params=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Browser, busy_house: str) -> Iterator[Page]:
    """The owner, signed in; the phone is light, the desk dark."""
    phone = request.param == "phone"
    context = browser.new_context(
        viewport={"width": 390, "height": 844} if phone else {"width": 1440, "height": 900},
        color_scheme="light" if phone else "dark",
        locale="en-GB",
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    sign_in(page, busy_house)
    yield page
    context.close()
    assert said == [], "the browser complained"


def sign_in(page: Page, house: str) -> None:
    page.goto(f"{house}/sign-in/")
    page.get_by_label("Your short name").fill("walter")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{house}/")


def test_nothing_serious_is_found_on_any_page(
    page: Page, busy_house: str, check: Callable[[Page], None]
) -> None:
    for path in PAGES:
        page.goto(f"{busy_house}/house/{path}")
        check(page)


def test_the_owner_keeps_the_house_without_javascript(browser: Browser, house: str, tmp_path: Path) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="en-GB"
    )
    page = context.new_page()
    sign_in(page, house)
    a_dish_becomes_dearer(page, house)
    the_stock_is_counted(page, house)
    somebody_works_longer(page, house)
    the_house_goes_out_and_comes_back(page, house, tmp_path)
    context.close()


def a_dish_becomes_dearer(page: Page, house: str) -> None:
    page.goto(f"{house}/house/menu/")
    page.get_by_role("link", name="Broiled salmon").click()
    page.get_by_label("Price").fill("-2")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("got -2")).to_be_visible()
    page.get_by_label("Price").fill("41.50")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("US$41.50")).to_be_visible()


def the_stock_is_counted(page: Page, house: str) -> None:
    page.goto(f"{house}/house/stock/")
    page.get_by_label("Oysters on ice").fill("0")
    page.get_by_role("button", name="Write the count down").click()
    page.goto(f"{house}/house/menu/")
    expect(page.get_by_role("listitem").filter(has_text="Oysters on ice")).to_contain_text("0 left")


def somebody_works_longer(page: Page, house: str) -> None:
    page.goto(f"{house}/house/shifts/")
    page.get_by_role("link", name="Change Alex’s shifts").click()
    page.get_by_label("Shifts").fill("tue-sat 15:00-23:45")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("15:00–23:45").first).to_be_visible()


def the_house_goes_out_and_comes_back(page: Page, house: str, folder: Path) -> None:
    page.goto(f"{house}/house/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Write it down").click()
    file = folder / "house.toml"
    download.value.save_as(file)
    text = file.read_text()
    assert "price = 41.50" in text
    file.write_text(text.replace("price = 41.50", "price = much"))
    load_file(page, file)
    expect(page.get_by_text("Nothing was changed")).to_be_visible()
    file.write_text(text.replace("price = 41.50", "price = 40"))
    load_file(page, file)
    expect(page.get_by_text("1 thing changed.")).to_be_visible()


def load_file(page: Page, file: Path) -> None:
    page.goto(f"{page.url.split('/house/')[0]}/house/file/")
    page.get_by_label("House file").set_input_files(file)
    page.get_by_role("button", name="Load the file").click()
