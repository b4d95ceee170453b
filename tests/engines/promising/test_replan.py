"""Improving a running day: what may move, what it must gain, and how much it disturbs."""

import copy
import math
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hovmester.engines.promising.replan import Job, Replan, ReplanParams, Route, Running, replan
from tests.engines.promising.dispatch.cast import TOWN, courier, order

CARELESS = ReplanParams(other_courier=0, per_shifted_min=0)


def job(
    key: str,
    kitchen: str = "mill",
    *,
    ready: float = 10.0,
    due: float = 60.0,
    told: bool = False,
    y: float = 640.0,
) -> Job:
    return Job(order=order(key, kitchen, to=(0.0, y), ready=ready), due_min=due, told=told)


def where(found: Replan) -> dict[str, str]:
    return {
        one.order.key: route.courier.key
        for route in found.running.routes
        for trip in route.trips
        for one in trip
    }


def test_work_is_shared_with_a_courier_who_has_none() -> None:
    busy = Route(courier=courier("kim"), trips=tuple((job(f"o{n}", due=25),) for n in range(4)))
    found = replan(Running(grounds=TOWN, routes=(busy, Route(courier=courier("lee")))), now=0)
    assert set(where(found).values()) == {"kim", "lee"}
    assert found.late_min[1] < found.late_min[0]
    assert found.disturbance.moved == tuple(sorted(key for key, who in where(found).items() if who == "lee"))
    assert found.disturbance.shifted_min > 0


def test_what_somebody_was_told_stays() -> None:
    told = Route(courier=courier("kim"), trips=tuple((job(f"o{n}", due=25, told=True),) for n in range(4)))
    running = Running(grounds=TOWN, routes=(told, Route(courier=courier("lee"))))
    found = replan(running, now=0)
    assert found.running == running
    assert found.disturbance.moved == ()
    assert found.disturbance.shifted_min == 0


def test_a_small_gain_changes_nothing() -> None:
    near = courier("near", at=(0.0, 0.0))
    nearly = courier("nearly", at=(320.0, 0.0))
    running = Running(
        grounds=TOWN, routes=(Route(courier=nearly, trips=((job("o1", ready=0.0),),)), Route(courier=near))
    )
    assert where(replan(running, now=0)) == {"o1": "nearly"}
    assert where(replan(running, CARELESS, now=0)) == {"o1": "near"}


def test_an_order_nobody_has_is_given_to_somebody() -> None:
    found = replan(Running(grounds=TOWN, routes=(Route(courier=courier()),), unplanned=(job("o1"),)), now=0)
    assert where(found) == {"o1": "kim"}
    assert found.undone == (1, 0)


def test_an_order_that_nobody_can_do_is_left_and_counted() -> None:
    running = Running(grounds=TOWN, routes=(Route(courier=courier(off=5.0)),), unplanned=(job("o1"),))
    assert replan(running, now=0).undone == (1, 1)


def test_orders_of_one_kitchen_join_in_a_trip_when_one_courier_is_left() -> None:
    trips = ((job("a", y=6400, due=30),), (job("b", y=6500, due=30),))
    found = replan(Running(grounds=TOWN, routes=(Route(courier=courier(), trips=trips),)), now=0)
    assert [[one.order.key for one in trip] for trip in found.running.routes[0].trips] == [["a", "b"]]


def test_room_is_made_for_an_order_that_one_courier_alone_can_do() -> None:
    """Kim has the mill's order, and alone could still do the quay's; Lee can do the mill's."""
    kim, lee = (
        Route(courier=courier("kim", off=23.0), trips=((job("a", ready=20.0),),)),
        courier("lee", off=20.0),
    )
    day = Running(grounds=TOWN, routes=(kim, Route(courier=lee)), unplanned=(job("b", "quay", ready=21.0),))
    found = replan(day, now=0)
    assert where(found) == {"b": "kim", "a": "lee"}
    assert found.undone == (1, 0)
    assert found.disturbance.moved == ("a",)


@st.composite
def running_days(draw: st.DrawFn) -> Running:
    n = draw(st.integers(0, 6))
    jobs = [
        Job(
            order=order(
                f"o{k}",
                draw(st.sampled_from(TOWN.kitchens)),
                to=(float(draw(st.integers(-3000, 3000))), float(draw(st.integers(-3000, 3000)))),
                ready=float(draw(st.integers(0, 40))),
            ),
            due_min=float(draw(st.integers(10, 90))),
            told=draw(st.booleans()),
        )
        for k in range(n)
    ]
    routes: list[list[Job]] = [[], [], []]
    for one in jobs:
        routes[draw(st.integers(0, 2))].append(one)
    couriers = [courier(f"c{k}", off=float(draw(st.integers(20, 200)))) for k in range(2)]
    return Running(
        grounds=TOWN,
        routes=tuple(
            Route(courier=who, trips=tuple((one,) for one in route))
            for who, route in zip(couriers, routes[:2], strict=True)
        ),
        unplanned=tuple(replace(one, told=False) for one in routes[2]),
    )


@given(running_days())
def test_nothing_is_lost_nothing_gets_worse_and_the_told_stay(running: Running) -> None:
    before = copy.deepcopy(running)
    found = replan(running, now=0)
    assert running.routes == before.routes
    assert sorted(one.order.key for one in found.running.jobs()) == sorted(
        one.order.key for one in running.jobs()
    )
    assert found.undone[1] <= found.undone[0]
    if found.undone[0] == found.undone[1]:
        cost = [waiting + 5 * late for waiting, late in zip(found.waiting_min, found.late_min, strict=True)]
        assert cost[1] <= cost[0] + 1e-6
    for old, new in zip(running.routes, found.running.routes, strict=True):
        kept = [trip for trip in old.trips if any(one.told for one in trip)]
        last = max((n for n, trip in enumerate(old.trips) if trip in kept), default=-1)
        assert new.trips[: last + 1] == old.trips[: last + 1]


def clock(running: Running) -> dict[str, tuple[str, float]]:
    """Who hands each order over, and when, reckoned leg by leg; infinity where the food is fetched after going off."""
    handed = {}
    for route in running.routes:
        now, here = max(0.0, route.courier.free_min, route.courier.on_min), route.courier.at_m
        for trip in route.trips:
            x, y = TOWN.at_m[TOWN.number[trip[0].order.kitchen]].tolist()
            now += math.ceil(math.dist(here, (x, y)) / TOWN.metres_per_min) + TOWN.pickup_min / 2
            now = max([now, *(one.order.ready_min for one in trip)])
            late, here = now > route.courier.off_min, (x, y)
            now += TOWN.pickup_min / 2
            for one in trip:
                now += math.ceil(math.dist(here, one.order.to_m) / TOWN.metres_per_min) + TOWN.dropoff_min / 2
                handed[one.order.key] = (route.courier.key, math.inf if late else now)
                now, here = now + TOWN.dropoff_min / 2, one.order.to_m
    return handed


@given(running_days())
def test_who_was_told_is_served_by_the_same_courier_at_the_same_minute(running: Running) -> None:
    after = clock(replan(running, now=0).running)
    for key, told in clock(running).items():
        if any(one.told and one.order.key == key for one in running.jobs()):
            assert after[key] == told


@given(running_days())
def test_the_disturbance_is_what_another_clock_finds_and_is_paid_for(running: Running) -> None:
    found = replan(running, now=0)
    before, after = clock(running), clock(found.running)
    moved = sorted(key for key, (who, _) in before.items() if key in after and after[key][0] != who)
    shifts = [abs(after[key][1] - at) for key, (_, at) in before.items() if key in after]
    shifted = sum(minutes for minutes in shifts if math.isfinite(minutes))
    assert list(found.disturbance.moved) == moved
    assert found.disturbance.shifted_min == pytest.approx(shifted)
    if found.undone[0] == found.undone[1]:
        cost = [waiting + 5 * late for waiting, late in zip(found.waiting_min, found.late_min, strict=True)]
        assert cost[0] - cost[1] >= 2 * len(moved) + 0.1 * shifted - 1e-6
    if not moved and not shifted and found.undone[0] == found.undone[1]:
        assert after == before


@given(running_days())
def test_planning_again_at_once_moves_nobody_again(running: Running) -> None:
    once = replan(running, now=0)
    again = replan(once.running, now=0)
    assert again.running == once.running


@given(running_days())
def test_with_two_jobs_it_finds_the_best_there_is(running: Running) -> None:
    free = [replace(one, told=False) for one in running.jobs()][:2]
    couriers = [route.courier for route in running.routes]
    start = Running(grounds=TOWN, routes=tuple(Route(courier=who) for who in couriers), unplanned=tuple(free))
    found = replan(start, CARELESS, now=0)

    def total(kim: tuple[Job, ...], lee: tuple[Job, ...]) -> float:
        routes = tuple(
            Route(courier=who, trips=tuple((one,) for one in jobs))
            for who, jobs in zip(couriers, (kim, lee), strict=True)
        )
        tried = replan(Running(grounds=TOWN, routes=routes), ReplanParams(most_moves=0), now=0)
        return tried.waiting_min[0] + 5 * tried.late_min[0] + 1e4 * tried.undone[0]

    best = min(
        total(tuple(jobs[:cut]), tuple(jobs[cut:]))
        for jobs in permutations(free)
        for cut in range(len(free) + 1)
    )
    assert found.waiting_min[1] + 5 * found.late_min[1] + 1e4 * found.undone[1] <= best + 1e-6


def total(running: Running) -> float:
    as_it_is = replan(running, ReplanParams(most_moves=0), now=0)
    return as_it_is.waiting_min[0] + 5 * as_it_is.late_min[0] + 1e4 * as_it_is.undone[0]


@given(running_days())
def test_no_single_move_is_overlooked(running: Running) -> None:
    """Screening by bounds leaves nothing that would still gain: every job tried in every trip and place."""
    found = replan(running, CARELESS, now=0).running
    best = total(found)
    for k, route in enumerate(found.routes):
        for trip in route.trips:
            for one in trip if not any(job.told for trips in route.trips for job in trips) else ():
                rest = tuple(
                    replace(
                        r, trips=tuple(kept for t in r.trips if (kept := tuple(j for j in t if j != one)))
                    )
                    for r in found.routes
                )
                for to, other in enumerate(rest):
                    first = max(
                        (n + 1 for n, t in enumerate(other.trips) if any(j.told for j in t)), default=0
                    )
                    for n in range(first, len(other.trips) + 1):
                        trips = (*other.trips[:n], (one,), *other.trips[n:])
                        moved = (*rest[:to], replace(other, trips=trips), *rest[to + 1 :])
                        assert total(replace(found, routes=moved)) >= best - 1e-6, (k, to, one.order.key)


def test_a_day_without_couriers_or_work_is_answered() -> None:
    assert replan(Running(grounds=TOWN, routes=()), now=0).undone == (0, 0)
    assert replan(Running(grounds=TOWN, routes=(), unplanned=(job("o1"),)), now=0).undone == (1, 1)
    assert replan(Running(grounds=TOWN, routes=(Route(courier=courier()),)), now=0).undone == (0, 0)


def test_what_cannot_be_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match=r"a trip fetches from one kitchen, got \['mill', 'quay'\] for kim"):
        Route(courier=courier(), trips=((job("a"), job("b", "quay")),))
    with pytest.raises(ValueError, match=r"got \['a'\] more than once"):
        Running(grounds=TOWN, routes=(Route(courier=courier(), trips=((job("a"),), (job("a"),))),))
    with pytest.raises(ValueError, match=r"got \['a'\] unplanned"):
        Running(grounds=TOWN, routes=(), unplanned=(job("a", told=True),))
    with pytest.raises(ValueError, match=r"most_in_trip must be >= 1, got 0"):
        ReplanParams(most_in_trip=0)
