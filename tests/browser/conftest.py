"""A real Chromium against a real house, each test with a house of its own.

Where no Chromium is found the tests are skipped and say so; with HOVMESTER_BROWSER_MUST_RUN=1 they fail instead.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
GRAVE = {"serious", "critical"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = (
        os.environ.get("HOVMESTER_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if path is None:
        missing = "no Chromium was found; install Debian's chromium, or name one in HOVMESTER_CHROMIUM"
        if os.environ.get("HOVMESTER_BROWSER_MUST_RUN") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        # In a container Chromium runs as root, where its own sandbox cannot.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(home: Path, evening: str) -> Iterator[str]:
    """The address of a house that lives through `evening` in a process of its own (`tests.browser.house`)."""
    environment = os.environ | {
        "HOVMESTER_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "hovmester.house.settings",
    }
    environment.pop("HOVMESTER_DATABASE_URL", None)
    command = [sys.executable, "-m", "tests.browser.house", evening]
    with (home / "log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True
        )
        with process:
            try:
                assert process.stdout is not None
                address = process.stdout.readline().strip()
                assert address, f"the house did not open: {(home / 'log').read_text()}"
                yield address
            finally:
                process.kill()  # it has nothing to save


@pytest.fixture
def house(tmp_path: Path) -> Iterator[str]:
    """Its address: the sample house at five on the Wednesday of the porterhouse."""
    with opened(tmp_path, "quiet") as address:
        yield address


@pytest.fixture(scope="session")
def busy_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address: eight minutes later, promises running and wishes waiting. Only looked at, so one serves all."""
    with opened(tmp_path_factory.mktemp("busy"), "busy") as address:
        yield address


@pytest.fixture
def check() -> Callable[[Page], None]:
    """Nothing serious on this page, by the rules of axe, and nothing wider than the window."""
    axe = Axe()

    def check(page: Page) -> None:
        found = axe.run(page).response
        grave = [violation for violation in found["violations"] if violation["impact"] in GRAVE]
        assert found["passes"], "axe looked at nothing"
        assert not grave, [(v["id"], v["help"], [node["html"] for node in v["nodes"]]) for v in grave]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} px wider than its window"

    return check
