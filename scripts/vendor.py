"""Fetch the few files of others that the pages carry, and keep them in the package with their licences.

Each package is fetched with `npm pack` at the version below and refused if its contents are not those of the
hash below; npm is needed for this script alone, never to run or build a house. To take a newer version: change
version and integrity (`npm view NAME@VERSION dist.integrity`), run `python scripts/vendor.py`, look at the pages.
"""

import base64
import hashlib
import re
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).parent.parent / "src/hovmester/house/web/static/web/vendor"

# Icons stand beside a word, never instead of one; add one here only with the word it stands beside.
ICONS = [
    "camera",
    "check",
    "clipboard-list",
    "ear",
    "footprints",
    "handshake",
    "hourglass",
    "house",
    "languages",
    "log-out",
    "message-circle",
    "navigation",
    "play",
    "rotate-cw",
    "sun-moon",
    "triangle-alert",
    "undo-2",
    "user",
    "x",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    name: str
    version: str
    integrity: str  # as npm states it: sha512 of the packed file
    files: dict[str, str]  # path in the package -> name here


PACKAGES = (
    Package(
        name="htmx.org",
        version="2.0.11",
        integrity="sha512-Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4gJgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==",
        files={"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx.LICENSE"},
    ),
    Package(
        name="@alpinejs/csp",
        version="3.17.4",
        integrity="sha512-SlRXmqO6kYhnxlg+99etmuzJtE9Lk4QbKjBHqerXzaMflJqoJXdz/SI3IvHJGZ/vRVyC3bR0SSBz40oY7goBeg==",
        files={
            "dist/cdn.min.js": "alpine-csp.min.js"
        },  # the package holds no licence file: alpine-csp.LICENSE
    ),
    Package(
        name="@fontsource-variable/source-sans-3",
        version="5.3.0",
        integrity="sha512-dpi0GZk7EQe2tYpg6Q0Fx0OmUgnuGu+0rHPgtXqtKhglYmJuP7jZ12Mu1uN+NfRaJRY1Emn8AQJEWzmoZ4wa9g==",
        files={
            "files/source-sans-3-latin-wght-normal.woff2": "source-sans-3-latin.woff2",
            "files/source-sans-3-latin-wght-italic.woff2": "source-sans-3-latin-italic.woff2",
            "files/source-sans-3-latin-ext-wght-normal.woff2": "source-sans-3-latin-ext.woff2",
            "LICENSE": "source-sans-3.LICENSE",
        },
    ),
    Package(
        name="@fontsource-variable/source-serif-4",
        version="5.3.1",
        integrity="sha512-4Rtay22SC4lMvw11r/+9kxANB6P3M0X8s1NudBC2v0J1KU2y3DcMoNcT3lBoZ/CqLirzf+StlO6UlJilyrvaUg==",
        files={
            "files/source-serif-4-latin-wght-normal.woff2": "source-serif-4-latin.woff2",
            "files/source-serif-4-latin-wght-italic.woff2": "source-serif-4-latin-italic.woff2",
            "files/source-serif-4-latin-ext-wght-normal.woff2": "source-serif-4-latin-ext.woff2",
            "LICENSE": "source-serif-4.LICENSE",
        },
    ),
    Package(
        name="lucide-static",
        version="1.62.0",
        integrity="sha512-WBZA/m2PvkFpMGHDtsBck5P2A9G4ehLlYu4GwwICcmEm1BvYVgj00lCDxKRWLlbMlOibLaiwdQ88G5pHkSWgwA==",
        files={"LICENSE": "lucide.LICENSE"},
    ),
)


def main() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        with tempfile.TemporaryDirectory() as place, fetch(package, Path(place)) as archive:
            for inside, here in package.files.items():
                (VENDOR / here).write_bytes(read(archive, inside))
            if package.name == "lucide-static":
                (VENDOR / "icons.svg").write_text(sprite(archive))


def fetch(package: Package, place: Path) -> tarfile.TarFile:
    wanted = f"{package.name}@{package.version}"
    subprocess.run(["npm", "pack", "--silent", wanted], cwd=place, check=True, capture_output=True)
    (packed,) = place.glob("*.tgz")
    digest = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != package.integrity:
        raise SystemExit(f"{wanted} is not what it was: expected {package.integrity}, got sha512-{digest}")
    return tarfile.open(packed)


def read(archive: tarfile.TarFile, inside: str) -> bytes:
    file = archive.extractfile(f"package/{inside}")
    if file is None:
        raise SystemExit(f"{inside} is not a file of the package")
    return file.read()


def sprite(archive: tarfile.TarFile) -> str:
    """All icons in one file of symbols; stroke and size come from the page's own stylesheet."""
    symbols = []
    for name in ICONS:
        drawing = re.search(r"<svg[^>]*>(.*)</svg>", read(archive, f"icons/{name}.svg").decode(), re.DOTALL)
        if drawing is None:
            raise SystemExit(f"icons/{name}.svg holds no drawing")
        paths = " ".join(drawing[1].split())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{paths}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


if __name__ == "__main__":
    main()
