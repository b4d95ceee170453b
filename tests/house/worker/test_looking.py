"""What the worker does when a moment comes, on a clock that the test holds."""

from datetime import timedelta

import pytest

from hovmester.house.ledger.models import OutboxItem
from hovmester.house.ledger.record import entries_of
from hovmester.house.people.models import Notice, Person
from hovmester.house.promises import actions
from hovmester.house.promises.models import Promise, Step, Wish
from hovmester.house.worker import loop
from tests import cast

NOW = cast.EVENING


def at(minutes):
    return NOW + timedelta(minutes=minutes)


def work(now):
    """Until nothing is due at `now`."""
    while loop.step(now):
        pass


def told(person):
    return list(Notice.objects.filter(person=person).order_by("id").values_list("text", flat=True))


def test_a_wish_nobody_looked_at_is_answered(house):
    wish = cast.porterhouse_wish()
    work(NOW)
    wish.refresh_from_db()
    assert wish.p_on_time > 0.85
    assert entries_of(wish).get(verb="answered").rule == "answer"
    assert len(told(wish.asked_of)) == 1


def test_the_next_one_up_is_asked_when_the_last_moment_nears(house):
    wish = cast.porterhouse_wish()
    work(NOW)
    wish.refresh_from_db()
    work(wish.decide_by - timedelta(minutes=11))
    wish.refresh_from_db()
    assert wish.asked_of == cast.head_waiter()
    work(wish.decide_by - timedelta(minutes=10))
    wish.refresh_from_db()
    assert wish.asked_of == cast.owner()
    assert entries_of(wish).filter(verb="asked", rule="decide-by-nears").exists()
    assert len(told(cast.owner())) == 1


def test_with_nobody_above_the_one_who_was_asked_is_reminded(house):
    Person.objects.filter(role="head-waiter").update(is_active=False)
    wish = actions.hear_wish(text=cast.PORTERHOUSE, by=cast.owner(), now=NOW)
    work(NOW)
    wish.refresh_from_db()
    assert wish.asked_of == cast.owner()
    work(wish.decide_by - timedelta(minutes=5))
    assert any("18:" in text for text in told(cast.owner()))
    assert len(told(cast.owner())) == 2


def test_a_wish_is_let_go_by_name_of_the_rule_when_its_last_moment_has_passed(house):
    wish = cast.porterhouse_wish()
    work(NOW)
    wish.refresh_from_db()
    work(wish.decide_by - timedelta(seconds=1))
    assert Wish.objects.get().state == Wish.State.OPEN
    for minutes in range(20):  # reckoned anew, the last moment may turn out a little later
        work(wish.decide_by + timedelta(minutes=minutes))
    wish.refresh_from_db()
    assert wish.state == Wish.State.LET_GO
    assert wish.reason == "Nobody said yes before the last moment."
    entry = entries_of(wish).get(verb="let-go")
    assert (entry.rule, entry.actor) == ("decide-by", None)
    work(at(600))
    assert entries_of(wish).filter(verb="let-go").count() == 1


def test_a_wish_that_cannot_be_done_is_let_go_in_the_end_too(house):
    wish = cast.porterhouse_wish(text="Could you bring me something nice?")
    work(NOW)
    work(NOW + timedelta(hours=47, minutes=49))
    wish.refresh_from_db()
    assert (wish.state, wish.asked_of) == (Wish.State.OPEN, None)
    work(NOW + timedelta(hours=47, minutes=50))
    wish.refresh_from_db()
    assert wish.asked_of == cast.head_waiter()  # not the cook, though she may say yes to small things
    assert entries_of(wish).get(verb="asked").rule == "left-open-nears"
    work(NOW + timedelta(hours=48))
    wish.refresh_from_db()
    assert (wish.state, entries_of(wish).last().rule) == (Wish.State.LET_GO, "left-open")


def test_a_rule_that_comes_too_late_does_nothing(house):
    wish = cast.porterhouse_wish()
    work(NOW)
    promise = actions.give_permission(wish=wish, by=cast.head_waiter(), now=at(1))
    Wish.objects.update(look_at=at(60))  # as a claim leaves it that was made before the yes
    work(at(200))
    wish.refresh_from_db()
    assert wish.state == Wish.State.PROMISED
    assert Promise.objects.get() == promise


def test_whose_step_is_due_is_reminded_once(house):
    promise = cast.porterhouse_promise()
    make = cast.step_of(promise, "make")
    work(NOW)
    before = told(make.who)
    work(make.planned_start - timedelta(minutes=6))
    assert told(make.who) == before
    work(make.planned_start - timedelta(minutes=5))
    work(make.planned_start)
    assert len(told(make.who)) == len(before) + 1
    assert "start by" in told(make.who)[-1]


def test_who_gave_the_promise_hears_of_a_step_not_begun(house):
    promise = cast.porterhouse_promise()
    make = cast.step_of(promise, "make")
    work(make.planned_start)
    work(make.end_p90 + timedelta(minutes=10))
    assert any("make" in text and "Porterhouse" in text for text in told(cast.head_waiter()))
    assert OutboxItem.objects.filter(key=f"not-begun:{make.pk}:nora").count() == 1


def test_a_step_begun_that_takes_too_long_is_told_once(house):
    promise = cast.porterhouse_promise()
    make = cast.step_of(promise, "make")
    work(make.planned_start - timedelta(minutes=4))
    actions.start_step(step=make, by=make.who, now=make.planned_start)
    work(make.planned_start + timedelta(minutes=make.lasts_p90 - 1))
    assert not OutboxItem.objects.filter(key__startswith="long:").exists()
    work(make.planned_start + timedelta(minutes=make.lasts_p90 + 1))
    work(make.planned_start + timedelta(minutes=make.lasts_p90 + 9))
    assert OutboxItem.objects.filter(key__startswith="long:").count() == 1


def test_a_reminder_waits_while_the_step_before_is_late(house):
    promise = cast.porterhouse_promise()
    drive = cast.step_of(promise, "drive")
    make = cast.step_of(promise, "make")
    actions.start_step(step=make, by=cast.cook(), now=make.planned_start + timedelta(minutes=20))
    work(drive.planned_start)
    assert not OutboxItem.objects.filter(key__startswith=f"due:{drive.pk}").exists()
    drive.refresh_from_db()
    assert drive.look_at > drive.planned_start


def test_a_promise_that_will_be_late_is_told_before_it_is(house):
    promise = cast.porterhouse_promise()
    work(NOW)
    work(at(100))  # nobody has begun anything
    assert entries_of(promise).get(verb="late").rule == "lands-after-deadline"
    assert at(100) < promise.deadline
    promise.refresh_from_db()
    assert promise.p_now < promise.p_when_given


def test_a_handover_nobody_reports_is_missed_by_name_of_the_rule(house):
    promise = cast.porterhouse_promise()
    work(promise.deadline + timedelta(hours=11))
    promise.refresh_from_db()
    assert promise.state == Promise.State.RUNNING
    work(promise.deadline + timedelta(hours=12))
    promise.refresh_from_db()
    assert promise.state == Promise.State.MISSED
    assert entries_of(promise).get(verb="missed").rule == "never-handed-over"


def test_a_follow_up_nobody_does_does_not_keep_a_promise_open(house):
    promise = cast.porterhouse_promise()
    handover = cast.step_of(promise, "handover")
    Step.objects.filter(pk=handover.pk).update(position=10)
    Step.objects.filter(promise=promise, kind="find").update(kind="follow-up", position=11)
    handover.refresh_from_db()
    actions.hand_over(step=handover, by=cast.courier(), now=at(140))
    work(at(140))
    assert Promise.objects.get().state == Promise.State.HANDED_OVER
    work(at(140) + timedelta(hours=12))
    assert Promise.objects.get().state == Promise.State.KEPT


def test_everything_ends(house):
    """A quiet week after a busy evening: nothing is due any more, and every wish has come to an end."""
    cast.porterhouse_promise()
    cast.porterhouse_wish()
    cast.porterhouse_wish(text="Something nice?")
    for hours in range(0, 24 * 7, 3):
        work(NOW + timedelta(hours=hours))
    assert not Wish.objects.filter(state=Wish.State.OPEN).exists()
    assert not Promise.objects.filter(state__in=[Promise.State.RUNNING, Promise.State.HANDED_OVER]).exists()
    for model in (Wish, Promise, Step, OutboxItem):
        assert not model.objects.filter(look_at__isnull=False).exists(), model


@pytest.mark.parametrize("pause", [timedelta(minutes=4), timedelta(minutes=11)])
def test_looking_twice_is_looking_once(house, pause):
    """Killed after the look and before its claim was over, the next worker looks again: nothing happens twice."""
    promise = cast.porterhouse_promise()
    now = NOW
    while now < promise.deadline + timedelta(hours=1):
        work(now)
        Step.objects.exclude(look_at=None).update(look_at=now)
        Promise.objects.exclude(look_at=None).update(look_at=now)
        now += pause
    keys = list(OutboxItem.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys)) < 25
    assert entries_of(promise).filter(verb="late").count() == 1
