"""Standings over whole evenings: where laws are true and nothing is out of the ordinary, odds neither sink nor rise."""

from dataclasses import replace

import numpy as np
import pytest

from hovmester.engines.promising import standings
from hovmester.engines.promising.law import Law
from hovmester.engines.promising.model import Arrival, House, Params, Point, Step
from tests.engines.promising.cast import ALEX, CAR, COOK, HOUSE, SAM, VAN, given
from tests.engines.promising.evenings import Evening

HARLEM = Point(lat=40.79, lon=-73.95)
LANDS = Arrival(at=80, late=Law.from_p50_p90(22, 45))
MOMENTS = (0, 30, 60, 80, 100, 115)
EVENINGS = 240
PARAMS = Params(samples=256)
PROMISES = (
    given("early", start=10, deadline=55, earliest=45.0),
    given("far", start=35, deadline=84, to=HARLEM),
    given("other car", start=38, deadline=82, worker="sam", vehicle="van"),
    replace(
        given("lands", start=70, deadline=117, earliest=102.0, worker="sam", vehicle="van", to=HARLEM),
        arrival=LANDS,
        patience_min=15,
    ),
    given("last", start=85, deadline=129),
)
KEEPS_MIN = 32.0  # a hot dish: sometimes it waits too long for the guest who is late
TONIGHT = replace(
    HOUSE,
    workers=(COOK, ALEX, SAM),
    vehicles=(CAR, VAN),
    items=tuple(replace(item, keeps_min=KEEPS_MIN) for item in HOUSE.items),
    promises=PROMISES,
)


def stood(house: House, now: float, seed: int) -> list[float]:
    return [standing.p_on_time for standing in standings(house, PARAMS, now=now, seed=seed)]


@pytest.fixture(scope="module")
def played() -> tuple[np.ndarray, np.ndarray]:
    """What was said (evening, moment, promise), and what came (evening, promise)."""
    said, came = [], []
    for seed in range(EVENINGS):
        evening = Evening(TONIGHT, PARAMS, seed)
        said.append([stood(evening.house_at(now), now, seed) for now in MOMENTS])
        came.append([evening.was_kept(promise) for promise in PROMISES])
    return np.array(said), np.array(came, float)


@pytest.mark.parametrize("moment", range(len(MOMENTS)))
def test_at_every_moment_as_many_are_kept_as_was_said(played, moment):
    said, came = played
    off = said[:, moment] - came
    noise = off.std(axis=0) / np.sqrt(EVENINGS) + 0.003
    assert (abs(off.mean(axis=0)) < 3.5 * noise).all(), (off.mean(axis=0), noise)


def test_the_nearer_the_end_the_more_is_known(played):
    said, came = played
    brier = ((said - came[:, None]) ** 2).mean(axis=(0, 2))
    assert brier[-1] < 0.6 * brier[0]
    assert (np.diff(brier) < 0.005).all()


def test_in_the_end_it_is_known():
    for seed in range(8):
        evening = Evening(TONIGHT, PARAMS, seed)
        kept = [float(evening.was_kept(promise)) for promise in PROMISES if promise.arrival is None]
        end = stood(evening.house_at(900), 900, seed)
        assert [p for p, promise in zip(end, PROMISES, strict=True) if promise.arrival is None] == kept


def test_what_binds_is_the_step_that_takes_too_long():
    """A drive that may take for ever is what makes it late; where the kitchen is what varies, it is the kitchen."""
    (calm,) = (given("p", start=0, deadline=60),)
    for number, kind in ((0, "make"), (2, "drive")):
        wild = replace(calm.steps[number], law=Law.from_p50_p90(20, 60))
        promise = replace(calm, steps=(*calm.steps[:number], wild, *calm.steps[number + 1 :]))
        (stands,) = standings(replace(HOUSE, promises=(promise,)), PARAMS, now=0, seed=1)
        assert promise.steps[stands.binds].kind == kind


def test_a_guest_who_comes_by_plane_is_waited_for():
    """Whoever stands at the exit in good time will keep it, however late the plane; who is met has not left."""
    lands = PROMISES[3]
    past = (*(replace(step, began=step.start, ended=step.start + 1) for step in lands.steps[:3]),)
    find, handover = lands.steps[3:]

    def p(now: float, find: Step) -> float:
        promise = replace(lands, steps=(*past, find, handover))
        return stood(replace(TONIGHT, items=HOUSE.items, promises=(promise,)), now, 1)[0]

    waiting = replace(find, began=86.0)
    assert p(87, waiting) > 0.95
    assert p(110, waiting) > 0.9  # they come at 102 at half odds; perhaps they came and went before 86
    assert p(126, replace(waiting, ended=125.0)) > 0.95
    assert p(126, replace(find, began=123.0, ended=125.0)) < 0.9  # they may have waited long
