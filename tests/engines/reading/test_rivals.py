"""Two times or two places in one wish: a correction wins, a choice is asked back."""

import pytest

from tests.engines.reading.cast import heard


@pytest.mark.parametrize(
    ("language", "text", "moment"),
    [
        ("en", "bring a steak to Newark airport at 7 pm, no wait, 9 pm please", "18T21:00"),
        ("en", "bring a steak to Newark airport tomorrow at 7 pm, no wait, 9 pm please", "19T21:00"),
        ("en", "bring a steak to Newark airport at 8pm, not 9pm please", "18T20:00"),
        ("nl", "kunnen jullie om half 8, nee, half 9 een biefstuk naar Schiphol brengen?", "18T20:30"),
        ("nl", "kunnen jullie morgen om half 8, nee, half 9 een biefstuk brengen?", "19T20:30"),
        ("nb", "kan dere komme med en biff til Gardermoen kl 19, nei, kl 20?", "18T20:00"),
    ],
)
def test_the_correction_wins(language, text, moment):
    reading = heard(text, language)
    assert [f"{when.earliest:%dT%H:%M}" for when in reading.when] == [moment]
    assert "when" not in reading.missing


def test_a_corrected_landing_stays_a_landing():
    (when,) = heard("when I land at 7 pm, no wait, 9 pm, bring me a steak at Newark airport", "en").when
    assert (when.event, f"{when.earliest:%H:%M}") == ("landing", "21:00")


@pytest.mark.parametrize(
    "text",
    [
        "a steak to Newark airport, sorry, JFK at 8pm please",
        "a steak at Newark airport at 8pm, no, at JFK please",
    ],
)
def test_the_corrected_place_wins(text):
    reading = heard(text, "en")
    assert [where.iata for where in reading.where] == ["JFK"]
    assert reading.missing == ()


@pytest.mark.parametrize(
    ("language", "text", "missing"),
    [
        ("en", "bring a steak to Newark airport at 8pm or at 9pm please", ("when",)),
        ("en", "bring a steak to Newark airport today or tomorrow please", ("when",)),
        ("en", "bring a steak to Newark airport or JFK at 8pm please", ("where",)),
        ("en", "bring a steak to Newark airport at 8pm or to JFK at 9pm please", ("when", "where")),
        ("en", "bring a steak to Newark airport at 8pm or 20:00 please", ()),
        ("nl", "kunnen jullie een biefstuk naar Schiphol brengen om half 8 of om half 9?", ("when",)),
        ("nb", "kan dere komme med en biff til Gardermoen kl 19 eller kl 20?", ("when",)),
    ],
)
def test_of_two_the_guest_must_choose(language, text, missing):
    reading = heard(text, language)
    assert reading.missing == missing
    assert (reading.ask_back is not None) == bool(missing)
