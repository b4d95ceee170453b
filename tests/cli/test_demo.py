"""`hovmester demo`, really played, as fast as it goes."""

import json
import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from hovmester.cli.main import main; main()", "demo"]


def environment() -> dict[str, str]:
    """With the address of a real database set: the demo must not touch it."""
    return {name: value for name, value in os.environ.items() if name != "HOVMESTER_HOME"} | {
        "HOVMESTER_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/house"
    }


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    folder = tmp_path_factory.mktemp("demo")
    run = subprocess.run(
        [*COMMAND, "--no-web", "--json", "--speed", "1000000", "--data", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert (run.returncode, run.stderr) == (0, "")
    return [json.loads(line) for line in run.stdout.splitlines()]


def said(day: list[dict[str, str]], verb: str, about: str) -> list[dict[str, str]]:
    return [line for line in day if line.get("verb") == verb and about in line["about"]]


def test_the_porterhouse_is_wished_permitted_driven_handed_over_and_praised(
    day: list[dict[str, str]],
) -> None:
    verbs = [line["verb"] for line in day if "Porterhouse" in line.get("about", "")]
    story = ["heard", "answered", "asked", "answered", "permitted", "started", "started", "done"]
    assert verbs == [*story, "handed-over", "kept", "outcome"]
    (answered, _again) = said(day, "answered", "Porterhouse")
    assert "say yes by 18:0" in answered["text"]
    (outcome,) = said(day, "outcome", "Porterhouse")
    assert "Oh. My. God." in outcome["text"]


def test_the_day_holds_one_of_every_ending(day: list[dict[str, str]]) -> None:
    assert day[-1]["ended"] == {
        "kept": 3,
        "missed": 1,
        "still running": 0,
        "declined with a reason": 1,
        "let go by name of a rule": 1,
        "still open": 0,
    }
    assert said(day, "trouble", "stadium")[0]["text"].endswith("going round by Moonachie Road")
    assert "late" in said(day, "missed", "stadium")[0]["text"]
    assert said(day, "let-go", "burger")[0]["who"] == "the house"
    assert "Boston" in said(day, "declined", "Boston")[0]["text"]


def test_a_salad_whose_bike_has_a_flat_tyre_goes_by_car(day: list[dict[str, str]]) -> None:
    told = [line for line in day if "salad" in line.get("about", "").lower()]
    told = [line for line in told if line["verb"] in STORY_OF_THE_SALAD and "make" not in line["text"]]
    assert [line["verb"] for line in told] == STORY_OF_THE_SALAD
    trouble, _found, _moved, driven, _kept = told
    assert (trouble["who"], driven["who"]) == ("Ben", "Alex")


STORY_OF_THE_SALAD = ["trouble", "suggested", "replanned", "started", "kept"]


def test_nothing_went_otherwise_than_written(day: list[dict[str, str]]) -> None:
    """What the world does is told; a refusal told in its place would mean that the script no longer fits."""
    happens = [line["text"] for line in day if line.get("verb") == "happens"]
    assert happens == [
        "A phone is switched off; a plane leaves its gate in Tampa.",
        "The plane from Tampa lands at Newark.",
    ]


def test_the_clock_of_the_day_never_goes_back(day: list[dict[str, str]]) -> None:
    moments = [line["at"] for line in day if "at" in line]
    assert moments == sorted(moments)
    assert moments[0].startswith("2011-08-17T14:40")


def test_a_folder_with_a_house_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "house.sqlite3").touch()
    run = subprocess.run([*COMMAND, "--data", str(tmp_path)], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "holds a house already" in run.stderr


@pytest.fixture
def running(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The links of a demo that is being played."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*COMMAND, "--json", "--speed", "120", "--port", str(port), "--data", str(tmp_path / "data")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["links"]
        process.terminate()


def test_one_can_watch_it_in_a_browser(running: dict[str, str]) -> None:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    link = running["Nora"]
    page = browser.open(link).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    board = browser.open(link, f"csrfmiddlewaretoken={token[1]}".encode())
    assert board.status == 200
    assert "Wed 14:" in board.read().decode()
