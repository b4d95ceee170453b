"""Another plan for one promise that stands badly: what may move, what it is worth, and whom it touches."""

import copy
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from hovmester.engines.promising import standings
from hovmester.engines.promising.law import Law
from hovmester.engines.promising.model import House, MeetingPoint, Params, StepKind
from hovmester.engines.promising.origin import house_from
from hovmester.engines.promising.roads import GreatCircleRoads
from hovmester.engines.promising.suggesting import MovedStep, SuggestParams, Weighed, suggest, weigh
from hovmester.engines.promising.suggesting.weighing import moved
from tests.engines.promising.cast import ALEX, CAR, COOK, EVENING, HOUSE, NEAR, SAM, VAN, given

# The same stream and as many samples as a suggestion is told from, so that figures are equal and not merely near.
AS_TOLD = Params(samples=SuggestParams().samples[2])
TWO = replace(HOUSE, workers=(COOK, ALEX, SAM), vehicles=(CAR, VAN))


def kim(key: str) -> House:
    """A house in which promise `late` comes too late, since Alex has one to bring before."""
    before, late = given("before", start=0, deadline=90), given(key, start=10, deadline=60)
    return replace(TWO, promises=(before, late))


def ask(house: House, key: str = "late", **also: object) -> Weighed | None:
    return suggest(house, key, AS_TOLD, now=0, seed=1, **also)  # type: ignore[arg-type]


def odds(house: House, key: str = "late") -> float:
    (found,) = standings(house, AS_TOLD, now=0, seed=1, of={key})
    return found.p_raw


def who_moves(found: Weighed) -> set[tuple[str, str]]:
    return {(step.promise, step.worker) for step in found.steps}


def test_another_courier_takes_it_and_nobody_else_is_moved() -> None:
    house = kim("late")
    found = ask(house)
    assert found is not None
    assert who_moves(found) == {("late", "sam")}
    assert {house.promises[1].steps[step.number].kind for step in found.steps} == {
        StepKind.DRIVE, StepKind.FIND, StepKind.HANDOVER,
    }  # fmt: skip
    assert found.disturbance.moved == ("late",)
    assert found.disturbance.shifted_min == 0
    (effect,) = found.effects
    assert effect.p_before == odds(house) < 0.7
    assert effect.p_after == odds(moved(house, found.steps)) > 0.9
    assert effect.later_min < 0


def test_it_says_what_the_other_courier_costs_more() -> None:
    house = kim("late")
    found = ask(house)
    assert found is not None
    away = 2 * found.steps[0].law.p50 + 2 + 2  # there and back, finding the guest, handing over
    was = 2 * house.promises[1].steps[2].law.p50 + 2 + 2
    assert float(found.costs_more) == pytest.approx(24 / 60 * (away - was), abs=0.5)
    dear = ask(replace(house, workers=(COOK, ALEX, replace(SAM, per_hour=Decimal(60)))))
    assert dear is not None
    assert float(dear.costs_more - found.costs_more) == pytest.approx((60 - 24) / 60 * away, abs=0.5)


def test_alone_the_courier_brings_what_is_urgent_first() -> None:
    house = replace(kim("late"), workers=(COOK, ALEX), vehicles=(CAR,))
    found = ask(house)
    assert found is not None
    assert who_moves(found) == {("before", "alex")}  # behind the one that is late
    assert found.disturbance.moved == ()
    assert found.disturbance.shifted_min > 10
    assert odds(moved(house, found.steps)) > 0.9
    assert odds(moved(house, found.steps), "before") > house.floor


def test_no_other_promise_is_pushed_under_its_floor() -> None:
    house = replace(kim("late"), workers=(COOK, ALEX), vehicles=(CAR,))
    tight = replace(house, promises=(replace(house.promises[0], deadline=45.0), house.promises[1]))
    assert ask(tight) is None
    turn = tuple(
        MovedStep(
            promise="before", number=n, start=52.0 + n, worker="alex", vehicle="car",
            law=house.promises[0].steps[n].law,
        )
        for n in (2, 3, 4)
    )  # fmt: skip
    assert weigh(tight, "late", turn, AS_TOLD, now=0, seed=1).refused == "before"
    assert weigh(house, "late", turn, AS_TOLD, now=0, seed=1).refused == ""
    careless = replace(tight, promises=(replace(tight.promises[0], floor=0.0), tight.promises[1]))
    assert weigh(careless, "late", turn, AS_TOLD, now=0, seed=1).refused == ""


def test_it_is_made_before_others_that_can_wait() -> None:
    crew = tuple(replace(ALEX, key=f"w{n}") for n in range(5))
    cars = tuple(replace(CAR, key=f"v{n}") for n in range(5))
    promises = tuple(
        given(
            f"p{n}", start=n / 10, deadline=60 if n == 4 else 200, worker=f"w{n}", vehicle=f"v{n}"
        )
        for n in range(5)
    )  # fmt: skip
    house = replace(HOUSE, workers=(COOK, *crew), vehicles=cars, promises=promises)
    found = ask(house, "p4")
    assert found is not None
    assert {promises[4].steps[step.number].kind for step in found.steps} == {StepKind.MAKE, StepKind.PACK}
    assert found.gain > 0.9
    assert [effect.promise for effect in found.effects if effect.later_min > 1] == ["p1", "p2", "p3"]


def test_it_is_begun_sooner_where_the_plan_left_time_that_is_needed_now() -> None:
    house = replace(TWO, promises=(given("late", start=30, deadline=72),))
    found = ask(house)
    assert found is not None
    assert min(step.start for step in found.steps) == 0
    assert odds(moved(house, found.steps)) == found.effects[0].p_after > 0.95


def test_the_guest_is_met_where_the_way_is_shorter_and_that_must_be_told() -> None:
    far = given("late", start=0, deadline=52)
    steps = list(far.steps)
    steps[3] = replace(steps[3], law=Law.from_p50_p90(12, 18))
    house = replace(HOUSE, promises=(replace(far, steps=tuple(steps)),))
    near = MeetingPoint(name="at the kerb", at=NEAR, walk=Law.from_p50_p90(1, 2))
    assert ask(house) is None
    found = ask(house, points=(near,))
    assert found is not None
    assert [(step.number, step.place) for step in found.steps] == [(3, "at the kerb")]


def test_what_stands_well_and_what_nothing_helps_is_left_alone() -> None:
    assert ask(replace(TWO, promises=(given("late", start=0, deadline=200),))) is None
    assert ask(replace(TWO, promises=(given("late", start=0, deadline=5),))) is None


def test_what_has_begun_does_not_move() -> None:
    house = kim("late")
    late = house.promises[1]
    gone = replace(
        late, steps=tuple(replace(step, began=-5.0) if n == 2 else step for n, step in enumerate(late.steps))
    )
    found = ask(replace(house, promises=(house.promises[0], gone)))
    assert found is None or all(step.promise != "late" or step.number > 2 for step in found.steps)
    step = replace(MovedStep(promise="late", number=2, start=0, law=late.steps[2].law), worker="sam")
    with pytest.raises(ValueError, match="has not begun"):
        weigh(replace(house, promises=(house.promises[0], gone)), "late", (step,), now=0, seed=1)


def test_what_is_stuck_goes_on_with_others_alone_and_counts_from_nothing() -> None:
    well = replace(TWO, promises=(given("late", start=0, deadline=90),))
    assert ask(well) is None
    found = ask(well, stuck=True)
    assert found is not None
    assert {(step.worker, step.vehicle) for step in found.steps} == {("sam", "van")}
    assert (found.effects[0].p_before, found.effects[0].p_after) == (0, odds(moved(well, found.steps)))
    assert ask(replace(well, workers=(COOK, ALEX)), stuck=True) is None
    assert ask(replace(well, vehicles=(CAR,)), stuck=True) is None


def test_nobody_is_asked_after_the_shift() -> None:
    house = kim("late")
    leaving = replace(SAM, shifts=(replace(EVENING, end=40.0),))
    found = ask(replace(house, workers=(COOK, ALEX, leaving)))
    assert found is None or "sam" not in {worker for _, worker in who_moves(found)}


def test_the_same_house_and_seed_give_the_same_and_the_house_stays_as_it_was() -> None:
    house = kim("late")
    before = copy.deepcopy(house)
    assert ask(house) == ask(house)
    assert house == before


def test_where_time_begins_does_not_matter() -> None:
    house = kim("late")
    far = house_from(house, 1e6, GreatCircleRoads())
    near, moved_far = ask(house), suggest(far, "late", AS_TOLD, now=1e6, seed=1)
    assert near is not None
    assert moved_far is not None
    assert who_moves(near) == who_moves(moved_far)
    assert moved_far.effects[0].after == pytest.approx(near.effects[0].after + 1e6, abs=0.2)


def test_a_promise_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="'nobody'"):
        ask(kim("late"), "nobody")


@st.composite
def evenings(draw: st.DrawFn) -> House:
    """A few promises, carried by whoever, some of them under way."""
    promises = []
    for n in range(draw(st.integers(2, 5))):
        start, who = draw(st.floats(-40, 40)), draw(st.sampled_from([("alex", "car"), ("sam", "van")]))
        promise = given(
            f"p{n}", start=start, deadline=start + draw(st.floats(40, 120)), worker=who[0], vehicle=who[1]
        )
        begun = draw(st.integers(0, 3)) if start < 0 else 0
        steps = tuple(
            replace(
                step, began=min(step.start, -1.0), ended=min(step.start + 1, -0.5) if i + 1 < begun else None
            )
            if i < begun
            else step
            for i, step in enumerate(promise.steps)
        )
        promises.append(replace(promise, steps=steps))
    return replace(TWO, promises=tuple(promises))


@settings(max_examples=60)
@drawn(evenings())
def test_what_is_said_is_what_the_whole_house_played_anew_says(house: House) -> None:
    """Only what is touched is played again; whatever that is, every promise ends as in a house planned so all along."""
    for promise in house.promises:
        found = ask(house, promise.key)
        if found is None:
            continue
        before = {one.promise: one for one in standings(house, AS_TOLD, now=0, seed=1)}
        after = {one.promise: one for one in standings(moved(house, found.steps), AS_TOLD, now=0, seed=1)}
        effects = {effect.promise: effect for effect in found.effects}
        for key, stands in after.items():
            if key in effects:
                assert effects[key].p_before == before[key].p_raw
                assert effects[key].p_after == stands.p_raw
            else:
                assert stands == before[key]
            floor = house.floor
            assert stands.p_raw >= min(floor, before[key].p_raw) - SuggestParams().bearable
        assert {one.promise for one in found.stands} >= {promise.key}
        assert all(one == after[one.promise] for one in found.stands)
        assert found.gain >= SuggestParams().worth


@pytest.mark.parametrize("wrong", [{"worth": -0.1}, {"other_hands": float("nan")}, {"samples": (32, 64, 64)}])
def test_stakes_are_checked_when_made(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must be >="):
        SuggestParams(**wrong)  # type: ignore[arg-type]
