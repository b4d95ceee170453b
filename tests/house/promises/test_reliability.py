"""How the promises that ended came out, and what later answers make of it."""

import math
import random
from datetime import timedelta

import pytest
from django.core.cache import cache

from hovmester.house.ledger.record import entries_of
from hovmester.house.promises import actions
from hovmester.house.promises.models import Promise, Wish
from hovmester.house.promises.reliability import reliability
from tests import cast

NOW = cast.EVENING


@pytest.fixture(autouse=True)
def _a_house_of_its_own(house):
    cache.clear()


def past(n, *, p_raw=0.95, kept=1.0, state=None, seed=1, hangs_on="", ahead=timedelta(hours=1)):
    """`n` promises of other days, worked out as `p_raw`, of which the share `kept` was kept."""
    chance = random.Random(seed)
    by = cast.head_waiter()
    wishes = Wish.objects.bulk_create(
        Wish(text="Bread", said_at=NOW, made_at=NOW, state=Wish.State.PROMISED) for _ in range(n)
    )
    was_kept = [number < round(kept * n) for number in range(n)]
    chance.shuffle(was_kept)
    Promise.objects.bulk_create(
        Promise(
            wish=wish,
            title="Bread",
            given_by=by,
            hangs_on=hangs_on,
            given_at=NOW - timedelta(days=day + 1) - ahead,
            amount=4,
            deadline=NOW - timedelta(days=day + 1),
            p_when_given=p_raw,
            p_raw=p_raw,
            p_now=p_raw,
            reason="Lost" if state else "",
            state=state or (Promise.State.KEPT if good else Promise.State.MISSED),
            handed_over_at=NOW - timedelta(days=day + 1),
        )
        for day, (wish, good) in enumerate(zip(wishes, was_kept, strict=True))
    )


def answered():
    wish = cast.porterhouse_wish()
    return actions.answer_wish(wish=wish, now=NOW), wish


def test_with_few_promises_odds_are_told_as_worked_out():
    past(29, kept=0.5)
    can_we, _wish = answered()
    assert can_we.p_on_time == can_we.p_raw
    assert (can_we.known.promises, can_we.known.ended) == (0, 29)


def test_from_thirty_on_they_are_corrected_and_say_so():
    past(30, kept=0.5)
    can_we, wish = answered()
    assert can_we.p_on_time < can_we.p_raw - 0.02
    assert can_we.as_json()["known"]["promises"] == 30
    facts = entries_of(wish).get(verb="answered").facts
    assert (facts["p"], facts["p_raw"]) == (can_we.p_on_time, can_we.p_raw)


def test_odds_that_came_true_are_left_alone():
    past(300, p_raw=0.95, kept=0.95)
    corrected = reliability().recalibration
    assert corrected.n == 300
    assert float(corrected(0.95)) == pytest.approx(0.95, abs=0.005)


def test_odds_that_came_true_too_seldom_are_lowered_to_what_came_true():
    past(300, p_raw=0.95, kept=0.85)
    assert float(reliability().recalibration(0.95)) == pytest.approx(0.85, abs=0.02)


def test_where_nothing_was_promised_little_is_changed():
    """Only promises given are seen kept or missed; odds the house said no to are left nearly as worked out."""
    past(300, p_raw=0.95, kept=0.99)

    def logit(p):
        return math.log(p / (1 - p))

    corrected = reliability().recalibration
    moved = logit(float(corrected(0.95))) - logit(0.95)
    assert moved > 1
    assert abs(logit(float(corrected(0.5)))) < 0.15 * moved


def test_a_kind_and_a_horizon_have_a_part_of_their_own():
    far = timedelta(hours=5)
    past(120, kept=0.97, hangs_on="moment", seed=1)
    past(120, kept=0.75, hangs_on="landing", ahead=far, seed=2)
    past(120, kept=0.97, hangs_on="moment", ahead=far, seed=3)
    found = reliability()
    assert found.groups == {
        "kind=moment": 240,
        "kind=landing": 120,
        "ahead=60-120": 120,
        "ahead=240-1440": 240,
    }
    soon, later, landing = (
        float(found.correction(kind, minutes)(0.95))
        for kind, minutes in (("moment", 70), ("moment", 300), ("landing", 300))
    )
    assert landing < 0.83
    assert landing < later - 0.1
    assert later < soon + 0.005
    can_we, _wish = answered()
    assert can_we.p_on_time < can_we.p_raw


def test_few_of_a_kind_are_corrected_as_all_are():
    past(200, kept=0.97, hangs_on="moment")
    past(20, kept=0.5, hangs_on="window")
    found = reliability()
    assert found.groups == {"kind=moment": 200}
    assert float(found.correction("window", 70)(0.95)) == float(found.recalibration(0.95))


def test_what_was_called_off_is_left_out():
    past(40, kept=1.0)
    before = reliability()
    past(40, state=Promise.State.CANCELLED)
    assert reliability() == before


def test_the_same_question_does_not_learn_anew(django_assert_num_queries):
    past(40, kept=0.9)
    first = reliability()
    with django_assert_num_queries(1):
        assert reliability() is not None
    past(1, kept=0.0)
    assert reliability().ended == first.ended + 1


def test_a_promise_keeps_what_it_was_given_with():
    past(60, kept=0.9)
    promise = cast.porterhouse_promise()
    assert promise.p_raw != promise.p_when_given
    assert promise.floor == 0.9
    facts = entries_of(promise).get(verb="given").facts
    assert facts["p_raw"] == promise.p_raw
    assert facts["floor"] == 0.9
    assert facts["hangs_on"] == "landing"
    assert facts["horizon_min"] == round((promise.deadline - promise.given_at).total_seconds() / 60)
