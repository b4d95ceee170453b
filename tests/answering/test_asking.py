"""What the guest has left open or refused is no part of the wish."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from hovmester.answering import asking, can_we
from hovmester.answering.vocabulary import vocabulary
from hovmester.engines.reading import read
from hovmester.housefile import load
from hovmester.housefile.samples import sample

HOUSE = load(sample())
NOW = datetime(2026, 6, 3, 17, tzinfo=ZoneInfo("America/New_York"))


def wished(text):
    reading = read(text, vocabulary=vocabulary(HOUSE), now=NOW, zone="America/New_York")
    return asking.wish(reading, HOUSE, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "can you bring a porterhouse to Newark airport at 7pm or at 9pm?",
        "can you bring a porterhouse to Newark airport or to JFK at 9pm?",
        "no porterhouse at Newark airport at 9pm please",
    ],
)
def test_the_engine_is_not_asked_what_the_guest_has_not_settled(text):
    assert wished(text) is None


def test_of_a_refused_dish_and_another_only_the_other_is_asked():
    (wanted,) = wished("no porterhouse please, just a salad at Newark airport at 8pm").wanted
    assert (wanted.item, wanted.qty) == ("salad", 1)


def test_the_time_beside_a_flight_is_when_it_lands_not_when_the_guest_stands_there():
    landing = wished("Landing EWR on UA1234 at 7:15, could you bring a porterhouse?")
    assert landing.time.arrival is not None
    assert landing.time.arrival.at == 135
    on_foot = wished("could you bring a porterhouse to Newark airport at 7:15?")
    assert on_foot.time.arrival is None


def test_a_place_named_that_nobody_knows_is_asked_for_by_its_name():
    answer = can_we("porterhouse to the Hilton at 8pm, please can you?", house=HOUSE, now=NOW, language="nl")
    assert answer.ask_back == "Gladly! Where exactly is “Hilton”?"
    assert [reason.text for reason in answer.because] == ["we weten niet waar “Hilton” is"]


@pytest.mark.parametrize(
    ("text", "hangs_on", "at"),
    [
        ("I land at Newark at 7:05 pm. Porterhouse please!", "landing", 125),
        ("a porterhouse to Newark airport at 8 pm please, we land at 7 pm", "moment", 180),
        ("can you get a porterhouse to Newark airport before my flight leaves at 9 pm?", "deadline", 240),
        ("let me know by 6 pm whether you can bring a porterhouse to Newark airport at 8 pm", "moment", 180),
        ("can you bring a porterhouse to Newark airport on Friday? At 8 pm", "moment", 2 * 1440 + 180),
        ("Can we get another porterhouse at table 9 please?", "window", 0),
    ],
)
def test_the_wish_is_for_the_time_that_was_meant_for_it(text, hangs_on, at):
    time = wished(text).time
    begins = time.arrival.at if time.arrival is not None else time.earliest
    assert asking.hangs_on(wished(text)).value == hangs_on
    assert (time.deadline if hangs_on == "deadline" else begins) == at
