"""How open promises stand: as things are now, step by step."""

from dataclasses import replace

import pytest

from hovmester.engines.promising import answer, standings
from hovmester.engines.promising.model import Step, StepKind
from hovmester.engines.promising.origin import house_from
from hovmester.engines.promising.roads import GreatCircleRoads
from tests.engines.promising.cast import HOUSE, QUICK, given, wish


def test_a_promise_just_given_stands_as_it_was_answered():
    said = answer(HOUSE, wish(80), QUICK, now=0, seed=1)
    steps = tuple(
        Step(
            kind=step.kind, law=step.lasts, start=step.start, worker=step.worker, station=step.station,
            vehicle=step.vehicle, item=step.item, to=step.to,
            began=0.0 if step.kind is StepKind.PERMISSION else None,
            ended=0.0 if step.kind is StepKind.PERMISSION else None,
        )
        for step in said.steps
    )  # fmt: skip
    promise = replace(given("p1", start=0, deadline=said.deadline), earliest=said.earliest, steps=steps)
    (stands,) = standings(replace(HOUSE, promises=(promise,)), QUICK, now=0, seed=2)
    assert stands.p_on_time == pytest.approx(said.p_on_time, abs=0.02)
    assert stands.delivered[0.5] == pytest.approx(said.delivered[0.5], abs=1)
    assert [step.number for step in stands.steps] == [1, 2, 3, 4, 5]


def test_trouble_in_the_kitchen_lowers_the_odds_of_all_who_wait():
    promises = tuple(given(f"p{i}", start=20 * i, deadline=80 + 45 * i) for i in range(3))
    calm = standings(replace(HOUSE, promises=promises), QUICK, now=0, seed=1)
    stuck = replace(promises[0], steps=(replace(promises[0].steps[0], began=-25.0), *promises[0].steps[1:]))
    begun = replace(promises[0], steps=(replace(promises[0].steps[0], began=-1.0), *promises[0].steps[1:]))
    late = standings(replace(HOUSE, promises=(stuck, *promises[1:])), QUICK, now=0, seed=1)
    usual = standings(replace(HOUSE, promises=(begun, *promises[1:])), QUICK, now=0, seed=1)
    assert [s.promise for s in calm] == ["p0", "p1", "p2"]
    assert late[1].p_on_time <= usual[1].p_on_time


def test_one_may_be_asked_for_alone_and_stands_the_same():
    promises = tuple(given(f"p{i}", start=20 * i, deadline=75 + 30 * i) for i in range(3))
    house = replace(HOUSE, promises=promises)
    everything = standings(house, QUICK, now=0, seed=1)
    assert standings(house, QUICK, now=0, seed=1, of={"p1"}) == (everything[1],)


def test_where_time_begins_does_not_matter():
    house = replace(HOUSE, promises=(given("p1", start=0, deadline=70),))
    far = house_from(house, 1e6, GreatCircleRoads())
    (near,), (moved,) = standings(house, QUICK, now=0, seed=1), standings(far, QUICK, now=1e6, seed=1)
    assert moved.p_on_time == near.p_on_time
    assert moved.delivered[0.5] == pytest.approx(near.delivered[0.5] + 1e6, abs=1e-3)


def test_what_was_handed_over_stands_with_what_came_of_it():
    over = given("p1", start=-60, deadline=-5)
    steps = tuple(replace(step, began=step.start, ended=step.start + step.law.p50) for step in over.steps)
    kept, missed = replace(over, steps=steps), replace(over, key="p2", deadline=-40.0, steps=steps)
    house = replace(HOUSE, promises=(kept, missed))
    assert [s.p_on_time for s in standings(house, QUICK, now=0, seed=1)] == [1.0, 0.0]
