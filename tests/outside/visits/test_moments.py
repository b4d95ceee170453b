"""Moments as people write them, on the wall clock of the place."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hovmester.outside.visits.errors import MixedDates, NoDates
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
        ("02/29/2024 06:30 PM", (2024, 2, 29, 18, 30)),
        ("02/29/2024 12:05 am", (2024, 2, 29, 0, 5)),
        ("1709231415", (2024, 2, 29, 18, 30, 15)),
    ],
)
def test_a_moment_is_read_however_it_is_written(text: str, moment: tuple[int, ...]):
    assert read([text]) == [wall(*moment)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2024-13-01",
        "2023-02-29",
        "31/11/2024",
        "2024-01-01 25:00",
        "12",
        "0000-01-01x",
        "202411",
        "2024-01-01 18:30 PM",
    ],
)
def test_what_is_no_moment_is_null_and_never_guessed(text: str):
    assert read([text, "2024-01-31"]) == [None, wall(2024, 1, 31)]


def test_dates_that_cannot_be_read_are_told_with_two_of_them():
    table = ibis.memtable(pa.table({"at": ["2024-01-31", "4 May 2024", "13-05-24", "", None]}))
    (note,) = read_moments(table, "at", zone="UTC").notes
    assert note.code == "dates_unread"
    assert note.facts == {"column": "at", "n": 2, "such": "'13-05-24', '4 May 2024'"}


@pytest.mark.parametrize("values", [["soon", "later"], ["45323", "45324"], [7, 8]])
def test_no_readable_date_at_all_is_an_error_with_an_example(values: list):
    with pytest.raises(
        NoDates, match=r"None of the dates in 'at' can be read, such as '\w+', '\w+'. Write them"
    ):
        read(values)


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
    assert [n.code for n in moments.notes] == ["moments_zoned", "moments_bare"]


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
