"""What must hold whatever the house: reproducible, monotone, indifferent to order, names and where time begins."""

import gc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from hovmester.engines.promising import answer
from hovmester.engines.promising.because import CAUSES
from hovmester.engines.promising.best import Best, best_plan
from hovmester.engines.promising.case import FIRST, Case
from hovmester.engines.promising.draws import Stream
from hovmester.engines.promising.model import Answer, House, Params, Point, Wish
from hovmester.engines.promising.origin import house_from, wish_from
from hovmester.engines.promising.roads import GreatCircleRoads
from hovmester.engines.promising.world import World
from tests.engines.promising.cast import ALEX, AT_HIS_DOOR, CAR, COOK, HOUSE, QUICK, SAM, VAN, given, wish

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")  # whole houses

NOISE = 0.015  # of odds told from 2,048 samples
TOLD = 0.01  # of the difference of two plans told from the same 2,048
CHOICE = 0.005  # odds within .004 are taken for equal; one as good may drop out in 512 samples
few = settings(max_examples=8, deadline=None)


def eighths(least: int, most: int) -> st.SearchStrategy[float]:
    """Minutes that stay exact whatever origin they are counted from."""
    return st.integers(8 * least, 8 * most).map(lambda n: n / 8)


@st.composite
def houses(draw: st.DrawFn) -> House:
    """One to three drivers with up to five promises between them."""
    drivers = draw(st.integers(1, 3))
    workers = tuple(replace(ALEX, key=f"d{i}") for i in range(drivers))
    vehicles = tuple(replace(CAR, key=f"v{i}") for i in range(drivers))
    promises = []
    for number in range(draw(st.integers(0, 5))):
        who = draw(st.integers(0, drivers - 1))
        start = draw(eighths(-20, 90))
        door = Point(lat=40.75 + draw(st.floats(-0.03, 0.03)), lon=-73.98 + draw(st.floats(-0.03, 0.03)))
        promises.append(
            given(
                f"p{number}", start=start, deadline=start + draw(eighths(45, 90)), worker=f"d{who}",
                vehicle=f"v{who}", to=door,
            )
        )  # fmt: skip
    return replace(HOUSE, workers=(COOK, *workers), vehicles=vehicles, promises=tuple(promises))


wishes = st.builds(
    lambda at, patience: wish(at, patience, meeting_points=(AT_HIS_DOOR,)),
    st.floats(30, 150),
    st.floats(5, 30),
)


def odds(house: House, what: Wish, now: float = 0.0, seed: int = 1) -> float:
    """Of the best plan, whatever it does to others; 0 where there is none."""
    return told(Case(replace(house, floor=0.0), QUICK, now=now, seed=seed), what)


def told(case: Case, what: Wish) -> float:
    """The odds told of the best plan; 0 where there is none."""
    best = best_plan(case, what)
    return best.p if isinstance(best, Best) else 0.0


@few
@forall(house=houses(), what=wishes, seed=st.integers(0, 2**32))
def test_the_same_question_has_the_same_answer(house, what, seed):
    assert answer(house, what, QUICK, now=0, seed=seed) == answer(house, what, QUICK, now=0, seed=seed)


@few
@forall(house=houses(), what=wishes)
def test_odds_are_odds_and_lie_in_their_interval(house, what):
    said = answer(house, what, QUICK, now=0, seed=1)
    if said.p_on_time is not None:
        assert 0 <= said.p_low <= said.p_on_time + NOISE <= said.p_high + 2 * NOISE <= 1 + 2 * NOISE
        assert all(0 < because.share <= 1 for because in said.because)
        told = [because.facts.minutes for because in said.because if because.constraint in CAUSES]
        assert all(minutes >= 0.5 for minutes in told)
        assert list(said.curve.p) == sorted(said.curve.p, reverse=True)
        assert list(said.curve.at) == sorted(said.curve.at)
        assert (said.decide_by is not None) == (said.p_on_time >= said.floor)


@few
@forall(house=houses(), what=wishes, sooner=st.floats(1, 30), seed=st.integers(0, 1000))
def test_earlier_permission_never_lowers_the_odds(house, what, sooner, seed):
    """The same house and draws, and a choice that has only grown."""
    now = Case(replace(house, floor=0.0), QUICK, now=0, seed=seed)
    assert chosen(now.earlier(sooner), what) >= chosen(now, what) - CHOICE
    assert told(now.earlier(sooner), what) >= told(now, what) - TOLD


@pytest.mark.parametrize("seed", range(24))
def test_earlier_permission_finds_its_turn_at_a_busy_grill(seed):
    """Two hours of work waits at the grill: with an hour more to choose from, the best start is found as well."""
    rng = np.random.default_rng(seed)
    promises = tuple(
        given(f"p{i}", start=start, deadline=start + 90, worker=f"d{i % 3}", vehicle=f"v{i % 3}")
        for i, start in enumerate(rng.integers(-60, 480, size=7) / 8)
    )
    crew = tuple(replace(ALEX, key=f"d{i}") for i in range(3))
    fleet = tuple(replace(CAR, key=f"v{i}") for i in range(3))
    house = replace(HOUSE, floor=0.0, workers=(COOK, *crew), vehicles=fleet, promises=promises)
    what = wish(float(rng.uniform(90, 150)), 8, meeting_points=(AT_HIS_DOOR,))
    now = Case(house, QUICK, now=0, seed=seed)
    odds = [chosen(case, what) for case in (now, *(now.earlier(minutes) for minutes in range(4, 60, 8)))]
    assert min(np.diff(odds)) >= -CHOICE


@few
@forall(house=houses(), what=wishes)
def test_permission_that_waits_never_raises_the_odds(house, what):
    best = best_plan(Case(replace(house, floor=0.0), QUICK, now=0, seed=1), what)
    if isinstance(best, Best):
        later = [best.fresh.p(t) for t in np.linspace(best.start, best.start + 60, 20)]
        assert max(later) <= best.p + NOISE


@few
@forall(house=houses(), what=wishes)
def test_an_extra_courier_never_lowers_the_odds(house, what):
    more = replace(house, workers=(*house.workers, SAM), vehicles=(*house.vehicles, VAN))
    fewer, many = (Case(replace(h, floor=0.0), QUICK, now=0, seed=1) for h in (house, more))
    assert chosen(many, what) >= chosen(fewer, what) - CHOICE
    assert told(many, what) >= told(fewer, what) - TOLD


@few
@forall(first=st.integers(-6, 24), minutes=st.integers(1, 80), what=wishes, house=houses())
def test_the_odds_along_the_starts_are_those_of_each_start(first, minutes, what, house):
    best = best_plan(Case(replace(house, floor=0.0), QUICK, now=0, seed=1), what)
    if isinstance(best, Best):
        starts, p = best.first.p_along(first / 2, first / 2 + minutes / 4)
        np.testing.assert_allclose(p, [best.first.p(start) for start in starts.tolist()], atol=1e-6)


def chosen(case: Case, what: Wish) -> float:
    """The odds by which the plan was chosen."""
    best = best_plan(case, what)
    return best.p_chosen if isinstance(best, Best) else 0.0


@few
@forall(house=houses(), what=wishes, more=st.floats(1, 60))
def test_a_more_patient_guest_never_lowers_the_odds(house, what, more):
    time = replace(what.time, deadline=what.time.deadline + more)
    assert odds(house, replace(what, time=time)) >= odds(house, what) - NOISE


@few
@forall(house=houses(), what=wishes, order=st.randoms(use_true_random=False))
def test_the_order_in_which_a_house_is_told_does_not_matter(house, what, order):
    def shuffled(things):
        return tuple(order.sample(things, len(things)))

    other = replace(house, workers=shuffled(house.workers), vehicles=shuffled(house.vehicles))
    a, b = answer(house, what, QUICK, now=0, seed=1), answer(other, what, QUICK, now=0, seed=1)
    assert (a.verdict, a.reason) == (b.verdict, b.reason)
    assert a.p_on_time == (b.p_on_time if b.p_on_time is None else pytest.approx(b.p_on_time, abs=NOISE))


@few
@forall(house=houses(), what=wishes)
def test_inputs_are_never_changed(house, what):
    before = repr(house), repr(what)
    answer(house, what, QUICK, now=0, seed=1)
    assert (repr(house), repr(what)) == before


@few
@forall(house=houses())
def test_an_unrelated_promise_changes_nobodys_draws(house):
    elsewhere = replace(
        given("elsewhere", start=30, deadline=100, worker="", vehicle=""),
        steps=given("elsewhere", start=30, deadline=100, worker="", vehicle="").steps[1:],
    )
    more = replace(house, promises=(elsewhere, *house.promises))
    a, b = (Case(h, QUICK, now=0, seed=4).world(FIRST, 256) for h in (house, more))
    for number in range(len(house.promises)):
        np.testing.assert_array_equal(a.handed_over(number), b.handed_over(number + 1))


@few
@forall(house=houses(), what=wishes, days=st.integers(20, 40_000))
def test_where_time_begins_does_not_matter(house, what, days):
    shift = days * 1440.0
    near = answer(house, what, QUICK, now=0, seed=1)
    far = answer(
        house_from(house, shift, GreatCircleRoads()), wish_from(what, shift), QUICK, now=shift, seed=1
    )
    assert same_but_for_time(near, far, shift)


def same_but_for_time(near: Answer, far: Answer, shift: float) -> bool:
    assert (near.verdict, near.reason, near.p_on_time, near.cost) == (
        far.verdict,
        far.reason,
        far.p_on_time,
        far.cost,
    )
    if near.decide_by is not None:
        assert far.decide_by == pytest.approx(near.decide_by + shift, abs=1e-3)
    for a, b in zip(near.steps, far.steps, strict=True):
        assert b.start == pytest.approx(a.start + shift, abs=1e-3)
    return True


@pytest.mark.parametrize("at", [20, 120])
def test_nothing_is_left_behind_for_the_garbage_collector(at):
    gc.collect()
    gc.disable()
    try:
        answer(HOUSE, wish(at), QUICK, now=0, seed=1)
        assert not [thing for thing in gc.get_objects() if isinstance(thing, (Case, World))]
    finally:
        gc.enable()


def test_draws_depend_on_their_key_alone():
    a, b = Stream(seed=1, stream=0, samples=512), Stream(seed=1, stream=0, samples=2048)
    np.testing.assert_array_equal(a.normal("p1/0"), b.normal("p1/0")[:512])
    assert not np.array_equal(a.normal("p1/0"), a.normal("p1/1"))
    assert not np.array_equal(a.normal("p1/0"), Stream(seed=2, stream=0, samples=512).normal("p1/0"))


def test_draws_are_normal_and_independent():
    stream = Stream(seed=7, stream=0, samples=65_536)
    a, b = stream.normal("a"), stream.normal("b")
    assert a.mean() == pytest.approx(0, abs=0.015)
    assert a.std() == pytest.approx(1, abs=0.015)
    assert np.corrcoef(a, b)[0, 1] == pytest.approx(0, abs=0.015)
    assert np.corrcoef(a[:-1], a[1:])[0, 1] == pytest.approx(0, abs=0.015)
    assert np.mean(np.abs(a) < 1.2816) == pytest.approx(0.8, abs=0.01)


def test_more_samples_say_the_same():
    rough = answer(HOUSE, wish(65), Params(samples=1024, fresh_samples=2048), now=0, seed=1)
    fine = answer(HOUSE, wish(65), Params(samples=8192, fresh_samples=32_768), now=0, seed=2)
    assert rough.p_on_time == pytest.approx(fine.p_on_time, abs=0.03)
