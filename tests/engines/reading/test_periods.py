"""Periods, their parts and edges, feasts and ranges, in the languages that have words for them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from hovmester.engines.reading.times import find_times
from hovmester.engines.reading.tokens import tokenise

NOW = datetime(2026, 11, 18, 14, tzinfo=UTC)  # a Wednesday


def found(language, text):
    whens = find_times(text, tokenise(text), language=language, now=NOW, zone=ZoneInfo("UTC"))
    return [(_day(when.earliest), _day(when.latest)) for when in whens if when.lasts_min is None]


def _day(moment):
    if moment is None:
        return None
    return f"{moment:%Y-%m-%d}" if moment.time() == datetime.min.time() else f"{moment:%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("language", "text", "start", "stop"),
    [
        ("en", "by the end of the day", None, "2026-11-18T23:59"),
        ("en", "it must be here eod", "2026-11-18T23:59", "2026-11-18T23:59"),
        ("nl", "aan het eind van de dag", "2026-11-18T23:59", "2026-11-18T23:59"),
        ("nb", "ved slutten av dagen", "2026-11-18T23:59", "2026-11-18T23:59"),
        ("en", "before the end of December", None, "2027-01-01"),
        ("nl", "voor het einde van december", None, "2027-01-01"),
        ("nb", "før slutten av desember", None, "2027-01-01"),
        ("en", "from 2007 to the end of 2008", "2007-01-01", "2009-01-01"),
        ("en", "in the 1990s", "1990-01-01", "2000-01-01"),
        ("en", "the next decade", "2030-01-01", "2040-01-01"),
        ("nl", "de jaren negentig", "1990-01-01", "2000-01-01"),
        ("nb", "på 1990-tallet", "1990-01-01", "2000-01-01"),
        ("en", "the first half of 2027", "2027-01-01", "2027-07-01"),
        ("nl", "de tweede helft van 2027", "2027-07-01", "2028-01-01"),
        ("nb", "første halvdel av 2027", "2027-01-01", "2027-07-01"),
        ("en", "the week of 10 December", "2026-12-07", "2026-12-14"),
        ("en", "the week after next", "2026-11-30", "2026-12-07"),
        ("nl", "de week na volgende", "2026-11-30", "2026-12-07"),
        ("en", "later this week", "2026-11-19", "2026-11-23"),
        ("nl", "later deze week", "2026-11-19", "2026-11-23"),
        ("nb", "senere denne uka", "2026-11-19", "2026-11-23"),
        ("en", "from next Monday to Friday", "2026-11-23", "2026-11-28"),
        ("nl", "van volgende maandag tot vrijdag", "2026-11-23", "2026-11-28"),
        ("nb", "fra neste mandag til fredag", "2026-11-23", "2026-11-28"),
        ("en", "from October to December", "2026-10-01", "2026-12-01"),  # it is running now
        ("nl", "van mei tot september", "2027-05-01", "2027-09-01"),
        ("en", "the coming three quarters", "2027-01-01", "2027-10-01"),
        ("en", "Sunday the 13th", "2026-12-13", "2026-12-14"),
        ("en", "past Monday", "2026-11-16", "2026-11-17"),
        ("nl", "afgelopen maandag", "2026-11-16", "2026-11-17"),
        ("nb", "sist mandag", "2026-11-16", "2026-11-17"),
        ("en", "on Mother's Day", "2027-05-09", "2027-05-10"),
        ("nl", "op Moederdag", "2027-05-09", "2027-05-10"),
        ("nb", "på morsdag", "2027-02-14", "2027-02-15"),
        ("en", "Thanksgiving", "2026-11-26", "2026-11-27"),
        ("en", "for 3 days from today", "2026-11-18", "2026-11-21"),
        ("en", "between 3 November and now", "2026-11-03", "2026-11-18T14:00"),
        ("en", "on 3 May of 1987", "1987-05-03", "1987-05-04"),
        ("en", "she was born in nineteen eighty six", "1986-01-01", "1987-01-01"),
        ("de", "bis freitag", None, "2026-11-21"),
        ("da", "til fredag", None, "2026-11-20"),
        ("sv", "till fredag", None, "2026-11-20"),
        ("fr", "jusqu'à vendredi", None, "2026-11-20"),
        ("es", "hasta el viernes", None, "2026-11-20"),
    ],
)
def test_a_period_is_what_its_words_say(language, text, start, stop):
    assert (start, stop) in found(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "May I have the menu?"),
        ("en", "we may need a high chair"),
        ("nl", "een gerecht voor drie potten"),
        ("nl", "wat een plek voor een date"),
        ("nl", "een taart voor acht gasten"),
        ("en", "the soup of the day was thin"),
    ],
)
def test_a_verb_or_a_number_of_things_is_no_time(language, text):
    assert found(language, text) == []


def test_a_dash_before_a_time_is_no_until():
    assert found("en", "Race - 3pm - this week") == [
        ("2026-11-18T15:00", "2026-11-18T15:00"),
        ("2026-11-16", "2026-11-23"),
    ]
