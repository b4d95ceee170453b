"""Several people do it in the same moment, with real threads on a real database. One wins, the others are told."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from hovmester.house.hearing.models import Channel, Message
from hovmester.house.ledger.models import Entry
from hovmester.house.ledger.record import entries_of
from hovmester.house.people.models import Person
from hovmester.house.premises.models import Dish
from hovmester.house.promises import actions
from hovmester.house.promises.errors import AlreadyDecided, NotNow, PlanOvertaken, PromisesError, Refused
from hovmester.house.promises.models import Outcome, Promise, Step, Suggestion, Wish
from hovmester.house.promises.standings import work_out
from hovmester.house.promises.suggesting import keep_up
from hovmester.house.promises.suggesting import work_out as look_for_a_plan
from hovmester.house.worker import loop
from tests import cast

NOW = cast.EVENING

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def house(transactional_db):
    cast.lay_the_house()


def at_once(*doings):
    """What each of them came to: "done" or the kind of its refusal. Anything else is raised."""
    came_to, together = [None] * len(doings), threading.Barrier(len(doings))

    def run(n, doing):
        try:
            together.wait()
            doing()
            came_to[n] = "done"
        except PromisesError as error:
            came_to[n] = type(error)
        except BaseException as error:
            came_to[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=row) for row in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for outcome in came_to:
        if isinstance(outcome, BaseException) or outcome is None:
            raise outcome or TimeoutError("they wait for each other")
    return came_to


def test_of_several_who_say_yes_one_gives_the_promise_and_the_others_are_told():
    wish = cast.porterhouse_wish()
    nora, walter = cast.head_waiter(), cast.owner()

    def say_yes(by):
        return lambda: actions.give_permission(wish=Wish.objects.get(pk=wish.pk), by=by, now=NOW)

    came_to = at_once(*[say_yes(by) for by in (nora, walter, nora, walter)])
    assert Counter(came_to) == {
        "done": 2,
        AlreadyDecided: 2,
    }  # tapped twice, the one who was first is not told off
    assert Promise.objects.count() == Entry.objects.filter(verb="given").count() == 1


def test_yes_and_no_at_once_come_to_one_of_them():
    wish = cast.porterhouse_wish()
    actions.answer_wish(wish=wish, now=NOW)
    came_to = at_once(
        lambda: actions.give_permission(wish=Wish.objects.get(), by=cast.head_waiter(), now=NOW),
        lambda: actions.decline(wish=Wish.objects.get(), reason="No car", by=cast.owner(), now=NOW),
        lambda: actions.let_go(wish=Wish.objects.get(), reason="Too late", rule="decide-by", now=NOW),
    )
    assert Counter(came_to) == {"done": 1, AlreadyDecided: 2}
    wish.refresh_from_db()
    assert Promise.objects.exists() == (wish.state == Wish.State.PROMISED)
    ends = entries_of(wish).filter(verb__in=["permitted", "declined", "let-go"])
    assert ends.count() == 1


def test_the_last_portion_is_promised_once():
    Dish.objects.filter(key="porterhouse").update(stock=1)
    wishes = [cast.porterhouse_wish(), cast.porterhouse_wish(text=cast.LATER)]
    by = cast.head_waiter()

    def say_yes(wish):
        return lambda: actions.give_permission(wish=wish, by=by, now=NOW)

    came_to = at_once(*map(say_yes, wishes))
    assert came_to.count("done") == 1
    assert issubclass(next(kind for kind in came_to if kind != "done"), Refused)
    assert Dish.objects.get(key="porterhouse").stock == 0
    assert Wish.objects.filter(state=Wish.State.OPEN).count() == Promise.objects.count() == 1


def test_the_only_courier_is_promised_once():
    """Nothing runs out here; the second answer has to see the promise that came in between."""
    Person.objects.filter(drives=True).exclude(key="alex").update(is_active=False)
    wishes = [cast.porterhouse_wish() for _ in range(3)]
    by = cast.head_waiter()

    def say_yes(wish):
        return lambda: actions.give_permission(wish=wish, by=by, now=NOW)

    came_to = at_once(*map(say_yes, wishes))
    assert came_to.count("done") == 1
    assert all(kind == "done" or issubclass(kind, Refused) for kind in came_to)


@pytest.mark.parametrize("act", ["start", "finish", "hand over"])
def test_a_step_is_taken_by_one(act):
    promise = cast.porterhouse_promise()
    step = cast.step_of(promise, "handover" if act == "hand over" else "make")
    people = [cast.cook(), cast.courier(), cast.owner(), cast.head_waiter()]

    def take(by):
        mine = Step.objects.select_related("promise", "who").get(pk=step.pk)
        if act == "start":
            return lambda: actions.start_step(step=mine, by=by, now=NOW)
        if act == "finish":
            return lambda: actions.finish_step(step=mine, by=by, now=NOW)
        return lambda: actions.hand_over(step=mine, by=by, now=NOW)

    came_to = at_once(*map(take, people))
    assert Counter(came_to) == {"done": 1, NotNow: 3}
    entry = entries_of(step).get()
    if act == "start":
        step.refresh_from_db()
        assert step.who == entry.actor
    if act == "hand over":
        assert Counter(entries_of(promise).values_list("verb", flat=True)) == {
            "given": 1,
            "handed-over": 1,
            "kept": 1,
        }


def test_called_off_while_the_cook_begins_the_portion_is_counted_right():
    Dish.objects.filter(key="porterhouse").update(stock=5)
    for _ in range(5):
        promise = cast.porterhouse_promise()
        before = Dish.objects.get(key="porterhouse").stock
        step = cast.step_of(promise, "make")
        came_to = at_once(
            lambda promise=promise: actions.cancel(
                promise=promise, reason="Diverted", by=cast.owner(), now=NOW
            ),
            lambda step=step: actions.start_step(step=step, by=cast.cook(), now=NOW),
        )
        assert came_to[0] == "done"
        begun = came_to[1] == "done"
        step.refresh_from_db()
        assert begun == (step.started_at is not None)
        assert Dish.objects.get(key="porterhouse").stock == before + (not begun)


def test_called_off_while_it_is_handed_over_it_ends_once():
    promise = cast.porterhouse_promise()
    handover = cast.step_of(promise, "handover")
    came_to = at_once(
        lambda: actions.cancel(promise=promise, reason="Diverted", by=cast.owner(), now=NOW),
        lambda: actions.hand_over(step=handover, by=cast.courier(), now=NOW),
        lambda: actions.miss(promise=Promise.objects.get(), reason="Lost", by=cast.owner(), now=NOW),
    )
    assert Counter(came_to) == {"done": 1, NotNow: 2}
    verbs = set(entries_of(promise).values_list("verb", flat=True)) & {"cancelled", "kept", "missed"}
    assert len(verbs) == 1


def test_a_message_is_linked_to_one_promise():
    promise = cast.porterhouse_promise()
    channel = Channel.objects.create(key="social", kind="webhook", name="Social", secret="s" * 32)
    message = Message.objects.create(channel=channel, external_id="1", text="Oh. My. God.", received_at=NOW)

    def link(by):
        later = NOW + timedelta(hours=3)
        return lambda: actions.link_outcome(
            promise=promise, message=message, mood="delighted", by=by, now=later
        )

    came_to = at_once(*map(link, [cast.owner(), cast.head_waiter(), cast.courier()]))
    assert Counter(came_to) == {"done": 1, NotNow: 2}
    assert Outcome.objects.count() == 1


def another_plan():
    """A promise for which another courier is suggested, and how to say yes to that."""
    promise, now = cast.held_up_promise()
    keep_up(work_out(now), now)
    look_for_a_plan(Suggestion.objects.select_related("promise").get(pk=promise.pk), now)
    version = Suggestion.objects.get(pk=promise.pk).version

    def say_yes(by):
        mine = Promise.objects.get(pk=promise.pk)
        return lambda: actions.move_steps(promise=mine, version=version, by=by, now=now)

    return promise, now, say_yes


def carriers(promise):
    road = promise.steps.filter(kind__in=["drive", "find", "handover"])
    return [step.who.key for step in road.select_related("who")]


def test_of_several_who_say_yes_to_another_plan_one_moves_the_steps():
    promise, _now, say_yes = another_plan()
    came_to = at_once(*map(say_yes, [cast.owner(), cast.head_waiter(), cast.courier()]))
    assert Counter(came_to) == {"done": 1, PlanOvertaken: 2}
    assert carriers(promise) == ["alex"] * 3
    assert entries_of(promise).filter(verb="replanned").count() == 1
    assert entries_of(*promise.steps.all()).filter(verb="moved").count() == 3


def test_a_plan_moves_all_of_its_steps_or_none_while_one_of_them_begins():
    promise, now, say_yes = another_plan()
    drive = cast.step_of(promise, "drive")
    came_to = at_once(
        say_yes(cast.head_waiter()),
        lambda: actions.start_step(step=drive, by=cast.person("ben"), now=now),
    )
    assert came_to[0] in ("done", PlanOvertaken)
    assert came_to[1] == "done"  # whoever begins it, carries it
    rest = ["alex"] * 2 if came_to[0] == "done" else ["ben"] * 2
    assert carriers(promise) == ["ben", *rest]
    assert entries_of(promise).filter(verb="replanned").count() == (came_to[0] == "done")


def test_two_workers_and_a_yes_at_once_come_to_one_plan():
    promise, now, say_yes = another_plan()

    def worker():
        for seconds in range(0, 90, 15):
            while loop.step(now + timedelta(seconds=seconds)):
                pass

    came_to = at_once(worker, worker, say_yes(cast.head_waiter()))
    assert came_to[:2] == ["done", "done"]
    moved = came_to[2] == "done"
    assert carriers(promise) == (["alex"] * 3 if moved else ["ben"] * 3)
    assert Suggestion.objects.filter(pk=promise.pk).exists() != moved
    assert entries_of(promise).filter(verb="suggested").count() == 1
    assert entries_of(promise).filter(verb="replanned").count() == moved
