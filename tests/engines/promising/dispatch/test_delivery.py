"""When a new order will be there: the making, the courier's coming, and what was learnt of other work."""

from dataclasses import replace
from math import inf, log

import numpy as np
import pytest

from hovmester.engines.promising.dispatch.delivery import (
    Outlook,
    Waits,
    courier_there_min,
    delivery_min,
    expected_ready_min,
    features,
    log_minutes,
)

OUTLOOK = Outlook(make=(log(15), 0.3), drive=(log(6), 0.15), travel_min=5.0, delay_min=0.0, at_hand=8)
SEVEN = Waits(
    alike=np.tile(features(OUTLOOK), (300, 1)),
    score=np.linspace(-2, 2, 300),
    later_min=np.full(300, 7.0),
    today=np.zeros(300, dtype=bool),
)


def sample(outlook: Outlook = OUTLOOK, waits: Waits | None = None, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return delivery_min(outlook, waits or Waits.none(), rng, pickup_sd=0.2, services_min=4.0, samples=4000)


def test_food_is_expected_later_the_longer_it_is_not_ready() -> None:
    expected = expected_ready_min(OUTLOOK.make, np.arange(0.0, 60.0), 0.5)
    assert expected[0] == pytest.approx(15.0)
    assert (np.diff(expected) >= 0).all()
    assert (expected >= np.arange(60.0)).all()


def test_a_courier_is_there_when_the_food_is_first_likely_or_comes_when_it_is_ready_sooner() -> None:
    quick, usual = courier_there_min(OUTLOOK, np.array([3.2, 15.0]), 2.0)
    assert quick == 4 + 7  # sent at the next whole minute, 5 on the way, 2 of service
    assert 8 < usual < 15


def test_delivery_is_the_sum_of_its_parts_when_nothing_varies() -> None:
    fixed = replace(OUTLOOK, make=(log(15), 1e-9), drive=(log(6), 0.0))
    minutes = delivery_min(
        fixed, Waits.none(), np.random.default_rng(0), pickup_sd=0.0, services_min=4.0, samples=10
    )
    assert minutes == pytest.approx(np.full(10, 15 + 4 + 6), abs=1.0)


def test_the_same_seed_gives_the_same_odds() -> None:
    assert np.array_equal(sample(seed=4), sample(seed=4))
    assert not np.array_equal(sample(seed=4), sample(seed=5))


def test_couriers_who_come_later_make_it_later() -> None:
    assert np.median(sample(waits=SEVEN)) > np.median(sample()) + 2


def test_an_order_like_those_never_delivered_may_never_be() -> None:
    lost = replace(SEVEN, later_min=np.full(300, inf))
    assert np.isinf(sample(waits=lost)).all()


def test_today_outweighs_practice_as_it_goes_on() -> None:
    today = Waits(
        alike=SEVEN.alike, score=SEVEN.score, later_min=np.zeros(300), today=np.ones(300, dtype=bool)
    )
    rng = np.random.default_rng(0)
    share = (SEVEN.joined(today).draw(OUTLOOK, rng.standard_normal(4000), rng) == 0).mean()
    assert share == pytest.approx(300 / 360, abs=0.05)


def test_those_that_looked_alike_are_asked() -> None:
    short = replace(OUTLOOK, delay_min=12.0, at_hand=0)
    mixed = SEVEN.joined(
        Waits(
            alike=np.tile(features(short), (300, 1)),
            score=SEVEN.score,
            later_min=np.full(300, 20.0),
            today=np.zeros(300, dtype=bool),
        )
    )
    rng = np.random.default_rng(0)
    assert (mixed.draw(OUTLOOK, rng.standard_normal(100), rng) == 7).all()
    assert (mixed.draw(short, rng.standard_normal(100), rng) == 20).all()


def test_no_way_at_all_takes_no_time() -> None:
    assert log_minutes(0.0, (0.1, 0.2))[0] == -inf
    assert np.isfinite(sample(replace(OUTLOOK, drive=log_minutes(0.0, (0.1, 0.2))))).all()
