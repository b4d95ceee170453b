"""The answer to *can we?* as a terminal shows it."""

from pathlib import Path

from typer.testing import CliRunner

from hovmester.cli.main import app

HOUSE = Path(__file__).parent.parent.parent / "examples" / "porterhouse.toml"


def shown(text: str) -> str:
    words = ["can-we", text, "--house", str(HOUSE), "--now", "2011-08-17T17:00-04:00", "--language", "en"]
    return CliRunner().invoke(app, words).stdout


def test_an_empty_message_is_headed_by_nothing():
    picture = shown("")
    assert "we do not know what is wished for" in picture
    assert not any(word in picture for word in ("und ", "complaint", "%"))


def test_a_kind_is_named_by_its_word():
    assert "en · cancellation (" in shown("cancel my table")


def test_hours_are_counted_down_on_the_last_day_only():
    assert " left" in shown("can you bring a porterhouse to Newark airport at 20:30?")
    far = shown("can you bring a porterhouse to Newark airport on 24 January 2012 at 19:00?")
    assert "say yes by Tue 24 Jan" in far
    assert " left" not in far
