"""The three wishes of the first story, read exactly."""

from datetime import UTC, datetime

import pytest

from hovmester.engines.reading import read
from hovmester.engines.reading.model import Name, Vocabulary

VOCABULARY = Vocabulary(
    items=(
        Name(key="porterhouse", names=("porterhouse", "porterhouse steak")),
        Name(key="biefstuk", names=("steak", "biefstuk", "biff")),
        Name(key="entrecote", names=("entrecôte", "ribeye")),
    ),
    near=(40.74, -74.03),
)


def test_the_porterhouse_tweet_is_read_exactly():
    text = "Hey @Mortons – can you meet me at Newark airport with a porterhouse when I land in two hours? K, thanks 🙂"
    now = datetime.fromisoformat("2011-08-17T17:00-04:00")
    reading = read(text, vocabulary=VOCABULARY, now=now, zone="America/New_York")
    assert reading.language == "en"
    assert reading.kinds["wish"] > 0.7
    assert reading.joke > 0.5
    (when,) = reading.when
    assert (when.text, when.kind, when.event) == ("when I land in two hours", "event", "landing")
    assert when.earliest == when.latest == datetime.fromisoformat("2011-08-17T19:00-04:00")
    (where,) = reading.where
    assert (where.text, where.iata, where.zone) == ("Newark airport", "EWR", "America/New_York")
    (what,) = reading.what
    assert (what.text, what.item, what.qty) == ("porterhouse", "porterhouse", 1)
    assert reading.flight == ()
    assert (reading.missing, reading.ask_back) == ((), None)


def test_half_acht_on_schiphol_is_read_in_the_zone_of_schiphol():
    now = datetime.fromisoformat("2026-11-18T14:00+01:00")
    reading = read(
        "kunnen jullie me om half acht op Schiphol een biefstuk brengen?",
        vocabulary=VOCABULARY,
        now=now,
        zone="Europe/Amsterdam",
    )
    assert reading.language == "nl"
    assert reading.kinds["wish"] > 0.8
    (when,) = reading.when
    assert (when.text, when.kind) == ("om half acht", "point")
    assert when.earliest == datetime.fromisoformat("2026-11-18T19:30+01:00")
    (where,) = reading.where
    assert (where.text, where.iata) == ("Schiphol", "AMS")
    (what,) = reading.what
    assert (what.text, what.item) == ("biefstuk", "biefstuk")
    assert reading.ask_back is None


def test_om_to_timer_on_gardermoen_is_in_two_hours():
    now = datetime.fromisoformat("2026-11-18T14:00+01:00")
    reading = read(
        "kan dere møte meg på Gardermoen med en entrecôte om to timer?",
        vocabulary=VOCABULARY,
        now=now,
        zone="Europe/Oslo",
    )
    assert reading.language == "nb"
    assert reading.kinds["wish"] > 0.8
    (when,) = reading.when
    assert (when.text, when.kind) == ("om to timer", "point")
    assert when.earliest == datetime.fromisoformat("2026-11-18T16:00+01:00")
    (where,) = reading.where
    assert (where.text, where.iata) == ("Gardermoen", "OSL")
    (what,) = reading.what
    assert (what.text, what.item) == ("entrecôte", "entrecote")
    assert reading.ask_back is None


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("can you bring me something at half past nine to Newark airport?", ("what",)),
        ("kunnen jullie iets lekkers brengen om half negen?", ("what", "where")),
        ("kan dere komme med noe mat til Gardermoen klokka ni?", ("what",)),
    ],
)
def test_something_names_nothing_and_a_time_holds_no_dish(text, missing):
    pasta = Vocabulary(items=(Name(key="pasta", names=("pasta",)),))
    reading = read(text, vocabulary=pasta, now=datetime(2026, 6, 3, 17, tzinfo=UTC), zone="UTC")
    assert reading.what == ()
    assert reading.missing == missing
