"""How tonight's kitchens and roads are followed: against exact answers, and where they must lean."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hovmester.engines.promising.learning import (
    Load,
    Past,
    RatioLaw,
    Roads,
    StepToday,
    TrafficLaw,
    learn_ratio,
    learn_tie,
    learn_traffic,
    tonight,
)

LAW = RatioLaw(
    mean=0.05,
    sd_place=0.12,
    sd_day=0.1,
    sd_shift=0.15,
    sd_step=0.25,
    load=Load(),
    places={"grill": (0.1, 0.002), "oven": (-0.05, 0.002)},
    n=5000,
)
STILL = TrafficLaw(usual=np.zeros(145), sd_day=0.1, sd_level=0.12, memory_min=120, sd_leg=0.15, n=5000)


def done(place: str, ratio: float) -> StepToday:
    return StepToday(place=place, planned_min=20, minutes=20 * ratio, ended=True)


def test_the_posterior_is_the_exact_one_of_the_normal_model() -> None:
    steps = (done("grill", 1.6), done("grill", 1.3), done("oven", 1.2), done("new", 0.8))
    places = ["grill", "grill", "oven", "new"]
    keys = ["grill", "oven", "new"]
    prior_mean = np.array([LAW.place(key)[0] for key in keys])
    prior = np.diag([LAW.place(key)[1] + LAW.sd_shift**2 for key in keys]) + LAW.sd_day**2
    x = np.array([[float(place == key) for key in keys] for place in places])
    y = np.log([1.6, 1.3, 1.2, 0.8]) - LAW.mean
    spread = x @ prior @ x.T + LAW.sd_step**2 * np.eye(4)
    gain = prior @ x.T @ np.linalg.inv(spread)
    mean, covariance = prior_mean + gain @ (y - x @ prior_mean), prior - gain @ x @ prior
    found = tonight(LAW, steps)
    for k, key in enumerate(keys):
        assert found.factor(key)[0] == pytest.approx(mean[k], abs=1e-4)
        assert found.factor(key)[1] == pytest.approx(covariance[k, k], rel=0.02)


def test_a_slow_evening_makes_every_kitchen_expect_slowness() -> None:
    before, after = tonight(LAW, ()), tonight(LAW, (done("grill", 2.0), done("oven", 1.9)))
    assert after.factor("never heard of")[0] > before.factor("never heard of")[0]
    assert after.log_minutes("grill", 20)[0] > before.log_minutes("grill", 20)[0]


def test_a_slow_dish_is_not_laid_at_the_kitchens_door() -> None:
    slow = StepToday(place="grill", planned_min=20, minutes=30, ended=True)
    known = StepToday(place="grill", planned_min=20, minutes=30, ended=True, effect=0.4)
    assert tonight(LAW, (known,)).factor("grill")[0] < tonight(LAW, (slow,)).factor("grill")[0]


def test_a_step_under_way_too_long_tells_of_a_slow_kitchen() -> None:
    waiting = StepToday(place="grill", planned_min=20, minutes=45, ended=False)
    assert tonight(LAW, (waiting,)).factor("grill")[0] > tonight(LAW, ()).factor("grill")[0] + 0.05


def test_a_step_just_begun_tells_nothing() -> None:
    begun = StepToday(place="grill", planned_min=20, minutes=1, ended=False)
    assert tonight(LAW, (begun,)).factor("grill")[0] == pytest.approx(tonight(LAW, ()).factor("grill")[0])


def test_counting_steps_under_way_corrects_for_the_quick_ones_ending_first() -> None:
    """Many kitchens on an evening like any other, looked at half-way: ended steps alone would look quick."""
    rng = np.random.default_rng(3)
    law = RatioLaw(
        mean=0, sd_place=0.0, sd_day=0.2, sd_shift=0.05, sd_step=0.3, load=Load(), places={}, n=5000
    )
    minutes = 20 * np.exp(rng.normal(0, 0.3, 300))
    steps = tuple(
        StepToday(place=f"r{n}", planned_min=20, minutes=min(m, 20.0), ended=m <= 20)
        for n, m in enumerate(minutes)
    )
    ended_only = tonight(law, tuple(step for step in steps if step.ended)).day[0]
    assert ended_only < -0.15
    assert abs(tonight(law, steps).day[0]) < 0.07


@given(st.permutations(range(5)))
def test_the_sequence_in_which_steps_end_changes_nothing(order: list[int]) -> None:
    steps = (done("a", 1.2), done("b", 0.9), done("a", 1.4), done("c", 1.0), done("b", 1.1))
    shuffled = tonight(LAW, tuple(steps[k] for k in order))
    straight = tonight(LAW, steps)
    for place in "abc":
        assert shuffled.factor(place) == pytest.approx(straight.factor(place))


def drives(
    *, seed: int = 0, days: int = 30, day: float = 0.1, level: float = 0.12, memory: float = 165.0
) -> Past:
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(days):
        shared, at, state = rng.normal(0, day), 0.0, rng.normal(0, level)
        for _ in range(200):
            step = rng.exponential(4.0)
            kept = np.exp(-step / memory)
            state = kept * state + np.sqrt(1 - kept**2) * rng.normal(0, level)
            at += step
            usual = 0.25 * np.exp(-(((at - 400) / 90) ** 2))
            rows.append((number, at, usual + shared + state + rng.normal(0, 0.15)))
    day_, at_, y = (np.array(column) for column in zip(*rows, strict=True))
    planned = np.full(len(y), 10.0)
    return Past(
        day=day_.astype(int),
        minute=at_,
        place=("",) * len(y),
        planned_min=planned,
        actual_min=planned * np.exp(y),
    )


def test_it_learns_the_usual_course_and_the_spreads_of_the_roads() -> None:
    law = learn_traffic(drives())
    assert float(law.usual_at(400)) - float(law.usual_at(100)) == pytest.approx(0.25, abs=0.08)
    assert law.sd_leg == pytest.approx(0.15, abs=0.02)
    assert (law.sd_day**2 + law.sd_level**2) ** 0.5 == pytest.approx(0.156, abs=0.04)


def test_the_roads_are_followed_and_forgotten_again() -> None:
    roads = Roads.at_dawn(STILL, 0.0)
    for minute in range(60, 90, 2):
        roads = roads.after(departed_min=minute, planned_min=10, actual_min=15)
    slow, far = roads.log_ratio(92)[0], roads.log_ratio(600)[0]
    assert slow == pytest.approx(np.log(1.5), abs=0.12)
    assert 0 < far < slow
    assert roads.log_ratio(600)[1] > roads.log_ratio(92)[1]


def test_slow_roads_foretell_slow_kitchens_where_past_days_were_so() -> None:
    rng = np.random.default_rng(5)
    rain = rng.random(30) < 0.25
    day = np.repeat(np.arange(30), 200)
    minute = np.tile(np.linspace(600, 1200, 200), 30)
    make_y = 0.15 * rain[day] + rng.normal(0, 0.25, len(day))
    drive_y = 0.3 * rain[day] + rng.normal(0, 0.15, len(day))
    ten = np.full(len(day), 10.0)
    keys = tuple(f"r{n % 40}" for n in range(len(day)))
    make = Past(day=day, minute=minute, place=keys, planned_min=ten, actual_min=ten * np.exp(make_y))
    drive = Past(
        day=day, minute=minute, place=("",) * len(day), planned_min=ten, actual_min=ten * np.exp(drive_y)
    )
    make_law, drive_law = learn_ratio(make), learn_traffic(drive)
    tie = learn_tie(make, make_law, drive, drive_law)
    assert tie.slope == pytest.approx(0.5, abs=0.2)
    dry = learn_tie(make, make_law, drives(day=0.0), drive_law)
    assert abs(dry.slope) < 0.2
    roads = Roads.at_dawn(drive_law, 600)
    for at in range(600, 640, 2):
        roads = roads.after(departed_min=at, planned_min=10, actual_min=13.5)
    assert tie.day_prior(roads)[0] > 0.05
