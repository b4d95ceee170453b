"""How often to look, from checks that only say good or bad."""

import numpy as np
import pytest

from hovmester.engines.unsaid import Wear, check_interval, fit_wear


def checks(shape: float, scale: float, every: float, n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Things that fail at Weibull ages, looked at every so many days, for at most ten looks."""
    fails = np.random.default_rng(seed).weibull(shape, n) * scale
    looks = np.ceil(fails / every)
    seen = looks <= 10
    return np.where(seen, (looks - 1) * every, 10 * every), np.where(seen, looks * every, np.inf)


def test_wear_is_learnt_from_checks_a_week_apart():
    wear = fit_wear(*checks(2.2, 30.0, 7.0, 600, seed=1))
    assert isinstance(wear, Wear)
    assert wear.shape == pytest.approx(2.2, rel=0.1)
    assert wear.scale_days == pytest.approx(30.0, rel=0.05)
    assert wear.shape_low < 2.2 < wear.shape_high
    assert wear.wears_out


def test_too_few_defects_are_no_law_of_wear():
    unknown = fit_wear([3, 4], [7, np.inf])
    assert not isinstance(unknown, Wear)
    assert unknown.reason == "1 defects seen, 5 needed"


def test_the_interval_is_the_cheapest_of_all_by_brute_force():
    wear = Wear(shape=2.0, scale_days=20.0, shape_low=1.5, shape_high=2.5, defects=50)
    found = check_interval(wear, look_cost=2.0, defect_cost_a_day=5.0)
    days = np.arange(1, 6001) / 100
    good = np.cumsum(wear.still_good(days - 0.005)) / 100
    cost = (2.0 + 5.0 * (days - good)) / days
    assert found.every_days == pytest.approx(days[cost.argmin()], rel=0.05)
    assert found.cost_a_day == pytest.approx(cost.min(), rel=0.05)


def test_what_does_not_wear_is_not_looked_at_by_the_clock():
    wear = Wear(shape=0.8, scale_days=20.0, shape_low=0.6, shape_high=1.0, defects=50)
    found = check_interval(wear, look_cost=2.0, defect_cost_a_day=5.0)
    assert found.every_days is None
    assert found.reason == "does_not_wear"


def test_looking_that_costs_more_than_it_saves_is_left():
    wear = Wear(shape=2.0, scale_days=20.0, shape_low=1.5, shape_high=2.5, defects=50)
    assert check_interval(wear, look_cost=10_000.0, defect_cost_a_day=0.1).reason == "looking_costs_more"


def test_the_dearer_a_defect_the_sooner_the_look():
    wear = Wear(shape=2.0, scale_days=20.0, shape_low=1.5, shape_high=2.5, defects=50)
    every = [check_interval(wear, look_cost=1.0, defect_cost_a_day=c).every_days for c in (1.0, 5.0, 25.0)]
    assert every[0] > every[1] > every[2]
