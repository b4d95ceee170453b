from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from hovmester.answering.minutes import minutes, moment, windows
from hovmester.housefile.model import WEEKDAYS, Opening

OSLO = ZoneInfo("Europe/Oslo")


def every_day(start: str, until: str) -> tuple[Opening, ...]:
    return tuple(
        Opening(weekday=day, start=time.fromisoformat(start), until=time.fromisoformat(until))
        for day in WEEKDAYS
    )


def test_a_shift_past_midnight_belongs_to_the_day_it_began():
    origin = datetime(2026, 6, 3, 0, 0, tzinfo=OSLO)
    assert (-60.0, 120.0) in windows(every_day("23:00", "02:00"), zone="Europe/Oslo", origin=origin)


def test_a_night_shift_is_an_hour_shorter_when_summer_time_begins():
    origin = datetime(2026, 3, 28, 12, 0, tzinfo=OSLO)
    lengths = [b - a for a, b in windows(every_day("23:00", "05:00"), zone="Europe/Oslo", origin=origin)]
    assert lengths.count(300.0) == 1
    assert set(lengths) == {300.0, 360.0}


def test_a_closed_day_has_no_hours():
    origin = datetime(2026, 12, 24, 8, 0, tzinfo=OSLO)
    open_on = windows(
        every_day("10:00", "20:00"), zone="Europe/Oslo", origin=origin, closed_on=["2026-12-24"]
    )
    assert not any(0 <= start < 960 for start, _ in open_on)


def test_two_stretches_that_touch_become_one():
    origin = datetime(2026, 6, 3, 0, 0, tzinfo=UTC)
    pattern = every_day("10:00", "14:00") + every_day("14:00", "20:00")
    assert {b - a for a, b in windows(pattern, zone="UTC", origin=origin)} == {600.0}


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.integers(-20_000, 20_000))  # noqa: DTZ001
def test_minutes_and_moments_are_each_others_way_back(naive, ahead_min):
    origin = naive.replace(microsecond=0, tzinfo=OSLO)
    assert minutes(moment(ahead_min, origin), origin) == ahead_min


def test_the_days_around_a_wish_far_ahead_have_their_hours_too():
    origin = datetime(2026, 6, 3, 0, 0, tzinfo=UTC)
    about = 160 * 1440.0
    found = windows(every_day("10:00", "20:00"), zone="UTC", origin=origin, about=about)
    assert (about + 600, about + 1200) in found
    assert (600.0, 1200.0) in found
    assert len(found) == 20
    assert windows(every_day("10:00", "20:00"), zone="UTC", origin=origin, about=1440.0)[:10] == found[:10]
