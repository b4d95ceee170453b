"""What the guest has left open or refused is no part of the wish."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from hovmester.answering import asking
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
