"""The sample house's past: played, marked as played, and as true to itself as a past that was lived."""

import pytest
from django.core.cache import cache

from hovmester.cli.demo.past import live_before
from hovmester.house.ledger.record import entries_of
from hovmester.house.premises.models import Dish
from hovmester.house.promises import actions
from hovmester.house.promises.how_good import How, past
from hovmester.house.promises.models import Promise, Step, Wish
from hovmester.house.promises.queries import board
from hovmester.house.promises.window import outside_min
from hovmester.house.web.entries import PLAYED
from tests import cast

NOW = cast.EVENING


@pytest.fixture(scope="module")
def lived(django_db_setup, django_db_blocker):
    """Played once for all tests of this file, and taken back."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        cast.lay_the_house()
        stock = dict(Dish.objects.values_list("key", "stock"))
        live_before(NOW.date())
        yield stock
        transaction.set_rollback(True)
        cache.clear()


@pytest.fixture(autouse=True)
def _on_the_one_played(lived, db):
    pass


def test_weeks_of_promises_have_ended_and_nothing_is_left_open():
    ended = past()
    assert len(ended) > 150
    assert {How.KEPT, How.LATE, How.CALLED_OFF} <= {one.how for one in ended}
    assert len(ended) == Promise.objects.count()
    assert not Wish.objects.filter(state=Wish.State.OPEN).exists()
    for rows in (Wish, Promise, Step):
        assert not rows.objects.filter(look_at__isnull=False).exists()
    assert board(NOW) == []


def test_every_entry_says_that_it_was_played_and_by_whom():
    for promise in Promise.objects.order_by("?")[:10]:
        entries = entries_of(promise, promise.wish, *promise.steps.all())
        assert {entry.rule for entry in entries} == {PLAYED}
        assert entries.get(verb="given").facts["p"] == promise.p_when_given
        assert entries.filter(verb=promise.state).count() == 1


def test_nobody_is_named_but_the_staff():
    assert not Wish.objects.filter(guest__isnull=False).exists()
    assert not Wish.objects.filter(message__isnull=False).exists()


def test_kept_and_missed_are_what_the_house_calls_so():
    for promise in Promise.objects.filter(handed_over_at__isnull=False):
        in_window = not outside_min(promise, promise.handed_over_at)
        assert in_window == (promise.state == Promise.State.KEPT)


def test_steps_follow_one_another_and_nobody_drives_two_ways_at_once():
    out = []
    for promise in Promise.objects.prefetch_related("steps"):
        done = [step for step in promise.steps.all() if step.state == Step.State.DONE]
        assert all(step.started_at <= step.done_at for step in done)
        by_kind = {step.kind: step for step in done}
        if "handover" in by_kind:
            assert by_kind["drive"].done_at <= by_kind["find"].started_at <= by_kind["handover"].started_at
            assert promise.handed_over_at == by_kind["handover"].done_at
            out.append((by_kind["drive"].who_id, by_kind["drive"].started_at, by_kind["handover"].done_at))
    for who, start, end in out:
        assert sum(other == who and a < end and start < b for other, a, b in out) == 1


def test_no_portion_of_tonight_is_gone(lived):
    assert dict(Dish.objects.values_list("key", "stock")) == lived


def test_tonights_answer_rests_on_it():
    can_we = actions.answer_wish(wish=cast.porterhouse_wish(), now=NOW)
    assert can_we.known.promises > 100
    assert can_we.known.made > 3
    assert can_we.p_on_time != can_we.p_raw
    assert can_we.p_on_time >= 0.9
