"""Moments as people write them, on the wall clock of the place."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hovmester.outside.visits.errors import MixedDates
from hovmester.outside.visits.moments import MOMENT, read_moments


def wall(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())


def read(values: list, *, zone: str = "UTC", order: str | None = None) -> list[int | None]:
    table = ibis.duckdb.connect(threads=1).create_table("t", ibis.memtable(pa.table({"at": values})))
    return read_moments(table, "at", zone=zone, order=order).visits[MOMENT].to_pyarrow().to_pylist()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-02-29", (2024, 2, 29)),
        ("2024-02-29 18:30", (2024, 2, 29, 18, 30)),
        ("2024-02-29T18:30:15", (2024, 2, 29, 18, 30, 15)),
        ("2024-02-29T18:30:15.123456", (2024, 2, 29, 18, 30, 15)),
        ("20240229", (2024, 2, 29)),
        ("29/02/2024", (2024, 2, 29)),
        ("29.02.2024 18:30", (2024, 2, 29, 18, 30)),
        ("29-2-2024", (2024, 2, 29)),
    ],
)
def test_a_moment_is_read_however_it_is_written(text: str, moment: tuple[int, ...]):
    assert read([text]) == [wall(*moment)]


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2024-13-01", "2023-02-29", "31/11/2024", "2024-01-01 25:00", "12", "0000-01-01x"],
)
def test_what_is_no_moment_is_null_and_never_guessed(text: str):
    assert read([text, "2024-01-31"]) == [None, wall(2024, 1, 31)]


def test_month_first_is_recognised_by_a_day_above_twelve():
    assert read(["02/29/2024", "03/04/2024"]) == [wall(2024, 2, 29), wall(2024, 3, 4)]


def test_dates_written_in_both_ways_are_an_error_with_both_examples():
    with pytest.raises(MixedDates, match=r"two ways, such as '31/01/2024' and '01/31/2024'") as error:
        read(["31/01/2024", "01/31/2024"])
    assert "--dates dmy" in error.value.sentence
    assert read(["31/01/2024", "01/31/2024"], order="mdy") == [None, wall(2024, 1, 31)]


def test_dates_that_could_be_either_are_an_error():
    with pytest.raises(MixedDates, match="day first or month first"):
        read(["03/04/2024"])


def test_moments_with_a_zone_are_shown_on_the_clock_of_the_place():
    texts = ["2024-06-01T18:00:00Z", "2024-06-01T18:00:00+02:00", "2024-01-01T18:00:00-0500"]
    assert read(texts, zone="Europe/Amsterdam") == [
        wall(2024, 6, 1, 20),
        wall(2024, 6, 1, 18),
        wall(2024, 1, 2, 0),
    ]


def test_moments_with_and_without_a_zone_are_both_told():
    table = ibis.memtable(pa.table({"at": ["2024-06-01T18:00:00Z", "2024-06-01T18:00:00"]}))
    moments = read_moments(table, "at", zone="Europe/Amsterdam")
    assert sorted(moments.visits[MOMENT].to_pyarrow().to_pylist()) == [
        wall(2024, 6, 1, 18),
        wall(2024, 6, 1, 20),
    ]
    assert len(moments.said) == 2


def test_numbers_are_dates_or_seconds_since_1970():
    assert read([19970101, 1_700_000_000, 1_700_000_000_000, 7]) == [
        wall(1997, 1, 1),
        1_700_000_000,
        1_700_000_000,
        None,
    ]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.datetimes(datetime(1991, 1, 1), datetime(2039, 1, 1)), min_size=3, max_size=30))  # noqa: DTZ001
def test_the_clock_of_the_place_is_that_of_the_zone_database(moments: list[datetime]):
    zone = ZoneInfo("Europe/Oslo")
    world = [m.replace(tzinfo=UTC, microsecond=0) for m in moments]
    expected = [int(m.astimezone(zone).replace(tzinfo=UTC).timestamp()) for m in world]
    assert read([m.isoformat() for m in world], zone="Europe/Oslo") == expected
