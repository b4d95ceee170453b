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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "not at 7 but at 9 please bring a steak to Grand Central"),
        ("nl", "niet om 7 uur maar om 9 uur graag een biefstuk naar theater Carré"),
        ("nb", "ikke klokka 7, men klokka 9, ta med en biff til operahuset"),
    ],
)
def test_not_at_seven_but_at_nine_is_at_nine(language, text):
    reading = heard(text, language)
    assert [f"{when.earliest:%H:%M}" for when in reading.when] == ["21:00"]
    assert reading.missing == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Could you bring a steak to Grand Central, Newark airport at 7?"),
        ("nl", "Kunnen jullie om 7 uur een biefstuk brengen op Schiphol, theater Carré?"),
        ("nb", "Kan dere ta med en biff til operahuset, Gardermoen klokka 7?"),
    ],
)
def test_of_two_places_without_an_or_one_is_asked_for(language, text):
    assert heard(text, language).missing == ("where",)


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "I land at Newark at 7, can you bring a steak to Grand Central?", "central"),
        (
            "nl",
            "Ik land om 7 uur op Schiphol, kunnen jullie een biefstuk naar theater Carré brengen?",
            "carre",
        ),
        ("nb", "Jeg lander på Gardermoen klokka 7, kan dere ta med en biff til operahuset?", "opera"),
    ],
)
def test_where_somebody_only_lands_is_not_where_they_are_met(language, text, place):
    reading = heard(text, language)
    assert [where.place for where in reading.where] == [place]
    assert "where" not in reading.missing


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "please bring two and a half steaks"),
        ("nl", "graag twee en een halve biefstuk"),
        ("nb", "kan dere ta med to og en halv biff?"),
    ],
)
def test_two_and_a_half_steaks_are_three(language, text):
    assert [what.qty for what in heard(text, language).what] == [3]


def test_a_city_and_its_airport_are_one_place():
    reading = heard("can you bring a porterhouse to Chicago O'Hare airport at 19:30?")
    assert [(where.text, where.iata) for where in reading.where] == [("Chicago O'Hare airport", "ORD")]
    assert reading.missing == ()
