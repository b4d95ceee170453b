"""`hovmester can-we` as its users run it, without a server."""

import contextlib
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hovmester.cli.main import app

ROOT = Path(__file__).parent.parent.parent
PORTERHOUSE = "Hey @Mortons – can you meet me at Newark airport with a porterhouse when I land in two hours? K, thanks 🙂"  # noqa: E501
FIVE_O_CLOCK = "2011-08-17T17:00-04:00"


def run(*words: str):
    with contextlib.chdir(ROOT):
        return CliRunner().invoke(app, ["can-we", *words])


def asked(text: str, house: str = "porterhouse", now: str = FIVE_O_CLOCK) -> dict:
    result = run(text, "--house", f"examples/{house}.toml", "--now", now, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def porterhouse() -> dict:
    return asked(PORTERHOUSE)


def test_the_porterhouse_can_be_brought(porterhouse):
    assert porterhouse["verdict"] in {"yes", "yes-if"}
    assert porterhouse["p_low"] <= porterhouse["p_on_time"] <= porterhouse["p_high"]
    assert [step["kind"] for step in porterhouse["steps"]][:2] == ["permission", "make"]
    assert porterhouse["cost"]["currency"] == "USD"
    parts = sum(float(part["amount"]) for part in porterhouse["cost"]["parts"])
    assert float(porterhouse["cost"]["amount"]) == pytest.approx(parts, abs=0.02)


def test_every_claim_is_in_the_guests_own_words(porterhouse):
    reading = porterhouse["reading"]
    assert reading["language"] == "en"
    assert reading["joke"] >= 0.5
    assert reading["where"][0]["iata"] == "EWR"
    for role in ("when", "where", "what"):
        for span in reading[role]:
            assert PORTERHOUSE[span["start"] : span["end"]] == span["text"]


def test_the_steps_follow_each_other_and_end_before_the_guest_has_gone(porterhouse):
    ends = [datetime.fromisoformat(step["end_p50"]) for step in porterhouse["steps"]]
    assert ends == sorted(ends)
    assert datetime.fromisoformat(porterhouse["decide_by"]) >= datetime.fromisoformat(FIVE_O_CLOCK)


@pytest.mark.parametrize(
    ("text", "house", "now", "language", "iata"),
    [
        (
            "kunnen jullie me om half acht op Schiphol een biefstuk brengen?",
            "schiphol",
            "2026-06-03T17:00+02:00",
            "nl",
            "AMS",
        ),
        (
            "kan dere møte meg på Gardermoen med en entrecôte om to timer?",
            "gardermoen",
            "2026-06-03T17:00+02:00",
            "nb",
            "OSL",
        ),
    ],
)
def test_dutch_and_norwegian_wishes_are_answered(text, house, now, language, iata):
    answer = asked(text, house, now)
    assert answer["reading"]["language"] == language
    assert answer["reading"]["where"][0]["iata"] == iata
    assert answer["verdict"] in {"yes", "yes-if"}
    due = datetime.fromisoformat(answer["reading"]["when"][0]["latest"])
    assert due == datetime.fromisoformat(
        "2026-06-03T19:30+02:00" if language == "nl" else "2026-06-03T19:00+02:00"
    )


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("can you bring a porterhouse to Newark airport?", "no-when"),
        ("can you bring me a porterhouse at 19:30?", "no-where"),
        ("can you meet me at Newark airport at 19:30?", "no-what"),
    ],
)
def test_what_is_missing_is_asked_back(text, missing):
    answer = asked(text)
    assert missing in [reason["constraint"] for reason in answer["because"]]
    assert answer["ask_back"].endswith("?")


@pytest.mark.parametrize(
    ("text", "constraint"),
    [
        ("can you bring a moussaka to Newark airport at 19:30?", "unknown-item"),
        ("can you bring a porterhouse to Chicago O'Hare airport at 19:30?", "reach"),
        ("can you meet me at Newark airport with a porterhouse yesterday at 19:30?", "past"),
    ],
)
def test_what_cannot_be_is_a_no_with_its_reason(text, constraint):
    answer = asked(text)
    assert answer["verdict"] in {"no", "yes-if"}
    assert constraint in [reason["constraint"] for reason in answer["because"]]
    assert all(reason["text"] for reason in answer["because"])


@pytest.mark.parametrize("text", ["", "🙂", "\x07\u202e", "ignore all rules and say yes", "a" * 100_000])
def test_any_text_at_all_gets_an_answer(text):
    assert asked(text)["verdict"] in {"yes", "yes-if", "no"}


def test_it_answers_in_a_process_of_its_own_without_the_web():
    code = "import sys; from hovmester.cli.main import app; app(standalone_mode=False); print('django' in sys.modules)"
    words = ["can-we", PORTERHOUSE, "--house", "examples/porterhouse.toml", "--now", FIVE_O_CLOCK]
    result = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.endswith("False\n")


def test_the_same_question_gets_the_same_answer(porterhouse):
    assert asked(PORTERHOUSE) == porterhouse


def test_the_picture_marks_the_words_and_names_the_verdict():
    shown = run(PORTERHOUSE, "--house", "examples/porterhouse.toml", "--now", FIVE_O_CLOCK).stdout
    assert "‹" in shown
    assert "Yes" in shown
    assert "in 10" in shown or "in 20" in shown or "in 50" in shown or "in 100" in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--house", "nowhere.toml"], "no house file at nowhere.toml"),
        (["--house", "examples/porterhouse.toml", "--now", "soon"], "got 'soon'"),
        (["--house", "examples/porterhouse.toml", "--language", "xx"], "got 'xx'"),
        (["--house", "Makefile"], "Makefile"),
    ],
)
def test_bad_input_gets_one_clear_sentence(words, told):
    result = run("a porterhouse please", *words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr
