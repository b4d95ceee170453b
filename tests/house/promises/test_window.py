"""Kept and missed: what counts as in the guest's window."""

from datetime import timedelta

import pytest

from hovmester.house.ledger.record import entries_of
from hovmester.house.promises import actions
from hovmester.house.promises.models import Promise
from hovmester.house.promises.reliability import CALLED_OFF, ENDED, MISSED
from tests import cast

NOW = cast.EVENING
AT_SEVEN = "Can I get a burger at the courthouse at 7 pm?"
BY_SEVEN = "Can I get a burger at the courthouse by 7 pm?"
BETWEEN = "Can I get a burger at the courthouse between 7 and 8 pm?"


def ended(text, *, minutes, find_at=None, find_takes=3):
    """Handed over `minutes` after five; with `find_at`, whoever brings it looked for the guest from then on."""
    promise = cast.porterhouse_promise(text=text)
    if find_at is not None:
        find = cast.step_of(promise, "find")
        actions.start_step(step=find, by=cast.courier(), now=NOW + timedelta(minutes=find_at))
        actions.finish_step(step=find, by=cast.courier(), now=NOW + timedelta(minutes=find_at + find_takes))
    at = NOW + timedelta(minutes=minutes)
    actions.hand_over(step=cast.step_of(promise, "handover"), by=cast.courier(), now=at)
    return Promise.objects.get(pk=promise.pk)


def why(promise):
    return entries_of(promise).get(verb__in=["kept", "missed"])


@pytest.mark.parametrize(
    ("text", "hangs_on"),
    [
        (AT_SEVEN, "moment"),
        (BY_SEVEN, "deadline"),
        (BETWEEN, "window"),
        (cast.PORTERHOUSE, "landing"),
    ],
)
def test_a_promise_says_what_its_time_hangs_on(house, text, hangs_on):
    assert cast.porterhouse_promise(text=text).hangs_on == hangs_on


@pytest.mark.parametrize(
    ("text", "minutes", "state"),
    [
        (AT_SEVEN, 120, "kept"),
        (AT_SEVEN, 140, "kept"),  # the guest waits twenty minutes
        (AT_SEVEN, 141, "missed"),
        (AT_SEVEN, 105, "kept"),  # a guest who is there a little early is served
        (AT_SEVEN, 104, "missed"),
        (BETWEEN, 104, "missed"),
        (BETWEEN, 180, "kept"),
        (BY_SEVEN, 30, "kept"),  # whenever it is there
        (BY_SEVEN, 121, "missed"),
    ],
)
def test_kept_is_in_the_guests_window(house, text, minutes, state):
    assert ended(text, minutes=minutes).state == state


def test_hours_early_is_missed_and_says_by_how_much(house):
    entry = why(ended(AT_SEVEN, minutes=30))
    assert (entry.verb, entry.rule) == ("missed", "handed-over-early")
    assert entry.facts["early_min"] == 90
    assert "late_min" not in entry.facts


def test_a_flight_that_lands_early_is_met_early(house):
    assert ended(cast.PORTERHOUSE, minutes=110).state == "kept"


def test_who_waits_for_a_late_flight_has_kept_the_promise(house):
    assert ended(cast.PORTERHOUSE, minutes=220, find_at=125).state == "kept"


def test_who_comes_after_the_promised_moment_has_missed_it(house):
    promise = ended(cast.PORTERHOUSE, minutes=220, find_at=200)
    assert promise.state == "missed"
    assert why(promise).facts["late_min"] == pytest.approx(
        (NOW + timedelta(minutes=203) - promise.deadline) / timedelta(minutes=1), abs=0.1
    )


def test_nobody_knows_who_waited_where_no_step_says_so(house):
    assert ended(cast.PORTERHOUSE, minutes=220).state == "missed"


def call_off(promise, now):
    actions.cancel(promise=promise, reason="Plans changed", by=cast.head_waiter(), now=now)
    return Promise.objects.get(pk=promise.pk)


def test_called_off_while_it_stood_well_it_says_nothing_of_us(house):
    promise = call_off(cast.porterhouse_promise(), NOW)
    assert Promise.objects.filter(CALLED_OFF).get() == promise
    assert not Promise.objects.filter(ENDED).exists()


def test_called_off_when_it_would_have_come_late_it_counts_as_missed(house):
    promise = cast.porterhouse_promise()
    Promise.objects.filter(pk=promise.pk).update(p_now=0.2)  # as the worker found it
    promise.refresh_from_db()
    call_off(promise, NOW + timedelta(minutes=90))
    assert Promise.objects.filter(MISSED).get() == promise
    assert entries_of(promise).get(verb="cancelled").facts["p_now"] == 0.2


def test_called_off_after_the_promised_moment_it_counts_as_missed(house):
    promise = cast.porterhouse_promise()
    call_off(promise, promise.deadline + timedelta(minutes=1))
    assert Promise.objects.filter(MISSED).get() == promise
