"""A reading written down and taken up again is the same reading."""

import json

import pytest

from hovmester.engines.reading.as_json import as_json, from_json
from tests.engines.reading.cast import heard

MESSAGES = [
    (
        "en",
        "Two steaks, one rare, for four people, room 12, I land at EWR on UA17 at 6:05 pm. ASAP! Allergic to nuts",
    ),
    (
        "nl",
        "Geweldige bediening, jammer van het mes. Laat voor 16.00 uur weten of er vanavond een tafel voor zes is",
    ),
    ("nb", "ingen hast, men kan vi få en ekstra laks til Operaen klokka åtte?"),
    ("en", ""),
]


@pytest.mark.parametrize(("language", "text"), MESSAGES)
def test_what_is_written_down_is_taken_up_again(language, text):
    reading = heard(text, language)
    written = json.loads(json.dumps(as_json(reading)))
    again = from_json(text, written)
    assert as_json(again) == written
    assert (again.when, again.what, again.where, again.urgency, again.aspects) == (
        reading.when,
        reading.what,
        reading.where,
        reading.urgency,
        reading.aspects,
    )


def test_what_an_older_shape_does_not_say_is_unknown():
    shape = as_json(heard("a steak to Grand Central at 8 please"))
    del shape["urgency"], shape["people_span"]
    assert from_json("a steak to Grand Central at 8 please", shape).urgency is None
