"""What the pages carry of others: as recorded, with its licence, and nothing more."""

import importlib.util
import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
SPEC = importlib.util.spec_from_file_location("vendor", ROOT / "scripts" / "vendor.py")
vendor = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(vendor)
KEPT = {path.name for path in vendor.VENDOR.iterdir()}
RECORDED = {here for package in vendor.PACKAGES for here in package.files.values()}


def test_everything_recorded_is_there_and_nothing_else():
    assert RECORDED | {"icons.svg", "alpine-csp.LICENSE"} == KEPT


def test_each_package_comes_with_its_licence():
    assert {name for name in KEPT if name.endswith(".LICENSE")} == {
        "htmx.LICENSE",
        "alpine-csp.LICENSE",
        "source-sans-3.LICENSE",
        "source-serif-4.LICENSE",
        "lucide.LICENSE",
    }


def test_htmx_is_the_version_recorded():
    (htmx,) = [package for package in vendor.PACKAGES if package.name == "htmx.org"]
    assert f'version:"{htmx.version}"' in (vendor.VENDOR / "htmx.min.js").read_text()


def test_fonts_are_fonts_and_all_are_used():
    tokens = (vendor.VENDOR.parent / "tokens.css").read_text()
    for name in (name for name in KEPT if name.endswith(".woff2")):
        assert (vendor.VENDOR / name).read_bytes()[:4] == b"wOF2"
        assert f'url("vendor/{name}")' in tokens


def test_every_icon_a_page_asks_for_is_in_the_sprite():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (vendor.VENDOR / "icons.svg").read_text()))
    house = ROOT / "src/hovmester/house"
    asked = {
        name
        for path in house.glob("*/templates/**/*.html")
        for name in re.findall(r'{% icon "([\w-]+)" %}', path.read_text())
    }
    asked |= set(re.findall(r'icon="([\w-]+)"', (house / "web/rooms.py").read_text()))
    assert drawn == asked == set(vendor.ICONS)
