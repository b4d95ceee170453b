"""The pictures of the README, taken in a real browser of a house in the middle of a busy evening.

python -m tests.browser.pictures     writes docs/pictures/
"""

import io
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import opened
from tests.browser.house import PASSWORD

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
COLOURS = 128  # few enough for small files; the pages use few


def main() -> None:
    chromium = shutil.which("chromium") or sys.exit("install chromium first")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        sync_playwright() as playwright,
        tempfile.TemporaryDirectory() as home,
        opened(Path(home), "busy") as house,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for look in ("light", "dark"):
            page = signed_in(browser, house, "nora", look=look)
            keep(page, f"board-{look}")
            page.get_by_role("link", name="Porterhouse steak").first.click()
            page.wait_for_load_state("networkidle")
            keep(page, f"wish-{look}")
        page.get_by_role("button", name="Give permission").click()
        page.wait_for_load_state("networkidle")
        row = page.locator(".steps-list li").filter(has_text="Drive there").locator(".steps-what > .small")
        driver = row.inner_text().split("·")[0].strip().lower()
        for look in ("light", "dark"):
            page = signed_in(browser, house, driver, look=look, width=390, height=760)
            page.goto("/steps/")
            keep(page, f"my-steps-{look}")
        browser.close()


def signed_in(
    browser: Browser, house: str, key: str, *, look: str, width: int = 1280, height: int = 860
) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=look, base_url=house, locale="en-GB"
    )
    page = context.new_page()
    page.goto("/sign-in/")
    page.get_by_label("Your short name").fill(key)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{house}/")
    context.add_cookies([{"name": "django_language", "value": "en", "url": house}])
    page.reload()
    if page.get_by_role("button", name="Got it").is_visible():
        page.get_by_role("button", name="Got it").click()
    page.wait_for_load_state("networkidle")
    return page


def keep(page: Page, name: str) -> None:
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
