"""A day and a clock that belong together."""

import pytest

from tests.engines.reading.cast import heard


@pytest.mark.parametrize(
    ("language", "text", "moment"),
    [
        ("nl", "kunnen jullie over 14 dagen om 8 uur een biefstuk brengen?", "2026-12-02T20:00+01:00"),
        ("en", "can you bring a steak in a fortnight at 8pm?", "2026-12-02T20:00-05:00"),
        ("nb", "kan dere komme med en biff om 14 dager klokka 20?", "2026-12-02T20:00+01:00"),
        ("en", "can you bring a steak on 2026-12-18T20:00Z?", "2026-12-18T15:00-05:00"),
        ("en", "can you bring a steak on 2026-12-18T20:00?", "2026-12-18T20:00-05:00"),
    ],
)
def test_a_day_keeps_its_clock(language, text, moment):
    (when,) = heard(text, language).when
    assert (when.kind, when.earliest.isoformat(timespec="minutes")) == ("point", moment)


@pytest.mark.parametrize(
    ("language", "text", "moment"),
    [
        ("en", "can you bring a steak tomorrow to Newark airport at 8pm?", "19T20:00"),
        ("en", "can you bring a steak at 8pm to Newark airport tomorrow?", "19T20:00"),
        ("en", "can you bring a steak to Newark airport tomorrow? At 8pm please", "19T20:00"),
        ("en", "dinner tomorrow at Newark airport please, a steak at 9", "19T21:00"),
        ("en", "when I land tomorrow at Newark airport, can you bring a steak at 8pm?", "19T20:00"),
        ("nl", "kunnen jullie morgen een biefstuk naar Schiphol brengen om half 8?", "19T19:30"),
        ("nl", "kunnen jullie over 14 dagen een biefstuk naar Schiphol brengen om 8 uur?", "02T20:00"),
        ("nb", "kan dere i morgen komme med en biff til Gardermoen klokka 20?", "19T20:00"),
    ],
)
def test_apart_they_are_still_one_moment(language, text, moment):
    reading = heard(text, language)
    assert [f"{when.earliest:%dT%H:%M}" for when in reading.when] == [moment, moment]
    assert [what.item for what in reading.what] == ["steak"]
    assert len(reading.where) == 1


def test_yesterday_stays_yesterday():
    first, second = heard("we came yesterday, can you bring a steak to Newark airport at 8pm?", "en").when
    assert (f"{first.earliest:%dT%H:%M}", f"{second.earliest:%dT%H:%M}") == ("17T00:00", "18T20:00")


def test_a_day_of_another_sentence_is_another_day():
    reading = heard("can you bring a steak to Newark airport at 8pm? We fly on to JFK tomorrow", "en")
    assert [f"{when.earliest:%dT%H:%M}" for when in reading.when] == ["18T20:00", "19T00:00"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a steak to Newark airport please, not before 9pm"),
        ("nl", "graag een biefstuk op Schiphol, niet voor 21:00"),
        ("nb", "gjerne en biff på Gardermoen, ikke før klokka 21"),
    ],
)
def test_not_before_is_no_deadline(language, text):
    (when,) = heard(text, language).when
    assert (when.kind, f"{when.earliest:%dT%H:%M}", when.latest) == ("window", "18T21:00", None)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("my flight lands 18:40, running 30 minutes late, can you bring a steak to Newark airport?", "19:10"),
        ("my flight lands at 18:40 but is 30 minutes late, bring a steak to Newark airport", "19:10"),
        ("I land at 18:40, delayed by half an hour, bring a steak to Newark airport", "19:10"),
        ("bring a steak at 18:40, it is 30 minutes away", "18:40"),
    ],
)
def test_a_delay_moves_the_time(text, moment):
    assert f"{heard(text, 'en').when[0].earliest:%H:%M}" == moment
