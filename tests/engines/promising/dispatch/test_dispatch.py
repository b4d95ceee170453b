"""What couriers do now, on small days that can be worked out by hand."""

import copy
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hovmester.engines.promising.dispatch import (
    Courier,
    Demand,
    DispatchParams,
    Fetch,
    Go,
    Grounds,
    Order,
    dispatch,
)
from hovmester.engines.promising.dispatch.assignment import assign
from hovmester.engines.promising.dispatch.bundles import bundle
from tests.engines.promising.dispatch.cast import TOWN, courier, day, order

STILL = DispatchParams(stay_before_off_min=10_000)  # nobody goes to wait elsewhere


def test_a_courier_stays_until_leaving_brings_her_there_as_the_food_is_ready() -> None:
    far = day(couriers=(courier(at=(0.0, 1600.0)),), orders=(order(ready=20.0),))
    assert dispatch(far, STILL, now=12) == ()
    assert dispatch(far, STILL, now=13) == (Go(courier="kim", kitchen="mill"),)  # 5 on the road, 2 of service


def test_what_is_fetched_is_decided_at_the_kitchen() -> None:
    there = day(couriers=(courier(),), orders=(order(ready=20.0),))
    assert dispatch(there, STILL, now=17) == ()
    assert dispatch(there, STILL, now=18) == (Fetch(courier="kim", orders=("o1",)),)


def test_the_nearer_courier_goes() -> None:
    two = day(
        couriers=(courier("far", at=(0.0, 3200.0)), courier("near", at=(0.0, 320.0))),
        orders=(order(ready=5.0),),
    )
    assert dispatch(two, STILL, now=4) == (Go(courier="near", kitchen="mill"),)


def test_nothing_is_fetched_after_a_courier_goes_off() -> None:
    assert dispatch(day(couriers=(courier(off=19.0),), orders=(order(ready=20.0),)), STILL, now=18) == ()
    assert dispatch(day(couriers=(courier(off=20.0),), orders=(order(ready=20.0),)), STILL, now=18) != ()


def test_a_busy_courier_is_waited_for_when_that_is_sooner() -> None:
    soon_back = courier("back", at=(0.0, 0.0), free=18.0)
    far_away = courier("away", at=(0.0, 16000.0))
    assert dispatch(day(couriers=(soon_back, far_away), orders=(order(ready=20.0),)), STILL, now=10) == ()


def test_the_order_only_she_can_still_fetch_comes_first() -> None:
    """Kim alone is on until both are ready; Lee goes off before the late one is."""
    kim, lee = courier("kim"), courier("lee", at=(0.0, 1600.0), off=20.0)
    orders = (order("early", to=(0.0, 9600.0), ready=9.0), order("late", ready=25.0))  # early takes an hour
    alone = replace(STILL, most_in_bundle=1)
    decided = dispatch(day(couriers=(kim, lee), orders=orders), alone, now=7)
    assert decided == (Go(courier="lee", kitchen="mill"),)
    matches = assign(day(couriers=(lee,), orders=orders), (lee,), STILL, now=7)
    assert [match.bundle.orders[0].key for match in matches] == ["early"]


def test_two_orders_share_a_trip_when_couriers_are_short() -> None:
    next_door = (order("a", to=(0.0, 3200.0), ready=5.0), order("b", to=(0.0, 3300.0), ready=5.0))
    alone = dispatch(day(couriers=(courier(),), orders=next_door), STILL, now=5)
    assert alone == (Fetch(courier="kim", orders=("a", "b")),)


def test_two_orders_go_apart_when_couriers_stand_ready() -> None:
    apart = (order("a", to=(0.0, 3200.0), ready=5.0), order("b", to=(0.0, -3200.0), ready=5.0))
    both = dispatch(day(couriers=(courier("kim"), courier("lee")), orders=apart), STILL, now=5)
    assert sorted(decision.orders for decision in both if isinstance(decision, Fetch)) == [("a",), ("b",)]


def test_a_courier_without_work_goes_to_wait_where_orders_come_from() -> None:
    away = day(couriers=(courier(at=(0.0, 6400.0), off=480.0),))
    (decision,) = dispatch(away, now=0)
    assert isinstance(decision, Go)


def test_nobody_wanders_off_at_the_end_of_a_shift() -> None:
    assert dispatch(day(couriers=(courier(at=(0.0, 6400.0), off=10.0),)), now=0) == ()


def test_two_who_wait_do_not_wait_in_one_place() -> None:
    here = (courier("kim", at=(0.0, 0.0)), courier("lee", at=(0.0, 0.0)))
    assert {
        decision.kitchen for decision in dispatch(day(couriers=here), now=0) if isinstance(decision, Go)
    } == {"quay"}


def test_two_wait_in_one_busy_place_when_the_others_are_away() -> None:
    """The mill is asked for four times as often; the nearest there is away more often than not."""
    asked = tuple(order(f"o{n}", "mill", ready=3.0) for n in range(3))
    here = (courier("kim", at=(0.0, 0.0)), courier("lee", at=(0.0, 0.0)))
    busy = tuple(courier(f"busy{n}", at=(99_000.0, 0.0), free=400.0) for n in range(8))
    calm = replace(day(couriers=here), demand=Demand.unknown(2).after(asked, TOWN))
    assert {one.kitchen for one in dispatch(calm, now=0) if isinstance(one, Go)} == {"quay"}
    assert dispatch(replace(calm, couriers=here + busy), now=0) == ()


def test_hundreds_of_orders_at_one_counter_are_joined_all_the_same() -> None:
    many = tuple(order(f"o{n:03}", to=(0.0, 640.0 + n), ready=5.0) for n in range(200))
    (fetch,) = dispatch(day(couriers=(courier(),), orders=many), STILL, now=5)
    assert isinstance(fetch, Fetch)
    assert len(fetch.orders) == 2


def test_a_bundle_is_delivered_in_the_sequence_that_is_soonest_for_all() -> None:
    points = {"a": (0.0, 3200.0), "b": (0.0, 1600.0), "c": (320.0, 2000.0)}
    orders = tuple(order(key, to=to) for key, to in points.items())
    best = bundle(orders, TOWN)

    def total(sequence: tuple[Order, ...]) -> float:
        clock, here, minutes = 2.0, np.zeros(2), 0.0
        for stop in sequence:
            clock += float(TOWN.travel_min(here, np.array(stop.to_m))) + 2
            minutes += clock
            clock, here = clock + 2, np.array(stop.to_m)
        return minutes

    assert best.after_pickup_min == min(total(sequence) for sequence in permutations(orders))
    assert total(best.orders) == best.after_pickup_min


@st.composite
def days(draw: st.DrawFn):  # type: ignore[no-untyped-def]
    metres = st.integers(-5000, 5000).map(float)
    couriers = tuple(
        courier(
            f"c{n}",
            at=(draw(metres), draw(metres)),
            free=draw(st.integers(0, 60)),
            off=draw(st.integers(0, 120)),
        )
        for n in range(draw(st.integers(1, 5)))
    )
    orders = tuple(
        order(
            f"o{n}",
            draw(st.sampled_from(TOWN.kitchens)),
            to=(draw(metres), draw(metres)),
            placed=0.0,
            ready=float(draw(st.integers(0, 60))),
        )
        for n in range(draw(st.integers(0, 5)))
    )
    return day(couriers=couriers, orders=orders)


@given(days(), st.integers(0, 60))
def test_every_decision_is_legal(today, now) -> None:  # type: ignore[no-untyped-def]
    decisions = dispatch(today, now=now)
    couriers = {c.key: c for c in today.couriers}
    orders = {o.key: o for o in today.orders}
    assert len({decision.courier for decision in decisions}) == len(decisions)
    fetched = [key for decision in decisions if isinstance(decision, Fetch) for key in decision.orders]
    assert len(fetched) == len(set(fetched))
    for decision in decisions:
        who = couriers[decision.courier]
        assert max(who.free_min, who.on_min) <= now < who.off_min
        if isinstance(decision, Fetch):
            assert len({orders[key].kitchen for key in decision.orders}) == 1
            assert max(now + 2, *(orders[key].ready_min for key in decision.orders)) <= who.off_min


@given(days(), st.integers(0, 60), st.randoms(use_true_random=False))
def test_the_sequence_of_couriers_and_orders_changes_nothing(today, now, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = replace(
        today,
        couriers=tuple(random.sample(today.couriers, len(today.couriers))),
        orders=tuple(random.sample(today.orders, len(today.orders))),
    )
    assert dispatch(shuffled, now=now) == dispatch(today, now=now)


@given(days(), st.integers(0, 60))
def test_it_leaves_the_day_as_it_was(today, now) -> None:  # type: ignore[no-untyped-def]
    before = copy.deepcopy(today)
    first = dispatch(today, now=now)
    assert today.couriers == before.couriers
    assert today.orders == before.orders
    assert np.array_equal(today.demand.per_kitchen, before.demand.per_kitchen)
    assert np.array_equal(today.grounds.at_m, before.grounds.at_m)
    assert dispatch(before, now=now) == first


@given(days())
def test_without_bundles_it_is_the_best_of_all_assignments(today) -> None:  # type: ignore[no-untyped-def]
    """Brute force over who fetches what on the next trip, where there are no more orders than couriers."""
    params = DispatchParams(most_in_bundle=1, second_trip=1e5, spare_hour=0)
    couriers, orders = today.couriers, today.orders[: len(today.couriers)]
    if not orders:
        return

    def cost(who: Courier, what: Order) -> float:
        kitchen = TOWN.at_m[TOWN.number[what.kitchen]]
        travel = float(TOWN.travel_min(np.array(who.at_m), kitchen))
        pickup = max(who.free_min + travel + 2, what.ready_min)
        return pickup - what.ready_min + 0.1 * travel if pickup <= who.off_min else 1e4

    best = min(
        sum(cost(who, what) for who, what in zip(chosen, orders, strict=True))
        for chosen in permutations(couriers, len(orders))
    )
    matches = assign(replace(today, orders=orders), couriers, params, now=0)
    by_key = {who.key: who for who in couriers}
    found = sum(cost(by_key[match.courier], match.bundle.orders[0]) for match in matches)
    assert found + 1e4 * (len(orders) - len(matches)) == pytest.approx(best)


def test_what_cannot_be_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match=r"metres_per_min must be > 0, got 0"):
        Grounds(kitchens=("mill",), at_m=np.zeros((1, 2)), metres_per_min=0)
    with pytest.raises(ValueError, match=r"ready_min must be >= placed_min 5, got 4 for order o1"):
        order(placed=5, ready=4)
    with pytest.raises(ValueError, match=r"off_min must be >= on_min 9, got 8 for courier kim"):
        courier(on=9, off=8)
    with pytest.raises(ValueError, match=r"a kitchen of these grounds, got \['moon'\]"):
        day(orders=()).__class__(
            grounds=TOWN, couriers=(), orders=(order(kitchen="moon"),), demand=day().demand
        )
