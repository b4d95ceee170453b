"""The laws a house learns from its own steps, and how tonight moves the next answer."""

from datetime import timedelta

import pytest

from hovmester.house.people.house_file import house_file
from hovmester.house.premises.models import Dish
from hovmester.house.promises import actions
from hovmester.house.promises.laws import laws
from hovmester.house.promises.models import Step
from hovmester.housefile.model import StepKind
from tests import cast

NOW = cast.EVENING
BURGER = "Can I get a burger at the courthouse at {clock}?"


@pytest.fixture(autouse=True)
def _a_house_of_its_own(house):
    from django.core.cache import cache

    cache.clear()


def lived(days_ago, *, slower=1.0, clock="19:00", until="handover"):
    """Burgers asked for some days ago; each step took `slower` times what is stated."""
    now = NOW - timedelta(days=days_ago)
    wish = cast.porterhouse_wish(text=BURGER.format(clock=clock), now=now)
    promise = actions.give_permission(wish=wish, by=cast.head_waiter(), now=now)
    at = promise.steps.get(kind="make").planned_start
    for step in promise.steps.exclude(kind="permission").select_related("promise", "who"):
        actions.start_step(step=step, by=step.who, now=at)
        at += timedelta(minutes=step.stated_p50 * slower)
        if step.kind == "handover":
            actions.hand_over(step=step, by=step.who, now=at)
        else:
            actions.finish_step(step=step, by=step.who, now=at)
        if step.kind == until:
            break
    return promise


def odds(text=BURGER, clock="17:14", now=NOW):
    return actions.answer_wish(wish=cast.porterhouse_wish(text=text.format(clock=clock), now=now), now=now)


def learnt(now=NOW):
    return laws(house_file(), now)


def test_a_house_without_a_past_answers_as_stated():
    assert learnt().of(StepKind.MAKE).n == 0
    assert odds().known.made == 0


def test_what_took_longer_on_other_days_is_reckoned_with():
    before = odds()
    for day in range(7, 21, 7):
        for clock in ("18:40", "19:20"):
            lived(day, slower=1.6, clock=clock)
    after = odds()
    assert after.known.made == 4
    assert learnt().of(StepKind.MAKE).n == 4
    assert next(s for s in after.steps if s.kind == "make").lasts_p50 > 14
    assert after.p_on_time < before.p_on_time


def test_learnt_against_plans_it_would_forget():
    """The second evening is planned with what the first taught; its steps still say what was stated."""
    for day in (21, 14, 7):
        lived(day, slower=1.5)
    assert set(Step.objects.filter(kind="make").values_list("stated_p50", flat=True)) == {12.0}
    assert Step.objects.filter(kind="make").last().lasts_p50 > 12


def test_today_is_no_past_yet():
    for clock in ("18:05", "18:40"):
        lived(0, clock=clock)
    assert learnt().of(StepKind.MAKE).n == 0
    assert learnt(NOW + timedelta(days=1)).of(StepKind.MAKE).dishes == {"burger": 2}


def test_a_slow_kitchen_tonight_lowers_the_next_answers_odds():
    tight = BURGER.format(clock="17:39")
    promises = [
        actions.give_permission(
            wish=cast.porterhouse_wish(text=BURGER.format(clock=f"18:{n}5")), by=cast.head_waiter(), now=NOW
        )
        for n in range(2, 5)
    ]
    later = NOW + timedelta(minutes=25)
    before = actions.answer_wish(wish=cast.porterhouse_wish(text=tight), now=later)
    for promise in promises:
        step = cast.step_of(promise, "make")
        actions.start_step(step=step, by=step.who, now=NOW)
        actions.finish_step(step=step, by=step.who, now=NOW + timedelta(minutes=24))
    after = actions.answer_wish(wish=cast.porterhouse_wish(text=tight), now=later)
    assert after.known.kitchen_tonight > 0.05
    assert after.p_on_time < before.p_on_time


def test_a_step_pressed_done_at_once_says_nothing_of_tonight():
    promise = cast.porterhouse_promise()
    make = cast.step_of(promise, "make")
    wish = cast.porterhouse_wish(text=BURGER.format(clock="17:14"))
    before = actions.answer_wish(wish=wish, now=NOW)
    actions.start_step(step=make, by=make.who, now=NOW)
    actions.finish_step(step=make, by=make.who, now=NOW + timedelta(seconds=20))
    after = actions.answer_wish(wish=wish, now=NOW)  # the same wish: the same draws
    assert after.known.kitchen_tonight is None
    assert after.p_on_time == pytest.approx(before.p_on_time, abs=0.01)


def test_steps_nobody_ticked_off_are_not_learnt_from():
    promise = cast.porterhouse_promise(now=NOW - timedelta(days=7))
    at = promise.deadline - timedelta(minutes=5)
    actions.hand_over(step=cast.step_of(promise, "handover"), by=cast.courier(), now=at)
    found = learnt()
    assert all(found.of(kind).n == 0 for kind in StepKind)
    assert found.of(StepKind.MAKE).not_believed == 1


def test_waiting_for_the_guest_is_not_finding():
    promise = cast.porterhouse_promise(now=NOW - timedelta(days=7))
    find = cast.step_of(promise, "find")
    actions.start_step(step=find, by=find.who, now=promise.earliest - timedelta(minutes=10))
    actions.finish_step(step=find, by=find.who, now=promise.earliest + timedelta(minutes=4))
    assert learnt().of(StepKind.FIND).not_believed == 0
    assert learnt().of(StepKind.FIND).n == 0


def test_what_the_owner_states_now_is_what_counts():
    for day in (21, 14, 7):
        lived(day, slower=1.5)
    Dish.objects.filter(key="burger").update(make_p50=18, make_p90=24)
    make = next(step for step in odds().steps if step.kind == "make")
    assert make.lasts_p50 == pytest.approx(18, abs=1.5)  # not 18 times one and a half


def test_the_second_question_of_a_day_learns_nothing_anew(django_assert_max_num_queries):
    for day in (21, 14, 7):
        lived(day)
    file = house_file()
    first = laws(file, NOW)
    with django_assert_max_num_queries(1):
        assert laws(file, NOW + timedelta(minutes=5)).of(StepKind.MAKE).n == first.of(StepKind.MAKE).n
