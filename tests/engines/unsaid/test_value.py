"""BG/NBD and gamma-gamma against published values, numerical gradients and simulated guests."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaln

from hovmester.engines.unsaid import BgNbd, Lives, fit_bgnbd, fit_gamma_gamma
from hovmester.engines.unsaid.value import _loss

# Fader, Hardie & Lee (2005), table 2: the parameters found for the CDNOW sample.
CDNOW = BgNbd(r=0.243, alpha=4.414, a=0.793, b=2.426, log_likelihood=-9582.4, guests=2357)


def simulated(r: float, alpha: float, a: float, b: float, guests: int, seed: int) -> Lives:
    rng = np.random.default_rng(seed)
    rate, leave = rng.gamma(r, 1 / alpha, guests), rng.beta(a, b, guests)
    age, x, tx, alive = rng.uniform(20, 40, guests), np.zeros(guests), np.zeros(guests), np.ones(guests, bool)
    while alive.any():
        following = tx + rng.exponential(1 / np.maximum(rate, 1e-12))
        alive &= following < age
        x, tx = x + alive, np.where(alive, following, tx)
        alive &= rng.random(guests) > leave
    return Lives.of(x, tx, age)


def test_the_parameters_of_simulated_guests_are_found_again():
    found = fit_bgnbd(simulated(0.6, 5.0, 1.2, 3.0, 40_000, seed=1))
    assert found.r == pytest.approx(0.6, rel=0.05)
    assert found.alpha == pytest.approx(5.0, rel=0.05)
    assert found.a / (found.a + found.b) == pytest.approx(1.2 / 4.2, rel=0.08)


def test_the_likelihood_is_that_of_the_paper_written_out_for_three_guests():
    lives = Lives.of([0, 2, 5], [0, 30.43, 20.0], [38.86, 38.86, 33.0])
    theta = np.log([CDNOW.r, CDNOW.alpha, CDNOW.a, CDNOW.b])
    r, alpha, a, b = np.exp(theta)

    def beta(p, q):
        return np.exp(gammaln(p) + gammaln(q) - gammaln(p + q))

    total = 0.0
    for x, tx, age in zip(lives.x, lives.tx, lives.age, strict=True):
        alive = (
            beta(a, b + x)
            / beta(a, b)
            * np.exp(gammaln(r + x) - gammaln(r))
            * alpha**r
            / (alpha + age) ** (r + x)
        )
        gone = 0.0
        if x > 0:
            gone = (
                beta(a + 1, b + x - 1)
                / beta(a, b)
                * np.exp(gammaln(r + x) - gammaln(r))
                * alpha**r
                / (alpha + tx) ** (r + x)
            )
        total += np.log(alive + gone)
    assert -3 * _loss(theta, lives, 3.0)[0] == pytest.approx(total, rel=1e-12)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-2, 2), min_size=4, max_size=4), st.integers(0, 1000))
def test_the_gradient_is_the_slope_of_the_likelihood(theta, seed):
    lives, at = simulated(0.5, 4.0, 0.8, 2.0, 60, seed), np.array(theta)
    gradient = _loss(at, lives, 60.0)[1]
    for i in range(4):
        step = np.eye(4)[i] * 1e-6
        slope = (_loss(at + step, lives, 60.0)[0] - _loss(at - step, lives, 60.0)[0]) / 2e-6
        assert gradient[i] == pytest.approx(slope, rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("unit", [1.0, 7.0, 1 / 52])
def test_it_does_not_matter_in_which_unit_time_is_told(unit):
    lives = simulated(0.5, 4.0, 0.8, 2.0, 3000, seed=3)
    told = fit_bgnbd(Lives.of(lives.x, lives.tx * unit, lives.age * unit))
    usual = fit_bgnbd(lives)
    assert told.r == pytest.approx(usual.r, rel=1e-3)
    assert told.alpha == pytest.approx(usual.alpha * unit, rel=1e-3)
    assert told.log_likelihood == pytest.approx(usual.log_likelihood - lives.x.sum() * np.log(unit), rel=1e-6)


def test_one_row_with_a_weight_is_as_many_guests():
    lives = simulated(0.5, 4.0, 0.8, 2.0, 500, seed=4)
    twice = Lives.of(np.tile(lives.x, 2), np.tile(lives.tx, 2), np.tile(lives.age, 2))
    weighted = Lives.of(lives.x, lives.tx, lives.age, np.full(500, 2.0))
    assert fit_bgnbd(twice).r == pytest.approx(fit_bgnbd(weighted).r, rel=1e-6)


def test_expected_visits_are_those_of_simulated_guests():
    rng, guests = np.random.default_rng(5), 400_000
    rate, leave = rng.gamma(2.0, 1 / 10.0, guests), rng.beta(2.0, 6.0, guests)
    came, clock, alive = np.zeros(guests), np.zeros(guests), np.ones(guests, bool)
    while alive.any():  # all of them sit here for the first time now
        alive &= (
            rng.random(guests) > 0
        )  # BG/NBD: a guest may leave after each repeat visit, not after the first
        clock = clock + rng.exponential(1 / rate)
        alive &= clock < 30.0
        came += alive
        alive &= rng.random(guests) > leave
    model = BgNbd(r=2.0, alpha=10.0, a=2.0, b=6.0, log_likelihood=0.0, guests=1)
    assert model.expected_of_the_seen(0.0, 0.0, 30.0) == pytest.approx(came.mean(), rel=0.01)


def test_nobody_who_came_again_teaches_no_rate():
    with pytest.raises(ValueError, match="at least 1 guest who came again, got 0"):
        fit_bgnbd(Lives.of([0, 0], [0, 0], [10, 20]))


def test_a_last_visit_after_today_is_refused():
    with pytest.raises(ValueError, match="0 <= tx <= age"):
        Lives.of([1], [11], [10])


def test_spend_is_shrunk_towards_the_house_the_more_the_fewer_visits_were_seen():
    rng = np.random.default_rng(6)
    scale = 15.0 / rng.gamma(4.0, 1.0, 5000)
    visits = rng.integers(1, 10, 5000)
    mean = rng.gamma(6.0 * visits, scale / visits)
    model = fit_gamma_gamma(visits, mean)
    house = model.expected_spend(0.0, 0.0)
    few, many = model.expected_spend([1, 50], [4 * house, 4 * house])
    assert house < few < many < 4 * house
    assert model.p == pytest.approx(6.0, rel=0.15)
    assert model.q == pytest.approx(4.0, rel=0.15)
