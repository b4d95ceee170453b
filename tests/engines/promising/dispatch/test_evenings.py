"""An evening played as `bench.odds` plays it: nothing is known before it happens, and the seed decides the rest."""

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from bench.mdrp import Instance
from bench.odds import WINDOW_MIN, Evening, Laws, PastReality, lines
from hovmester.engines.promising.dispatch import Courier, Grounds, Order
from hovmester.engines.promising.dispatch.delivery import Waits
from hovmester.engines.promising.learning import Load, Past, RatioLaw, Tie, TrafficLaw, learn_ratio

MAKE = RatioLaw(
    mean=0.0, sd_place=0.1, sd_day=0.05, sd_shift=0.15, sd_step=0.25, load=Load(), places={}, n=4000
)
DRIVE = TrafficLaw(usual=np.zeros(145), sd_day=0.05, sd_level=0.1, memory_min=150, sd_leg=0.15, n=4000)
LAWS = Laws(make=MAKE, drive=DRIVE, tie=Tie(slope=0.0, left=0.0025, n_days=30), service_sd=0.2)


def town(seed: int = 0) -> Instance:
    """Five kitchens within 3 km, eight couriers on for four hours, an order every three minutes."""
    rng = np.random.default_rng(seed)
    grounds = Grounds(
        kitchens=tuple(f"r{k}" for k in range(5)), at_m=rng.uniform(0, 3000, (5, 2)), metres_per_min=320.0
    )
    couriers = tuple(
        Courier(key=f"c{k}", at_m=(1500.0, 1500.0), free_min=0, on_min=0, off_min=240) for k in range(8)
    )
    orders = tuple(
        Order(
            key=f"o{k:02}",
            kitchen=f"r{rng.integers(5)}",
            to_m=tuple(rng.uniform(0, 4000, 2).tolist()),
            placed_min=float(10 + 3 * k),
            ready_min=float(10 + 3 * k + rng.integers(8, 30)),
        )
        for k in range(50)
    )
    return Instance(name="town", grounds=grounds, couriers=couriers, orders=orders, rules={})


def reality(instance: Instance, *, slow_from: float = math.inf, seed: int = 7) -> PastReality:
    rng = np.random.default_rng(seed)
    make = {
        order.key: (order.ready_min - order.placed_min)
        * math.exp(0.25 * rng.standard_normal())
        * (3 if order.placed_min >= slow_from else 1)
        for order in instance.orders
    }
    return PastReality(make=make, level=np.zeros(145), laws=LAWS, rng=np.random.default_rng(seed + 1))


@cache
def evening(*, slow_from: float = math.inf, seed: int = 0) -> Evening:
    instance = town()
    played = Evening(instance, LAWS, reality(instance, slow_from=slow_from), Waits.none(), seed=seed)
    played.live()
    return played


def test_every_order_gets_odds_and_is_delivered() -> None:
    told = lines(evening())
    assert [line["order"] for line in told] == [order.key for order in town().orders]
    for line in told:
        assert 0 < line["p_on_time"] < 1
        assert list(line["q"].values()) == sorted(line["q"].values())
        assert line["delivered_at"] > line["promised_at"]
        assert line["deadline"] == line["promised_at"] + WINDOW_MIN


def test_the_seed_decides_and_nothing_else() -> None:
    again, other = evening.__wrapped__(seed=0), evening.__wrapped__(seed=4)
    assert lines(again) == lines(evening())
    assert [line["p_on_time"] for line in lines(other)] != [line["p_on_time"] for line in lines(again)]


def test_no_promise_knows_what_has_not_happened_yet() -> None:
    """A kitchen that burns at 100 changes nothing that was said before."""
    usual, slow = lines(evening()), lines(evening(slow_from=100.0))
    before = [n for n, line in enumerate(usual) if line["promised_at"] < 100]
    assert len(before) > 20
    for n in before:
        assert {k: v for k, v in usual[n].items() if k != "delivered_at"} == {
            k: v for k, v in slow[n].items() if k != "delivered_at"
        }
    assert sum(line["p_on_time"] for line in slow) < sum(line["p_on_time"] for line in usual)


def test_odds_tell_the_likely_from_the_unlikely() -> None:
    told = lines(evening())
    kept = np.array([line["delivered_at"] <= line["deadline"] for line in told])
    p = np.array([line["p_on_time"] for line in told])
    assert p[kept].mean() > p[~kept].mean() + 0.1


def test_waits_learnt_from_practice_carry_what_was_known_then() -> None:
    played = evening()
    waits = played.looked_back(played.outlooks, today=False)
    assert waits.alike.shape == (50, 2)
    assert np.isfinite(waits.later_min).all()
    assert abs(np.mean(waits.score)) < 0.5


def test_without_any_history_it_still_answers() -> None:
    nothing = Past(
        day=np.zeros(0, int), minute=np.zeros(0), place=(), planned_min=np.zeros(0), actual_min=np.zeros(0)
    )
    instance = town()
    unknown = replace(LAWS, make=learn_ratio(nothing, with_load=True))
    played = Evening(instance, unknown, reality(instance), Waits.none(), seed=0)
    played.live()
    widths = [line["q"]["0.9"] - line["q"]["0.1"] for line in lines(played)]
    assert np.mean(widths) > np.mean([line["q"]["0.9"] - line["q"]["0.1"] for line in lines(evening())])
    assert len(played.promises) == len(instance.orders)


@pytest.mark.parametrize("minute", [5.0, 60.0])
def test_a_quiet_house_says_nothing(minute: float) -> None:
    instance = replace(town(), orders=())
    played = Evening(instance, LAWS, reality(instance), Waits.none(), seed=0)
    played.live()
    assert lines(played) == []
    assert played.nature.coming == [] or played.nature.coming[0][0] > minute
