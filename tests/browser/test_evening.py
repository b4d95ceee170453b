"""The evening of the porterhouse, from the guest's words to the guest's next words, as people press it."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.house import PASSWORD

WISH = "Hey @Mortons – can you meet me at Newark airport with a porterhouse when I land in two hours? K, thanks 🙂"
THANKS = "Oh. My. God. I do not believe it. He stood there with a porterhouse!"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    name: str
    width: int
    height: int
    scripts: bool = True


WINDOWS = (
    Window(name="desk", width=1440, height=900),
    Window(name="phone", width=390, height=844),
    Window(name="without-javascript", width=1440, height=900, scripts=False),
)


@pytest.fixture(params=WINDOWS, ids=lambda window: window.name)
def window(request: pytest.FixtureRequest) -> Window:
    return request.param


@pytest.fixture
def page(window: Window, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": window.width, "height": window.height},
        java_script_enabled=window.scripts,
        has_touch=window.width < 600,
        locale="en-GB",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == [], "the browser complained"


@pytest.fixture
def look(page: Page, window: Window, check: Callable[[Page], None]) -> Callable[[], None]:
    """Every page the evening comes through is looked at; axe itself is a script."""
    return lambda: check(page) if window.scripts else None


def test_the_whole_evening(page: Page, house: str, look: Callable[[], None]) -> None:
    guest_asks(page, house, WISH, look)
    sign_in(page, house, "nora", look)
    hear(page, house, look)
    say_yes(page, look)
    carriers = who_carries(page)
    promise = page.url
    sign_out(page)
    for name, steps in carriers:
        sign_in(page, house, name.lower(), look)
        for _ in range(steps):
            carry(page, house, look)
        sign_out(page)
    guest_asks(page, house, THANKS, look)
    sign_in(page, house, "nora", look)
    write_down_the_outcome(page, promise, look)


def guest_asks(page: Page, house: str, text: str, look: Callable[[], None]) -> None:
    page.goto(f"{house}/ask/en/")
    look()
    page.get_by_label("Your wish").fill(text)
    page.get_by_label("Your name").fill("Peter")
    page.get_by_label("How can we answer you?").fill("peter@example.org")
    page.get_by_role("button", name="Send the wish").click()
    expect(page.get_by_role("heading", name="We have your wish")).to_be_visible()
    look()


def sign_in(page: Page, house: str, key: str, look: Callable[[], None]) -> None:
    page.goto(f"{house}/sign-in/")
    look()
    page.get_by_label("Your short name").fill(key)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{house}/")
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": house}])
    page.reload()
    look()


def sign_out(page: Page) -> None:
    page.locator(".menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/sign-in/"))


def hear(page: Page, house: str, look: Callable[[], None]) -> None:
    page.goto(f"{house}/heard/")
    message = page.get_by_role("article").filter(has_text="Newark airport")
    expect(message).to_be_visible()
    look()
    message.get_by_role("button", name="Make it a wish").click()
    expect(page).to_have_url(re.compile(r"/wishes/\d+/"))
    expect(
        page.get_by_text("said as a joke").or_(page.get_by_role("button", name="Work out the odds"))
    ).to_be_visible()
    if page.get_by_role("button", name="Work out the odds").is_visible():
        page.get_by_role("button", name="Work out the odds").click()


def say_yes(page: Page, look: Callable[[], None]) -> None:
    expect(page.get_by_role("heading", name="Can we?")).to_be_visible()
    expect(page.locator(".verdict")).to_have_text(re.compile(r"Yes – \d+ in \d+"))
    expect(page.locator("mark").filter(has_text="porterhouse")).to_contain_text("WHAT")
    expect(page.get_by_text("say yes by")).to_be_visible()
    look()
    page.get_by_role("button", name="Give permission").click()
    expect(page).to_have_url(re.compile(r"/promises/\d+/"))
    expect(page.get_by_text("Promised.")).to_be_visible()
    look()


def who_carries(page: Page) -> list[tuple[str, int]]:
    """Names in the order of their first step, with how many steps in a row each has, without the yes itself."""
    names = [
        text.split("·")[0].strip()
        for text in page.locator(".steps-list .steps-what > .small").all_inner_texts()
    ]
    carried = names[1:]
    return [(name, carried.count(name)) for name in dict.fromkeys(carried)]


def carry(page: Page, house: str, look: Callable[[], None]) -> None:
    page.goto(f"{house}/steps/")
    look()
    if page.get_by_role("button", name="Hand it over").is_visible():
        hand_over(page, look)
        return
    what = page.locator(".step-what").inner_text()
    page.locator(".step-press .button.do").click()
    expect(page.get_by_text("begun")).to_be_visible()
    expect(page.locator(".step-what")).to_have_text(what)
    page.locator(".step-press .button.do").click()
    expect(page.locator(".step-what").filter(has_text=what)).to_have_count(0)


def hand_over(page: Page, look: Callable[[], None]) -> None:
    page.get_by_label("Note").fill("He laughed out loud.")
    page.get_by_label("Photo").set_input_files(
        {"name": "door-b.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    page.get_by_role("button", name="Hand it over").click()
    expect(page.get_by_text("Handed over. Thank you.")).to_be_visible()
    expect(page.get_by_text("He laughed out loud.")).to_be_visible()
    expect(page.get_by_role("img", name="The handover")).to_be_visible()
    look()


def write_down_the_outcome(page: Page, promise: str, look: Callable[[], None]) -> None:
    page.goto(promise)
    suggestion = page.locator("form.suggested").filter(has_text="Oh. My. God.")
    expect(suggestion).to_be_visible()
    look()
    suggestion.get_by_label("delighted").check()
    suggestion.get_by_role("button", name="Yes, link it").click()
    expect(page.get_by_text("Written down.")).to_be_visible()
    expect(page.get_by_text("delighted · written down by Nora")).to_be_visible()
    expect(page.locator(".timeline")).to_contain_text("handed it over")
    page.goto(promise + "entries/?about=p")
    expect(page.locator(".timeline .about").first).to_be_visible()
    look()


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (120, 90), "#7A1F2B").save(out, "JPEG")
    return out.getvalue()
