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
