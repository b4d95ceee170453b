"""The hard cases of the methods page, each in a house small enough to see why."""

from dataclasses import replace

import numpy as np
import pytest

from hovmester.engines.promising import answer
from hovmester.engines.promising.best import best_plan
from hovmester.engines.promising.case import FIRST, Case
from hovmester.engines.promising.law import Law, lognormal
from hovmester.engines.promising.model import (
    Change,
    Constraint,
    DoneStep,
    House,
    Params,
    Promise,
    Step,
    StepKind,
    Time,
    Verdict,
    Window,
)
from tests.engines.promising.cast import (
    ALEX,
    AT_HIS_DOOR,
    CAR,
    COOK,
    DOOR_B,
    GRILL,
    HOUSE,
    NEAR,
    PORTERHOUSE,
    QUICK,
    SAM,
    SANDWICH,
    SITE,
    VAN,
    given,
    wish,
)


def on_a_crew_of(drivers: int, promises: tuple[Promise, ...] = (), **changed) -> House:
    return replace(
        HOUSE,
        workers=(COOK, *(replace(ALEX, key=f"d{i}") for i in range(drivers))),
        vehicles=tuple(replace(CAR, key=f"v{i}") for i in range(drivers)),
        promises=promises,
        **changed,
    )


def test_on_a_rainy_friday_everything_is_late_together():
    ten = tuple(
        given(f"p{i}", start=5 * (i // 2), deadline=52 + 5 * (i // 2), worker=f"d{i}", vehicle=f"v{i}")
        for i in range(10)
    )
    house = on_a_crew_of(10, ten, stations=(replace(GRILL, places=10),))

    def late_at_once(params: Params) -> np.ndarray:
        world = Case(house, params, now=0, seed=1).world(FIRST, 4096)
        return sum((world.handed_over(n) > ten[n].deadline).astype(int) for n in range(10))

    together = late_at_once(replace(QUICK, kitchen_share=0.6, traffic_share=0.6))
    alone = late_at_once(replace(QUICK, kitchen_share=0.0, traffic_share=0.0))
    assert together.mean() < 2 * alone.mean()
    assert np.mean(together >= 5) > 3 * np.mean(alone >= 5)


def test_a_slow_kitchen_tonight_moves_every_later_answer():
    def tonight(took: float) -> House:
        done = tuple(
            DoneStep(
                kind=StepKind.MAKE,
                site="manhattan",
                law=PORTERHOUSE.make,
                began=-60 + 5 * i,
                ended=-60 + 5 * i + took,
            )
            for i in range(6)
        )
        return replace(HOUSE, done=done)

    as_usual, slow, quick = (answer(tonight(took), wish(65), QUICK, now=0, seed=1) for took in (22, 29, 18))
    assert slow.p_on_time < as_usual.p_on_time - 0.04
    assert quick.p_on_time > as_usual.p_on_time


def test_what_is_under_way_counts_from_where_it_is():
    making = given("p1", start=-20, deadline=500)
    begun = replace(making, steps=(replace(making.steps[0], began=-20.0), *making.steps[1:]))
    world = Case(replace(HOUSE, promises=(begun,)), QUICK, now=0, seed=1).world(FIRST, 4096)
    ends = world.finish(0)
    assert ends.min() >= 0
    law, left = PORTERHOUSE.make, np.linspace(1, 12, 5)
    from scipy.stats import lognorm, norm

    sigma = np.log(law.p90 / law.p50) / norm.ppf(0.9) * np.sqrt(1 + 1 / law.n)
    whole = lognorm(s=sigma, scale=law.p50)
    truth = 1 - whole.sf(20 + left) / whole.sf(20)
    assert [np.mean(ends <= t) for t in left] == pytest.approx(truth, abs=0.04)


def test_steps_that_should_have_ended_tell_of_a_slow_kitchen_too():
    going = tuple(
        replace(p, steps=(replace(p.steps[0], began=-32.0, station=""), *p.steps[1:]))
        for p in (given(f"p{i}", start=-32, deadline=500, worker="", vehicle="") for i in range(4))
    )
    fresh = tuple(replace(p, steps=(replace(p.steps[0], began=-1.0), *p.steps[1:])) for p in going)
    late, usual = (answer(replace(HOUSE, promises=p), wish(65), QUICK, now=0, seed=1) for p in (going, fresh))
    assert late.p_on_time < usual.p_on_time - 0.04


def test_what_is_overdue_is_still_to_come():
    making = given("p1", start=-300, deadline=500)
    begun = replace(making, steps=(replace(making.steps[0], began=-300.0), *making.steps[1:]))
    ends = Case(replace(HOUSE, promises=(begun,)), QUICK, now=0, seed=1).world(FIRST, 1024).finish(0)
    assert 0 < np.median(ends) < 120
    assert np.isfinite(ends).all()


def test_many_yeses_share_one_oven_and_none_is_broken_by_the_next():
    house = on_a_crew_of(30, stations=(replace(GRILL, places=1),))
    said_yes = 0
    for number in range(30):
        said = answer(
            house, wish(150, 15, key=f"w{number}", meeting_points=(AT_HIS_DOOR,)), QUICK, now=0, seed=1
        )
        if said.verdict is not Verdict.YES:
            continue
        said_yes += 1
        house = replace(house, promises=(*house.promises, promised(f"w{number}", said)))
    assert 3 <= said_yes <= 8  # 22 minutes each in one oven, before minute 150
    world = Case(house, QUICK, now=0, seed=99).world(FIRST, 4096)
    odds = [np.mean(world.handed_over(n) <= promise.deadline) for n, promise in enumerate(house.promises)]
    assert min(odds) > house.floor - 0.03


def promised(key: str, said) -> Promise:
    steps = tuple(
        Step(
            kind=step.kind, law=step.lasts, start=step.start, worker=step.worker, station=step.station,
            vehicle=step.vehicle, item=step.item, qty=step.qty, to=step.to,
            began=step.start if step.kind is StepKind.PERMISSION else None,
            ended=step.start if step.kind is StepKind.PERMISSION else None,
        )
        for step in said.steps
    )  # fmt: skip
    return Promise(key=key, site=said.site, deadline=said.deadline, earliest=said.earliest, steps=steps)


def test_of_two_wishes_for_the_last_portion_one_is_met():
    house = replace(HOUSE, items=(replace(PORTERHOUSE, stock=1), SANDWICH))
    first = answer(house, wish(key="w1"), QUICK, now=0, seed=1)
    assert first.verdict is Verdict.YES
    taken = replace(house, promises=(promised("w1", first),))
    second = answer(taken, wish(key="w2"), QUICK, now=0.05 / 60, seed=1)
    assert second.reason is Constraint.STOCK


@pytest.mark.parametrize("never", [0.3, 1.0])
def test_a_flight_that_may_be_cancelled_or_diverted(never):
    surely = wish(time=Time.arriving(110, Law.fixed(5), 30))
    unsure = wish(time=Time.arriving(110, Law.fixed(5), 30, never=never))
    before, said = (answer(HOUSE, what, QUICK, now=0, seed=1) for what in (surely, unsure))
    if never == 1:
        assert said.reason is Constraint.NOT_COMING
        assert said.verdict is Verdict.NO
    else:
        assert said.p_on_time == pytest.approx(before.p_on_time * 0.7, abs=0.03)
        assert said.because[0].constraint is Constraint.GUEST


def test_a_flight_forty_minutes_early():
    expected = answer(HOUSE, wish(time=Time.arriving(110, Law.fixed(0), 20)), QUICK, now=0, seed=1)
    early = answer(HOUSE, wish(time=Time.arriving(110, Law.fixed(-40), 20)), QUICK, now=0, seed=1)
    assert expected.p_on_time > 0.97
    assert expected.deadline == pytest.approx(130, abs=0.01)
    assert early.deadline == pytest.approx(90, abs=0.01)
    assert early.steps[1].start < expected.steps[1].start - 30
    too_early = answer(HOUSE, wish(time=Time.arriving(60, Law.fixed(-40), 20)), QUICK, now=0, seed=1)
    assert too_early.p_on_time < 0.05


def test_an_uncertain_flight_is_met_by_waiting():
    late = Law(quantiles=tuple(float(x) for x in np.linspace(-30, 60, 129)), n=500)
    said = answer(HOUSE, wish(time=Time.arriving(110, late, 30)), QUICK, now=0, seed=1)
    assert said.p_on_time > 0.9
    find = next(step for step in said.steps if step.kind is StepKind.FIND)
    assert find.end_p50 < 125  # the median arrival


def test_permission_a_second_after_decide_by_is_too_late():
    now = answer(HOUSE, wish(90), Params(), now=0, seed=1)
    at_it = answer(HOUSE, wish(90), Params(), now=now.decide_by, seed=1)
    after = answer(HOUSE, wish(90), Params(), now=now.decide_by + 1, seed=1)
    assert at_it.p_on_time == pytest.approx(0.9, abs=0.012)
    assert after.p_on_time < at_it.p_on_time
    assert after.verdict is not Verdict.YES
    said = dict(zip(now.curve.at, now.curve.p, strict=True))
    assert all(p >= 0.9 for t, p in said.items() if t <= now.decide_by - 0.1)
    assert all(p < 0.9 for t, p in said.items() if t > now.decide_by + 0.1)


def test_decide_by_is_the_last_second():
    params, what = Params(), wish(90)
    best = best_plan(Case(HOUSE, params, now=0, seed=1), what)
    said = answer(HOUSE, what, params, now=0, seed=1)
    assert best.fresh.p(said.decide_by) >= HOUSE.floor
    assert best.fresh.p(said.decide_by + 1 / 60) < HOUSE.floor


def test_without_history_it_does_not_pretend():
    new_dish = replace(PORTERHOUSE, make=Law.from_p50_p90(22, 28, n=0))
    said = answer(replace(HOUSE, items=(new_dish,)), wish(), QUICK, now=0, seed=1)
    assert said.reason is Constraint.NOT_KNOWN
    assert said.p_on_time is None
    little = replace(PORTERHOUSE, make=Law.from_p50_p90(22, 28, n=5))
    much = replace(PORTERHOUSE, make=Law.from_p50_p90(22, 28, n=5_000))
    wide, narrow = (
        answer(replace(HOUSE, items=(item,)), wish(66), QUICK, now=0, seed=1) for item in (little, much)
    )
    assert wide.p_high - wide.p_low > 1.3 * (narrow.p_high - narrow.p_low)
    assert wide.n == 5


def test_two_causes_at_once_need_a_pair():
    trip = given("p1", start=-15, deadline=80)
    out = replace(trip, steps=(*trip.steps[2:3], *trip.steps[3:]))
    long_drive = replace(
        out,
        steps=(replace(out.steps[0], start=0.0, law=Law.from_p50_p90(40, 46), began=-1.0), *out.steps[1:]),
    )
    sold_out = replace(HOUSE, promises=(long_drive,), items=(replace(PORTERHOUSE, stock=0), SANDWICH))
    said = answer(sold_out, wish(75, 10), QUICK, now=0, seed=1)
    pairs = [
        {c.change for c in found.changes}
        for found in said.if_only
        if found.reaches_floor and len(found.changes) == 2
    ]
    singles = [found for found in said.if_only if found.reaches_floor and len(found.changes) == 1]
    assert not singles
    assert {Change.INSTEAD, Change.SECOND_COURIER} in pairs


def test_asking_again_a_minute_later_does_not_turn_the_plan_over():
    house = on_a_crew_of(4, (given("p1", start=20, deadline=80, worker="d1", vehicle="v1"),))
    plans = [answer(house, wish(100), QUICK, now=float(t), seed=1) for t in range(5)]
    assert len({tuple((s.worker, s.vehicle) for s in plan.steps) for plan in plans}) == 1
    starts = [plan.steps[1].start for plan in plans]
    assert max(starts) - min(starts) < 6


def test_a_rich_late_wish_does_not_break_an_earlier_guests_floor():
    earlier = given("anniversary", start=35, deadline=85)
    house = replace(HOUSE, promises=(earlier,))
    rich = wish(75, 10, meeting_points=(DOOR_B,))
    said = answer(house, rich, QUICK, now=0, seed=1)
    assert said.verdict is not Verdict.YES
    if said.reason is Constraint.HARM:
        assert said.because[0].facts.promise == "anniversary"
        assert said.because[0].facts.p_after < house.floor
    assert all(hurt.p_after >= house.floor for hurt in said.hurts if hurt.p_before >= house.floor)
    asked = [f for f in said.if_only if Change.ASK in {c.change for c in f.changes}]
    assert Change.SECOND_COURIER in {c.change for f in said.if_only for c in f.changes} or asked


def test_harm_that_can_be_borne_is_shown_and_charged():
    earlier = given("earlier", start=43, deadline=104, floor=0.5)
    house = replace(HOUSE, promises=(earlier,), stations=(replace(GRILL, places=1),))
    said = answer(house, wish(58, 25, meeting_points=(AT_HIS_DOOR,)), QUICK, now=0, seed=1)
    assert [hurt.promise for hurt in said.hurts] == ["earlier"]
    assert said.hurts[0].p_after < said.hurts[0].p_before
    charged = [part for part in said.parts if part.kind == "harm"]
    assert charged[0].key == "earlier"
    assert said.cost == sum(part.amount for part in said.parts)


def test_a_shift_over_midnight_and_a_clock_change_are_plain_minutes():
    night = Window(start=0, end=8 * 60)
    house = replace(
        HOUSE,
        sites=(replace(SITE, open=(night,)),),
        workers=tuple(replace(w, shifts=(night,)) for w in HOUSE.workers),
    )
    said = answer(house, wish(300), QUICK, now=100, seed=1)
    assert said.verdict is Verdict.YES


def test_food_that_must_not_wait_is_begun_later():
    def begun(keeps: float | None) -> float:
        item = replace(PORTERHOUSE, keeps_min=keeps)
        late = lognormal(np.log(30), 0.4, n=500)
        what = wish(time=Time.arriving(90, late, 25))
        return answer(replace(HOUSE, items=(item,)), what, QUICK, now=0, seed=1).steps[1].start

    assert begun(60) >= begun(None) - 1
    stale = answer(replace(HOUSE, items=(replace(PORTERHOUSE, keeps_min=30),)), wish(), QUICK, now=0, seed=1)
    assert stale.because[0].constraint is Constraint.FRESH


def test_the_nearer_meeting_point_is_offered():
    gate = replace(DOOR_B, name="gate C71", walk=Law.from_p50_p90(25, 40))
    said = answer(HOUSE, wish(80, 5, meeting_points=(gate,), offered=(DOOR_B,)), QUICK, now=0, seed=1)
    assert said.verdict is Verdict.YES_IF
    assert said.if_only[0].changes[0].change is Change.NEARER
    assert said.if_only[0].changes[0].facts.place == "door B"
    assert Constraint.FIND in {because.constraint for because in said.because}


def test_one_driver_on_the_road_binds_and_a_second_would_help():
    trip = given("p1", start=-30, deadline=60, to=NEAR)
    steps = [replace(s, began=s.start - 5, ended=s.start - 1.0) for s in trip.steps[:2]]
    out = replace(
        trip,
        steps=(*steps, replace(trip.steps[2], began=-5.0, law=Law.from_p50_p90(50, 60)), *trip.steps[3:]),
    )
    said = answer(replace(HOUSE, promises=(out,)), wish(75, 15), QUICK, now=0, seed=1)
    assert said.because[0].constraint is Constraint.COURIER
    second = [f for f in said.if_only if f.changes[0].change is Change.SECOND_COURIER]
    assert second[0].reaches_floor
    helped = answer(
        replace(HOUSE, promises=(out,), workers=(COOK, ALEX, SAM), vehicles=(CAR, replace(CAR, key="car2"))),
        wish(75, 15), QUICK, now=0, seed=1,
    )  # fmt: skip
    assert helped.p_on_time == pytest.approx(second[0].p_on_time, abs=0.01)


def test_who_has_just_handed_over_is_not_back_yet():
    def handed_over(minutes_ago: float) -> House:
        trip = given("p1", start=-100, deadline=-5, to=DOOR_B.at)
        ended = tuple(replace(s, began=s.start, ended=s.start + s.law.p50) for s in trip.steps[:-1])
        last = replace(trip.steps[-1], began=-minutes_ago - 3, ended=-minutes_ago)
        return replace(HOUSE, promises=(replace(trip, steps=(*ended, last)),))

    just, long_ago, idle = (
        answer(house, wish(35, 12, meeting_points=(AT_HIS_DOOR,)), QUICK, now=0, seed=1)
        for house in (handed_over(1), handed_over(90), HOUSE)
    )
    assert long_ago.p_on_time == pytest.approx(idle.p_on_time, abs=0.04)
    assert just.p_on_time < idle.p_on_time - 0.05
    drive = [next(s.start for s in said.steps if s.kind is StepKind.DRIVE) for said in (just, long_ago)]
    assert drive[0] > 25
    assert drive[0] >= drive[1]


def test_how_long_the_grill_is_taken_is_told_of_the_times_it_makes_us_late():
    making = given("p1", start=-5, deadline=200, worker="sam", vehicle="van")
    begun = replace(making.steps[0], law=Law.from_p50_p90(35, 90), began=-5.0)
    house = replace(
        HOUSE, stations=(replace(GRILL, places=1),), workers=(COOK, ALEX, SAM), vehicles=(CAR, VAN),
        promises=(replace(making, steps=(begun, *making.steps[1:])),),
    )  # fmt: skip
    said = answer(house, wish(120, 20), QUICK, now=0, seed=1)
    station = next(because for because in said.because if because.constraint is Constraint.STATION)
    assert station.facts.minutes > 10
