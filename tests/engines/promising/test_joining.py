"""A wish may join a trip that is planned: the trip waits for its food, too, and goes on to its guest."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from hovmester.engines.promising import answer, standings
from hovmester.engines.promising.best import Best, best_plan, candidates
from hovmester.engines.promising.case import FIRST, Case
from hovmester.engines.promising.harm import harm, settle
from hovmester.engines.promising.model import (
    House,
    MeetingPoint,
    Params,
    Point,
    Promise,
    Step,
    StepKind,
    Wish,
)
from hovmester.engines.promising.trial import Trial, plan_of
from tests.engines.promising.cast import (
    ALEX,
    CAR,
    COOK,
    GRILL,
    HOUSE,
    NEAR,
    NOW,
    PORTERHOUSE,
    QUICK,
    given,
    wish,
)

TOGETHER = replace(QUICK, join_trips=True)
NEXT_DOOR = MeetingPoint(name="next door", at=Point(lat=40.7650, lon=-73.9690), walk=PORTERHOUSE.pack)
ONE_TRIP = replace(
    HOUSE, promises=(given("first", start=5, deadline=57),), stations=(replace(GRILL, places=2),)
)


def soon(at: float = 42, patience: float = 11) -> Wish:
    return wish(at, patience, meeting_points=(NEXT_DOOR,))


def promised(trial: Trial, what: Wish, start: float, joins: str) -> Promise:
    """The plan written down as a promise, each step planned for when the draft has it."""
    planned = {StepKind.PERMISSION: start, StepKind.MAKE: start, StepKind.DRIVE: trial.draft.depart}
    steps = tuple(
        Step(
            kind=step.kind, law=step.lasts, start=planned.get(step.kind, step.start), worker=step.worker,
            station=step.station, vehicle=step.vehicle, item=step.item, qty=step.qty, to=step.to, origin=step.origin,
            began=start if step.kind is StepKind.PERMISSION else None,
            ended=start if step.kind is StepKind.PERMISSION else None,
        )
        for step in plan_of(trial, what, start)
    )  # fmt: skip
    return Promise(
        key=what.key,
        site="manhattan",
        deadline=what.time.deadline,
        earliest=what.time.earliest,
        joins=joins,
        steps=steps,
    )  # fmt: skip


def test_the_one_driver_takes_both_and_the_plan_says_so():
    alone = answer(ONE_TRIP, soon(), QUICK, now=NOW, seed=1)
    said = answer(ONE_TRIP, soon(), TOGETHER, now=NOW, seed=1)
    assert said.joins == "first"
    assert alone.joins == ""
    assert said.p_on_time > (alone.p_on_time or 0.0) + 0.2
    drive = next(step for step in said.steps if step.kind is StepKind.DRIVE)
    assert drive.origin == NEAR
    assert all(step.worker == "alex" for step in said.steps if step.kind is StepKind.DRIVE)
    assert all(hurt.p_after >= ONE_TRIP.floor for hurt in said.hurts)


def test_a_trip_is_not_joined_where_its_guest_would_be_late():
    ready = given("first", start=-17, deadline=32)
    made = tuple(replace(step, began=step.start, ended=step.start + 1) for step in ready.steps[:2])
    tight = replace(ONE_TRIP, promises=(replace(ready, steps=(*made, *ready.steps[2:])),))
    said = answer(tight, soon(), TOGETHER, now=NOW, seed=1)
    assert said.p_on_time is not None
    assert said.joins == ""
    assert all(hurt.p_after >= ONE_TRIP.floor for hurt in said.hurts)


def test_the_shared_way_costs_less_than_a_trip_of_its_own():
    free = replace(
        ONE_TRIP, workers=(COOK, ALEX, replace(ALEX, key="sam")), vehicles=(CAR, replace(CAR, key="car2"))
    )
    together = answer(ONE_TRIP, soon(), TOGETHER, now=NOW, seed=1)
    alone = answer(free, soon(), QUICK, now=NOW, seed=1)
    metres = [sum(part.distance_m for part in said.parts) for said in (together, alone)]
    assert metres[0] < metres[1] / 2


@settings(max_examples=12, deadline=None)
@forall(
    starts=st.lists(st.integers(0, 60), min_size=1, max_size=4), at=st.integers(40, 110), places=st.integers(1, 3),
    seed=st.integers(0, 1000),
)  # fmt: skip
def test_a_joined_trip_is_what_a_house_with_both_promises_shows(starts, at, places, seed):
    """Tiny houses: the odds of the wish and of everybody else, as tried and as a house that has promised it."""
    house = busy(starts, places)
    case, what = Case(house, TOGETHER, now=NOW, seed=seed), soon(at)
    found = candidates(case, what, 50)
    for draft in [draft for draft in found if draft.joins] if isinstance(found, list) else []:
        world = case.world(FIRST, 256)
        trial = settle(world, what, draft)
        hurts = {hurt.promise: hurt.p_after for hurt in harm(world, trial, draft.start, floor=0.0).hurts}
        joined = house.promises[draft.joins.promise].key
        both = replace(house, promises=(*house.promises, promised(trial, what, draft.start, joined)))
        after = Case(both, TOGETHER, now=NOW, seed=seed).world(FIRST, 256)
        np.testing.assert_allclose(
            after.handed_over(len(house.promises)), trial.handed_over.at(draft.start), atol=0.02
        )
        for number, promise in enumerate(house.promises):
            expected = hurts.get(promise.key, world.in_time(number))
            assert after.in_time(number) == pytest.approx(expected, abs=0.01)


def busy(starts: list[int], places: int) -> House:
    """Two drivers with trips between them."""
    crew = [("alex", "car"), ("sam", "van")]
    promises = tuple(
        given(f"p{i}", start=start, deadline=start + 70, worker=crew[i % 2][0], vehicle=crew[i % 2][1])
        for i, start in enumerate(sorted(starts))
    )
    workers = tuple(replace(ALEX, key=who) for who, _ in crew)
    vehicles = tuple(replace(CAR, key=what) for _, what in crew)
    return replace(
        HOUSE,
        workers=(COOK, *workers),
        vehicles=vehicles,
        promises=promises,
        stations=(replace(GRILL, places=places),),
    )


@settings(max_examples=15, deadline=None)
@forall(
    starts=st.lists(st.integers(0, 60), min_size=1, max_size=4),
    at=st.integers(30, 110),
    seed=st.integers(0, 1000),
)
def test_more_ways_of_doing_it_never_lower_the_odds(starts, at, seed):
    house = replace(busy(starts, 2), floor=0.0)
    alone, together = (
        best_plan(Case(house, params, now=NOW, seed=seed), soon(at)) for params in (QUICK, TOGETHER)
    )
    if isinstance(alone, Best):
        assert isinstance(together, Best)
        assert together.p_chosen >= alone.p_chosen - 0.03


def test_a_promise_that_joins_a_trip_stands_as_it_was_told():
    case, what = Case(ONE_TRIP, TOGETHER, now=NOW, seed=1), soon()
    best = best_plan(case, what)
    both = replace(ONE_TRIP, promises=(*ONE_TRIP.promises, promised(best.fresh, what, best.start, "first")))
    stood = {standing.promise: standing for standing in standings(both, Params(), now=NOW, seed=1)}
    assert stood[what.key].p_on_time == pytest.approx(best.p, abs=0.02)
    assert stood["first"].p_on_time > 0.9


def test_nothing_is_put_between_two_who_share_a_trip():
    what = soon()
    best = best_plan(Case(ONE_TRIP, TOGETHER, now=NOW, seed=1), what)
    both = replace(ONE_TRIP, promises=(*ONE_TRIP.promises, promised(best.fresh, what, best.start, "first")))
    case = Case(both, TOGETHER, now=NOW, seed=1)
    ours = case.schedule.on_road(1)[0].place["worker/alex"]
    for at in (50, 60, 90):
        found = candidates(case, soon(at), 50)
        assert all(draft.slot != ours and draft.joins is None for draft in found)
