"""Real logs: steps marked done too soon, or left open overnight; places of which one is even and one is not."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hovmester.engines.promising.law import Z
from hovmester.engines.promising.learning import Past, StepToday, learn_ratio, tonight
from hovmester.engines.promising.learning.pooling import STATED
from hovmester.engines.promising.learning.scatter import learn_scatter, settled


def kitchen(
    seed: int = 0, *, steps: int = 3000, absurd: float = 0.0, uneven: float = 1.0, slow: float = 0.2
) -> Past:
    """Ten places over 20 days; r0 scatters `uneven` times as wide as the others, r1 takes exp(`slow`) times as long."""
    rng = np.random.default_rng(seed)
    place = rng.integers(0, 10, steps)
    y = rng.normal(0, 0.2, steps) * np.where(place == 0, uneven, 1.0) + slow * (place == 1)
    at_fault = rng.random(steps) < absurd
    y = np.where(at_fault, rng.choice([-6.0, 5.0], steps), y)
    return Past(
        day=rng.integers(0, 20, steps),
        minute=rng.uniform(720, 1320, steps),
        place=tuple(f"r{p}" for p in place),
        planned_min=np.full(steps, 15.0),
        actual_min=15 * np.exp(y),
    )


def test_absurd_steps_hardly_move_what_is_learnt() -> None:
    clean, dirty = learn_ratio(kitchen()), learn_ratio(kitchen(absurd=0.04))
    assert dirty.mean == pytest.approx(clean.mean, abs=0.02)
    assert dirty.place("r1")[0] == pytest.approx(clean.place("r1")[0], abs=0.05)
    for p50_or_p90 in (0.0, 1.2816):
        assert dirty.law(15, "r3").at(p50_or_p90) == pytest.approx(
            clean.law(15, "r3").at(p50_or_p90), rel=0.12
        )


def test_the_law_has_room_for_what_seldom_happens() -> None:
    law = learn_ratio(kitchen(absurd=0.04)).law(15, "r3")
    assert law.at(2.5) > 15 * np.exp(2)  # one in fifty takes absurdly long
    assert law.p90 < 15 * 1.6


def test_an_uneven_place_has_a_wider_law() -> None:
    law = learn_ratio(kitchen(uneven=2.5))
    wide, narrow = law.law(15, "r0"), law.law(15, "r3")
    assert wide.p90 / wide.p50 > narrow.p90 / narrow.p50 * 1.2
    assert law.scatter.places["r0"] > 1.5 > law.scatter.places["r3"]


def test_a_bell_stays_a_bell() -> None:
    shape = np.array(learn_ratio(kitchen(steps=6000)).scatter.shape)
    middle = np.abs(Z) < 2
    assert np.abs(shape - Z)[middle].max() < 0.15


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_few_steps_move_what_is_stated_only_a_little(steps: int) -> None:
    few = Past(
        day=np.arange(steps),
        minute=np.full(steps, 700.0),
        place=("grill",) * steps,
        planned_min=np.full(steps, 10.0),
        actual_min=np.full(steps, 10.0),
    )
    law, stated = learn_ratio(few), STATED
    assert law.sd_step > 0.8 * stated.sd_step
    assert law.law(10, "grill").p90 / law.law(10, "grill").p50 > 1.25
    slow = learn_ratio(replace(few, actual_min=np.full(steps, 20.0))).law(10, "grill").p50
    assert 10 < slow < 16


def test_one_absurd_step_tonight_does_not_make_the_evening() -> None:
    law = learn_ratio(kitchen())
    pressed_at_once = StepToday(place="r3", planned_min=15, minutes=0.05, ended=True)
    quick = StepToday(place="r3", planned_min=15, minutes=9, ended=True)
    before = tonight(law, ()).factor("r3")[0]
    assert before - tonight(law, (pressed_at_once,)).factor("r3")[0] < 3 * (
        before - tonight(law, (quick,)).factor("r3")[0]
    )


def test_tonights_law_is_the_law_of_the_day_when_nothing_has_ended() -> None:
    law = learn_ratio(kitchen(absurd=0.02))
    assert tonight(law, ()).law_of("r3", 15.0).quantiles == pytest.approx(law.law(15.0, "r3").quantiles)


@given(st.lists(st.floats(-8, 8), min_size=1, max_size=40), st.integers(1, 4))
def test_settling_moves_nothing_outwards_and_keeps_the_sequence(values: list[float], places: int) -> None:
    y, place = np.array(values), np.arange(len(values)) % places
    place = np.unique(place, return_inverse=True)[1]
    drawn = settled(y, place)
    assert drawn.min() >= y.min()
    assert drawn.max() <= y.max()
    for group in range(int(place.max()) + 1):
        of_place = place == group
        order = np.argsort(y[of_place], kind="stable")
        assert (np.diff(drawn[of_place][order]) >= 0).all()


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=60))
def test_the_shape_never_falls(values: list[float]) -> None:
    scatter = learn_scatter(np.array(values), ("a",), np.zeros(len(values), int))
    assert (np.diff(scatter.of("a")) >= 0).all()
