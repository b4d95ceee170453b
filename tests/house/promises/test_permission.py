"""The yes that makes a wish a promise."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest

from hovmester.house.ledger.models import OutboxItem
from hovmester.house.ledger.record import entries_of
from hovmester.house.people.models import Person
from hovmester.house.premises.models import Dish, House
from hovmester.house.promises import actions, answering, book
from hovmester.house.promises.errors import (
    AlreadyDecided,
    BelowFloor,
    NoPlan,
    NotYours,
    OverLimit,
    Refused,
    SoldOut,
    TooLate,
)
from hovmester.house.promises.models import Promise, Step, Wish
from tests import cast

NOW = cast.EVENING


def test_a_yes_makes_a_promise_with_its_steps(house):
    wish = cast.porterhouse_wish()
    promise = actions.give_permission(wish=wish, by=cast.head_waiter(), now=NOW)
    wish.refresh_from_db()
    assert wish.state == Wish.State.PROMISED
    assert promise.given_by == cast.head_waiter()
    assert promise.p_when_given == wish.p_on_time
    assert promise.deadline == wish.deadline
    steps = list(promise.steps.all())
    assert [step.kind for step in steps] == ["permission", "make", "pack", "drive", "find", "handover"]
    assert [step.state for step in steps] == ["done"] + ["waiting"] * 5
    assert all(step.planned_start < step.end_p90 for step in steps[1:])
    assert steps[3].who == cast.courier()
    assert steps[3].to_lat is not None


def test_every_step_has_somebody_who_can_do_it(house):
    promise = cast.porterhouse_promise()
    maker, packer = cast.step_of(promise, "make").who, cast.step_of(promise, "pack").who
    assert "grill" in maker.skills
    assert maker == packer
    assert not promise.steps.filter(who=None).exists()


def test_wish_and_promise_say_in_the_ledger_who_said_yes(house):
    promise = cast.porterhouse_promise()
    permitted = entries_of(promise.wish).get(verb="permitted")
    given = entries_of(promise).get(verb="given")
    assert permitted.actor == given.actor == cast.head_waiter()
    assert given.facts["portions"] == {"porterhouse": 1}


def test_those_who_carry_it_are_told(house):
    promise = cast.porterhouse_promise()
    told = {item.payload["person"] for item in OutboxItem.objects.filter(key__startswith="given:")}
    assert told == set(promise.steps.exclude(kind="permission").values_list("who__key", flat=True))


def test_over_the_limit_the_next_one_up_is_asked(house):
    wish = cast.porterhouse_wish()
    with pytest.raises(OverLimit, match="Nora has been asked") as raised:
        actions.give_permission(wish=wish, by=cast.courier(), now=NOW)
    assert raised.value.asked == cast.head_waiter()
    wish.refresh_from_db()
    assert (wish.state, wish.asked_of) == (Wish.State.OPEN, cast.head_waiter())
    assert not Promise.objects.exists()


def test_over_the_head_waiters_limit_the_owner_is_asked(house):
    Person.objects.filter(role="head-waiter").update(may_say_yes_to=Decimal(70))
    wish = cast.porterhouse_wish()
    with pytest.raises(OverLimit, match="Walter has been asked"):
        actions.give_permission(wish=wish, by=cast.head_waiter(), now=NOW)
    assert actions.give_permission(wish=wish, by=cast.owner(), now=NOW).given_by == cast.owner()


def test_what_was_asked_of_the_owner_does_not_go_down_again(house):
    wish = cast.porterhouse_wish()
    actions.answer_wish(wish=wish, now=NOW)
    assert actions.ask_up(wish=wish, now=NOW, rule="decide-by-nears") == cast.owner()
    with pytest.raises(OverLimit, match="Walter has been asked"):
        actions.give_permission(wish=wish, by=cast.courier(), now=NOW)
    assert Wish.objects.get().asked_of == cast.owner()


def test_who_may_no_longer_say_yes_to_it_is_no_longer_asked(house):
    """Answered anew at a higher cost, it goes to who may say yes to that."""
    wish = cast.porterhouse_wish()
    actions.answer_wish(wish=wish, now=NOW)
    assert wish.asked_of == cast.head_waiter()
    Dish.objects.filter(key="porterhouse").update(cost=Decimal(140))
    actions.answer_wish(wish=wish, now=NOW)
    assert Wish.objects.get().asked_of == cast.owner()


def test_where_nobody_may_it_says_so(house):
    Person.objects.update(may_say_yes_to=Decimal(1))
    wish = cast.porterhouse_wish()
    with pytest.raises(OverLimit, match="more than anybody here may say yes to"):
        actions.give_permission(wish=wish, by=cast.owner(), now=NOW)


def test_who_has_left_may_not_say_yes(house):
    with pytest.raises(NotYours):
        actions.give_permission(wish=cast.porterhouse_wish(), by=cast.outsider(), now=NOW)


def test_it_does_not_promise_below_the_floor(house):
    House.objects.update(floor=0.999)
    wish = cast.porterhouse_wish()
    with pytest.raises(Refused) as raised:
        actions.give_permission(wish=wish, by=cast.owner(), now=NOW)
    assert isinstance(raised.value, BelowFloor | TooLate)
    assert not Promise.objects.exists()
    wish.refresh_from_db()
    assert wish.answered_at == NOW  # the odds that were refused are the odds that are shown


def test_odds_are_those_of_the_moment_of_permission(house):
    """Good enough when it was heard; an hour and a half later the same yes comes too late."""
    wish = cast.porterhouse_wish()
    assert actions.answer_wish(wish=wish, now=NOW).p_on_time > House.get().floor
    with pytest.raises(Refused) as raised:
        actions.give_permission(wish=wish, by=cast.owner(), now=NOW + timedelta(minutes=90))
    assert raised.value.code in {"too-late", "below-floor", "no-plan"}
    assert not Promise.objects.exists()


def test_a_wish_without_what_when_or_where_cannot_be_promised(house):
    wish = cast.porterhouse_wish(text="Can you bring me a porterhouse?")
    with pytest.raises(NoPlan):
        actions.give_permission(wish=wish, by=cast.owner(), now=NOW)


def test_the_second_yes_is_told_who_was_first(house):
    wish = cast.porterhouse_wish()
    same = Wish.objects.get()
    actions.give_permission(wish=wish, by=cast.head_waiter(), now=NOW)
    with pytest.raises(AlreadyDecided, match="Nora was first: this wish is promised"):
        actions.give_permission(wish=same, by=cast.owner(), now=NOW)
    assert Promise.objects.count() == 1


def test_a_second_tap_on_the_button_is_the_same_yes(house):
    wish = cast.porterhouse_wish()
    promise = actions.give_permission(wish=wish, by=cast.head_waiter(), now=NOW)
    again = actions.give_permission(
        wish=Wish.objects.get(), by=cast.head_waiter(), now=NOW + timedelta(seconds=1)
    )
    assert again == promise
    assert again.given_at == NOW
    actions.cancel(promise=promise, reason="Diverted", by=cast.head_waiter(), now=NOW)
    with pytest.raises(AlreadyDecided):
        actions.give_permission(wish=Wish.objects.get(), by=cast.head_waiter(), now=NOW)


def test_a_promise_takes_its_portion(house):
    Dish.objects.filter(key="porterhouse").update(stock=2)
    cast.porterhouse_promise()
    assert Dish.objects.get(key="porterhouse").stock == 1


def test_the_last_portion_is_promised_once(house):
    Dish.objects.filter(key="porterhouse").update(stock=1)
    cast.porterhouse_promise()
    wish = cast.porterhouse_wish()
    with pytest.raises(Refused):
        actions.give_permission(wish=wish, by=cast.owner(), now=NOW)
    assert Dish.objects.get(key="porterhouse").stock == 0
    assert Promise.objects.count() == 1


def test_what_is_promised_is_not_taken_twice_from_the_answer(house):
    """One of three is promised: two are left to answer with, not one."""
    Dish.objects.filter(key="porterhouse").update(stock=3)
    promise = cast.porterhouse_promise()
    file = answering.standing_house(NOW)
    dish = next(dish for dish in file.dishes if dish.key == "porterhouse")
    assert dish.stock == 3
    assert len(file.promises) == 1
    wish = cast.porterhouse_wish(text=cast.PORTERHOUSE.replace("a porterhouse", "3 porterhouses"))
    because = {reason.constraint for reason in actions.answer_wish(wish=wish, now=NOW).because}
    assert "stock" in because
    actions.start_step(step=cast.step_of(promise, "make"), by=cast.cook(), now=NOW)
    dish = next(dish for dish in answering.standing_house(NOW).dishes if dish.key == "porterhouse")
    assert dish.stock == 2  # it is on the grill: nobody counts it any more


def test_open_promises_hold_their_people(house):
    """Three couriers with two cars between them: the evening fills up, and the house knows it."""
    Person.objects.filter(drives=True).exclude(key="alex").update(is_active=False)
    cast.porterhouse_promise()
    can_we = actions.answer_wish(wish=cast.porterhouse_wish(), now=NOW)
    assert can_we.p_on_time is None or can_we.p_on_time < 0.5 or can_we.hurts


def test_who_has_just_handed_over_is_not_home_yet(house):
    Person.objects.filter(drives=True).exclude(key="alex").update(is_active=False)
    promise = cast.porterhouse_promise()
    handed_over = NOW + timedelta(minutes=140)
    actions.hand_over(step=cast.step_of(promise, "handover"), by=cast.courier(), now=handed_over)
    text = "Could you bring a porterhouse to Newark airport at 20:30 tonight?"
    wish = cast.porterhouse_wish(text=text, now=handed_over)
    on_the_road = actions.answer_wish(wish=wish, now=handed_over + timedelta(minutes=1))
    an_hour_ago = handed_over - timedelta(hours=1)
    Promise.objects.update(handed_over_at=an_hour_ago)
    Step.objects.update(started_at=an_hour_ago, done_at=an_hour_ago)
    at_home = actions.answer_wish(wish=wish, now=handed_over + timedelta(minutes=1))
    assert at_home.p_on_time > 0.9
    assert on_the_road.p_on_time < at_home.p_on_time - 0.1
    assert not on_the_road.hurts


def test_sold_out_between_the_answer_and_the_yes_changes_nothing(house):
    """Somebody counted the cold store meanwhile: the yes fails as a whole."""
    wish = cast.porterhouse_wish()
    can_we = actions.answer_wish(wish=wish, now=NOW)
    assert can_we.steps
    Dish.objects.filter(key="porterhouse").update(stock=0)
    with pytest.raises(SoldOut, match="Porterhouse"):
        book.take(Counter({"porterhouse": 1}))
    with pytest.raises(Refused):
        actions.give_permission(wish=wish, by=cast.owner(), now=NOW)
    assert Wish.objects.get().state == Wish.State.OPEN
    assert not Step.objects.exists()


def test_dishes_nobody_counts_are_always_there(house):
    Dish.objects.filter(key="porterhouse").update(stock=None)
    cast.porterhouse_promise()
    assert Dish.objects.get(key="porterhouse").stock is None


def test_who_reckoned_on_an_older_page_reckons_again(house, monkeypatch):
    """Another yes comes in between reckoning and writing, again and again; then the book is held while reckoning."""
    wish = cast.porterhouse_wish()
    reckoned = []

    def interrupted(asked, *, now):
        reckoned.append(now)
        if len(reckoned) <= 3:
            book.hold()
        return answer(asked, now=now)

    answer = answering.answer
    monkeypatch.setattr(answering, "answer", interrupted)
    promise = actions.give_permission(wish=wish, by=cast.head_waiter(), now=NOW)
    assert len(reckoned) == 4
    assert promise.state == Promise.State.RUNNING
