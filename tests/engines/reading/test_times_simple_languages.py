"""Simple times in the languages that are read less deeply."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from hovmester.engines.reading.times import find_times
from hovmester.engines.reading.tokens import tokenise

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 18, 14, tzinfo=ZONE)  # a Wednesday


@pytest.mark.parametrize(
    ("language", "text", "start", "end"),
    [
        ("da", "i morgen aften klokken halv otte", "19T19:30", "19T19:30"),
        ("da", "om to timer", "18T16:00", "18T16:00"),
        ("sv", "på fredag kl 19", "20T19:00", "20T19:00"),
        ("sv", "om två timmar", "18T16:00", "18T16:00"),
        ("de", "morgen Abend um halb acht", "19T19:30", "19T19:30"),
        ("de", "um Viertel nach sieben", "18T19:15", "18T19:15"),
        ("de", "vor zwei Stunden", "18T12:00", "18T12:00"),
        ("de", "am Freitag zwischen 18 und 20 Uhr", "20T18:00", "20T20:00"),
        ("fr", "à sept heures et demie", "18T19:30", "18T19:30"),
        ("fr", "à sept heures moins le quart", "18T18:45", "18T18:45"),
        ("fr", "vendredi prochain à 19h30", "27T19:30", "27T19:30"),
        ("es", "mañana por la noche a las ocho", "19T20:00", "19T20:00"),
        ("es", "a las ocho menos cuarto", "18T19:45", "18T19:45"),
    ],
)
def test_simple_times(language, text, start, end):
    (when,) = find_times(text, tokenise(text), language=language, now=NOW, zone=ZONE)
    assert when.text == text
    assert (f"{when.earliest:%dT%H:%M}", f"{when.latest:%dT%H:%M}") == (start, end)


@pytest.mark.parametrize(
    ("language", "text"), [("de", "wenn ich lande"), ("fr", "quand j'atterris"), ("sv", "när jag landar")]
)
def test_landing_is_an_event(language, text):
    (when,) = find_times(text, tokenise(text), language=language, now=NOW, zone=ZONE)
    assert (when.kind, when.event, when.earliest) == ("event", "landing", None)
