"""The arrows between the rooms, and what the project promises of itself, held by tests."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_every_arrow_between_the_rooms_points_one_way():
    result = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("engine", ["reading", "promising", "unsaid"])
def test_an_engine_is_importable_alone_and_loads_no_web(engine):
    web = ("django", "ninja", "typer")
    code = f"import sys, hovmester.engines.{engine}; print(*[m for m in {web} if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""


def test_no_lock_file_names_a_server():
    for lock in (ROOT / "requirements").glob("*.lock"):
        assert "://" not in lock.read_text(), f"{lock.name} names an address"


def test_every_dependency_says_why_it_is_here():
    text = (ROOT / "pyproject.toml").read_text()
    block = text[text.index("\ndependencies = [") : text.index("\n]", text.index("\ndependencies = ["))]
    for line in block.splitlines()[2:]:
        assert re.search(r'^\s+".*",\s+# \S', line), f"no reason given: {line.strip()}"


def test_every_dependency_is_pinned_with_hashes():
    locked = (ROOT / "requirements" / "run.lock").read_text()
    for wanted in PROJECT["project"]["dependencies"]:
        name = re.split(r"[\[<>=]", wanted)[0].lower()
        assert re.search(rf"^{re.escape(name)}(\[.*\])?==", locked, re.MULTILINE), (
            f"{name} is not in run.lock"
        )


def test_every_text_has_its_words_in_every_language():
    result = subprocess.run(
        [sys.executable, ROOT / "scripts" / "words.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_command_is_in_the_readme_or_the_docs():
    from hovmester.cli.main import COMMANDS

    told = "".join(path.read_text() for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
    for command in COMMANDS:
        assert f"hovmester {command}" in told, f"`hovmester {command}` is described nowhere"
