"""Stations with several places and roads without a map."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hovmester.engines.promising.lines import Places
from hovmester.engines.promising.model import Point
from hovmester.engines.promising.roads import GreatCircleRoads, great_circle_m

S = 8
work = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 3), st.integers(0, 10**6)), min_size=1, max_size=12
)


@settings(max_examples=60)
@given(of=st.integers(1, 4), jobs=work)
def test_places_are_taken_as_by_hand(of, jobs):
    """(planned, portions, seed) in the order planned, beside one list of free moments for each sample."""
    places = Places(of)
    by_hand = [[-np.inf] * of for _ in range(S)]
    for planned, portions, seed in sorted(jobs):
        minutes = np.random.default_rng(seed).uniform(1, 30, S).astype(np.float32)
        taken = min(portions, of)
        start = np.broadcast_to(places.not_before(np.float32(planned), taken), S)
        finish = (start + minutes).astype(np.float32)
        for s in range(S):
            free = sorted(by_hand[s])
            assert start[s] == pytest.approx(max(planned, free[taken - 1]), abs=1e-3)
            by_hand[s] = free[taken:] + [float(finish[s])] * taken
        places = places.taken(taken, finish, planned)


def test_places_know_when_they_are_the_same():
    one, two = np.full(S, 10, np.float32), np.full(S, 20, np.float32)
    a = Places(3).taken(1, one, 0).taken(1, two, 0)
    b = Places(3).taken(1, two, 0).taken(1, one, 0)
    assert a.same_as(b)
    assert not a.same_as(Places(3).taken(1, one, 0))


points = st.builds(Point, lat=st.floats(-80, 80), lon=st.floats(-179, 179))


@given(a=points, b=points)
def test_the_way_there_is_the_way_back_and_longer_than_the_crow_flies(a, b):
    roads = GreatCircleRoads()
    assert roads.metres(a, b) == pytest.approx(roads.metres(b, a), abs=1)
    assert roads.metres(a, b) >= great_circle_m(a, b)


@given(metres=st.floats(100, 80_000), hour=st.floats(0, 24))
def test_further_takes_longer_and_rush_hours_more(metres, hour):
    here = Point(lat=40.0, lon=-74.0)
    there, beyond = (Point(lat=40.0 + m / 111_195, lon=-74.0) for m in (metres, 1.1 * metres))
    rush = GreatCircleRoads(
        hour_at_origin=0, hour_factors=tuple(1.5 if h in (8, 17) else 1.0 for h in range(24))
    )
    at = 60 * hour
    assert rush.minutes(here, there, vehicle="car", depart=at) < rush.minutes(
        here, beyond, vehicle="car", depart=at
    )
    assert rush.minutes(here, there, vehicle="car", depart=17 * 60) == pytest.approx(
        1.5 * rush.minutes(here, there, vehicle="car", depart=3 * 60)
    )
    assert rush.minutes(here, there, vehicle="bike", depart=17 * 60) == pytest.approx(
        rush.minutes(here, there, vehicle="bike", depart=3 * 60)
    )


def test_times_square_to_newark_is_a_drive_of_half_an_hour():
    times_square, newark = Point(lat=40.758, lon=-73.9855), Point(lat=40.6895, lon=-74.1745)
    roads = GreatCircleRoads()
    assert roads.metres(times_square, newark) == pytest.approx(25_000, rel=0.15)
    assert 25 < roads.minutes(times_square, newark, vehicle="car", depart=0) < 40
    assert roads.minutes(times_square, newark, vehicle="bike", depart=0) > 60
