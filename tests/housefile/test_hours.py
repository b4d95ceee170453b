from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hovmester.housefile.hours import outside, overlap, read_hours, stretches, write_hours
from hovmester.housefile.model import WEEKDAYS, Opening
from tests.housefile.houses import TIME

ANY_OPENINGS = st.lists(st.builds(Opening, weekday=st.sampled_from(WEEKDAYS), start=TIME, until=TIME))


def opening(text: str) -> Opening:
    (one,) = read_hours(text)
    return one


@given(ANY_OPENINGS)
def test_written_hours_read_back_the_same_in_the_same_order(openings: list[Opening]) -> None:
    assert [one for line in write_hours(openings) for one in read_hours(line)] == openings


def test_a_run_of_days_is_written_as_one_line() -> None:
    days = read_hours("mon-thu,sat 9:00-17:30")
    assert [one.weekday for one in days] == ["mon", "tue", "wed", "thu", "sat"]
    assert write_hours(days) == ["mon-thu,sat 09:00-17:30"]


def test_a_run_of_days_may_cross_the_weekend() -> None:
    assert [one.weekday for one in read_hours("fri-mon 17:00-02:00")] == ["fri", "sat", "sun", "mon"]


def test_midnight_may_be_written_as_24() -> None:
    assert opening("fri 17:00-24:00").until == time(0, 0)


@pytest.mark.parametrize("text", ["", "mon", "9:00-17:00", "mon 9-17", "mon 09:60-10:00", "xxx 09:00-10:00"])
def test_what_is_not_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_hours(text)


def test_late_hours_run_past_midnight_and_past_sunday() -> None:
    assert stretches([opening("mon 22:00-02:00")]) == [(1320, 1560)]
    assert stretches([opening("sun 22:00-02:00")]) == [(0, 120), (6 * 1440 + 1320, 7 * 1440)]


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        ("mon 09:00-12:00", "mon 12:00-15:00", False),
        ("mon 09:00-12:00", "mon 11:59-15:00", True),
        ("mon 20:00-02:00", "tue 01:00-05:00", True),
        ("sun 20:00-02:00", "mon 01:00-05:00", True),
        ("sun 20:00-02:00", "mon 02:00-05:00", False),
        ("mon 00:00-00:00", "mon 12:00-13:00", True),
    ],
)
def test_hours_overlap_where_they_share_a_minute(one: str, other: str, meets: bool) -> None:
    assert bool(overlap([opening(one), opening(other)])) is meets
    assert bool(overlap([opening(other), opening(one)])) is meets


def test_a_break_may_span_two_adjoining_shifts_but_not_a_gap() -> None:
    shifts = [opening("mon 09:00-12:00"), opening("mon 12:00-15:00"), opening("mon 16:00-18:00")]
    assert not outside(opening("mon 11:30-12:30"), shifts)
    assert outside(opening("mon 14:30-16:30"), shifts)
