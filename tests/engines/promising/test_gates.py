"""Hard gates: each "no" has a name and says by how much."""

from dataclasses import replace

import pytest

from hovmester.engines.promising import answer
from hovmester.engines.promising.law import Law
from hovmester.engines.promising.model import (
    Change,
    Constraint,
    House,
    MeetingPoint,
    Params,
    Point,
    Station,
    Time,
    Verdict,
    Wanted,
    Window,
    Wish,
)
from tests.engines.promising.cast import (
    ALEX,
    CAR,
    COOK,
    DOOR_B,
    EVENING,
    HOUSE,
    NEWARK,
    NOW,
    PORTERHOUSE,
    QUICK,
    SANDWICH,
    SITE,
    given,
    wish,
)

FAR = MeetingPoint(name="Boston", at=Point(lat=42.36, lon=-71.01), walk=Law.fixed(5))


def asked(house: House = HOUSE, what: Wish | None = None, params: Params = QUICK):
    return answer(house, what or wish(), params, now=NOW, seed=1)


@pytest.mark.parametrize(
    ("house", "what", "reason"),
    [
        (HOUSE, wish(wanted=()), Constraint.NOTHING),
        (HOUSE, wish(wanted=(Wanted(item="unicorn"),)), Constraint.UNKNOWN_ITEM),
        (HOUSE, wish(time=Time()), Constraint.NO_TIME),
        (HOUSE, wish(time=Time.by(-5)), Constraint.PAST),
        (HOUSE, wish(time=Time.arriving(120, Law.fixed(0), 20, never=1.0)), Constraint.NOT_COMING),
        (HOUSE, wish(meeting_points=(FAR,)), Constraint.REACH),
        (HOUSE, wish(wanted=(Wanted(item="porterhouse", qty=9),)), Constraint.STOCK),
        (replace(HOUSE, sites=(replace(SITE, open=()),)), wish(), Constraint.HOURS),
        (replace(HOUSE, workers=(ALEX,)), wish(), Constraint.SKILL),
        (replace(HOUSE, stations=(Station(key="oven", site="manhattan"),)), wish(), Constraint.NO_STATION),
        (replace(HOUSE, workers=(COOK,)), wish(), Constraint.NO_DRIVER),
        (
            replace(HOUSE, workers=(COOK, replace(ALEX, shifts=(Window(start=400, end=500),)))),
            wish(),
            Constraint.NO_DRIVER,
        ),
        (
            replace(HOUSE, workers=(COOK, replace(ALEX, shifts=(Window(start=-60, end=130),)))),
            wish(),
            Constraint.SHIFT,
        ),
        (replace(HOUSE, vehicles=()), wish(), Constraint.NO_VEHICLE),
        (
            replace(HOUSE, items=(replace(PORTERHOUSE, make=Law.from_p50_p90(22, 28, n=2)), SANDWICH)),
            wish(),
            Constraint.NOT_KNOWN,
        ),
    ],
    ids=lambda value: value.value if isinstance(value, Constraint) else "",
)
def test_what_cannot_be_done_is_answered_with_its_reason(house, what, reason):
    said = asked(house, what)
    assert said.reason is reason
    assert said.because[0].constraint is reason
    assert said.because[0].share == 1
    assert said.p_on_time is None
    assert said.decide_by is None
    assert said.verdict is not Verdict.YES


def test_a_gate_says_by_how_much():
    reach = asked(what=wish(meeting_points=(FAR,))).because[0].facts
    assert reach.distance_m == pytest.approx(300_000, rel=0.1)
    assert reach.reach_m == 60_000
    stock = asked(what=wish(wanted=(Wanted(item="porterhouse", qty=9),))).because[0].facts
    assert (stock.item, stock.qty, stock.left) == ("porterhouse", 9, 8)
    past = asked(what=wish(time=Time.by(-5))).because[0].facts
    assert (past.at, past.minutes) == (-5, 5)


def test_portions_of_open_promises_are_spoken_for():
    last = replace(
        HOUSE, items=(replace(PORTERHOUSE, stock=1), SANDWICH), promises=(given("p1", start=20, deadline=90),)
    )
    said = asked(last)
    assert said.reason is Constraint.STOCK
    assert said.because[0].facts.left == 0


def test_a_portion_on_the_fire_is_no_longer_in_stock():
    making = given("p1", start=-5, deadline=90)
    begun = replace(making, steps=(replace(making.steps[0], began=-5.0), *making.steps[1:]))
    house = replace(HOUSE, items=(replace(PORTERHOUSE, stock=1), SANDWICH), promises=(begun,))
    assert asked(house).reason is None


def test_fewer_is_offered_where_some_are_left():
    said = asked(what=wish(wanted=(Wanted(item="porterhouse", qty=9),)))
    fewer = [found for found in said.if_only if found.changes[0].change is Change.FEWER]
    assert fewer[0].changes[0].facts.qty == 8


def test_another_dish_is_offered_where_none_is_left():
    house = replace(HOUSE, items=(replace(PORTERHOUSE, stock=0), SANDWICH))
    said = asked(house)
    assert said.verdict is Verdict.YES_IF
    assert said.if_only[0].changes[0].change is Change.INSTEAD
    assert said.if_only[0].changes[0].facts.other == "sandwich"


def test_a_kitchen_that_opens_later_makes_the_wish_later():
    house = replace(HOUSE, sites=(replace(SITE, open=(Window(start=100, end=360),)),))
    said = asked(house, wish(60))
    assert said.verdict is Verdict.YES_IF
    assert Change.LATER in {found.changes[0].change for found in said.if_only if found.reaches_floor}


def test_overtime_opens_the_gate_of_a_shift_that_ends():
    house = replace(HOUSE, workers=(COOK, replace(ALEX, shifts=(Window(start=-60, end=130),))))
    said = asked(house)
    overtime = next(f for f in said.if_only if f.changes[0].change is Change.OVERTIME)
    assert overtime.changes[0].facts.worker == "alex"
    assert overtime.reaches_floor


def test_a_break_is_kept():
    resting = replace(ALEX, breaks=(Window(start=40, end=200),))
    said = asked(replace(HOUSE, workers=(COOK, resting)))
    assert said.reason is Constraint.SHIFT
    assert said.because[0].facts.worker == "alex"


def test_the_only_cook_does_not_drive_away_from_work_that_waits():
    both = replace(COOK, drives=True)
    waiting = given("p1", start=70, deadline=200, worker="", vehicle="")
    alone = replace(HOUSE, workers=(both,), promises=(waiting,))
    said = asked(alone)
    assert said.reason is Constraint.SKILL
    assert said.because[0].facts.worker == "cook"
    assert asked(replace(alone, promises=())).verdict is Verdict.YES
    assert asked(replace(alone, workers=(both, ALEX))).verdict is Verdict.YES


def test_near_by_nobody_needs_a_vehicle():
    at_the_bar = MeetingPoint(name="bar", at=SITE.at, walk=Law.from_p50_p90(1, 2))
    said = asked(replace(HOUSE, vehicles=()), wish(60, meeting_points=(at_the_bar,)))
    assert said.verdict is Verdict.YES
    assert all(step.vehicle == "" for step in said.steps)


def test_the_evening_may_go_past_midnight():
    late = Window(start=300, end=1_600)
    house = replace(
        HOUSE, sites=(replace(SITE, open=(late,)),),
        workers=tuple(replace(worker, shifts=(late,)) for worker in HOUSE.workers),
    )  # fmt: skip
    assert asked(house, wish(1_440)).verdict is Verdict.YES


def test_it_is_open_only_when_it_is_open():
    house = replace(HOUSE, sites=(replace(SITE, open=(EVENING, Window(start=1_000, end=1_200))),))
    night = asked(house, wish(700))
    assert night.verdict is not Verdict.YES


def test_the_place_is_named_in_the_plan():
    said = asked()
    assert {step.place for step in said.steps if step.kind == "handover"} == {DOOR_B.name}
    drive = next(step for step in said.steps if step.kind == "drive")
    assert drive.to == NEWARK
    assert drive.vehicle == CAR.key


TOMORROW = Window(start=1_000, end=1_400)


def open_again_tomorrow(**changed: object) -> House:
    days = (EVENING, TOMORROW)
    return replace(
        HOUSE,
        sites=(replace(SITE, open=days),),
        workers=tuple(replace(worker, shifts=days) for worker in HOUSE.workers),
        items=(replace(PORTERHOUSE, **changed),),
    )


def test_a_wish_just_after_the_opening_is_begun_at_the_opening_and_not_the_evening_before():
    said = asked(open_again_tomorrow(), wish(1_040))
    assert said.steps[1].start >= TOMORROW.start
    assert said.because[0].constraint is Constraint.HOURS
    assert said.because[0].facts.opens == TOMORROW.start
    assert said.verdict is Verdict.YES_IF
    assert said.if_only[0].changes[0].change is Change.LATER


def test_what_keeps_is_made_the_evening_before():
    said = asked(open_again_tomorrow(keeps_min=None), wish(1_040))
    assert said.verdict is Verdict.YES
    assert said.steps[1].start < EVENING.end


def test_a_closed_kitchen_names_its_first_opening_after_the_wish():
    house = open_again_tomorrow()
    days = (EVENING, Window(start=500, end=560), TOMORROW)
    said = asked(replace(house, sites=(replace(SITE, open=days),)), wish(800))
    assert said.reason is Constraint.HOURS
    assert said.because[0].facts.opens == TOMORROW.start


def test_a_shift_long_over_is_no_shift_that_ends_too_soon():
    day = Window(start=-120, end=1_400)
    house = replace(
        HOUSE,
        sites=(replace(SITE, open=(day,)),),
        workers=(replace(COOK, shifts=(day,)), replace(ALEX, shifts=(Window(start=-60, end=130),))),
    )
    assert asked(house, wish(800)).reason is Constraint.NO_DRIVER
