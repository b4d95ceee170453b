"""Numbers and words that are no time: prices, dates no calendar has, halves of a dish."""

import pytest

from tests.engines.reading.cast import heard


def moments(reading):
    return [(when.text, f"{when.latest:%dT%H:%M}") for when in reading.when]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("nl", "kunnen jullie voor 20 euro om acht uur een biefstuk brengen?", "om acht uur"),
        ("nl", "kunnen jullie voor twintig euro om acht uur een biefstuk brengen?", "om acht uur"),
        ("nl", "kunnen jullie voor €20 om acht uur een biefstuk brengen?", "om acht uur"),
        ("nl", "kunnen jullie voor 4 personen om acht uur een biefstuk brengen?", "om acht uur"),
        ("en", "can you bring a steak for $20 at 8pm?", "at 8pm"),
        ("en", "can you bring a steak at 8, €20 is fine?", "at 8"),
        ("nb", "kan dere komme med en biff for 20 kr klokka 20?", "klokka 20"),
    ],
)
def test_a_price_is_no_time(language, text, said):
    reading = heard(text, language)
    assert moments(reading) == [(said, "18T20:00")]
    assert [(what.item, what.qty) for what in reading.what] == [("steak", 1)]


def test_a_price_counts_no_dishes():
    (what,) = heard("bring me the $20 porterhouse at 8pm", "en").what
    assert (what.item, what.qty) == ("porterhouse", 1)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "can you bring a steak to Newark airport on 31 february at 8pm?"),
        ("en", "can you bring a steak to Newark airport on February 30th at 8pm?"),
        ("nl", "kunnen jullie op 31 februari een biefstuk naar Schiphol brengen?"),
        ("nb", "kan dere komme med en biff til Gardermoen den 31. februar?"),
    ],
)
def test_a_date_no_year_has_is_no_time(language, text):
    reading = heard(text, language)
    assert reading.when == ()
    assert reading.missing == ("when",)


@pytest.mark.parametrize(
    ("text", "moments_said"),
    [
        ("bring two and a half porterhouses to Newark airport please", []),
        ("bring a steak at half past midnight please", [("at half past midnight", "19T00:30")]),
        ("bring a steak at half past noon please", [("at half past noon", "19T12:30")]),
    ],
)
def test_a_half_is_of_an_hour_only_beside_one(text, moments_said):
    assert moments(heard(text, "en")) == moments_said
