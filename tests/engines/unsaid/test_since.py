"""When it began: steps and ramps in weekly returns, and the weeks in which nothing did."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hovmester.engines.unsaid.since import find_change


def weeks(seed: int, n: int, falls) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Returns of 40 visits a week, seven in ten of which come back, times (1 - falls(week))."""
    rng = np.random.default_rng(seed)
    share = np.array([0.7 * (1 - falls(w)) for w in range(n)])
    return rng.binomial(40, share).astype(float), np.full(n, 28.0), np.full(n, 28.0 * 0.3)


@pytest.mark.parametrize("seed", range(10))
def test_a_step_is_found_within_two_weeks(seed):
    change = find_change(*weeks(seed, 104, lambda w: 0.25 if w >= 57 else 0.0))
    assert change is not None
    assert abs(change.at - 57) <= 2
    assert change.low <= change.at <= change.high
    assert change.after == pytest.approx(np.log(0.75), abs=0.06)
    assert abs(change.before) < 0.06


def test_always_so_is_no_change():
    always = [weeks(seed, 104, lambda w: 0.2)[0] for seed in range(60)]
    expected, variance = np.full(104, 28.0), np.full(104, 28.0 * (1 - 0.7 * 0.8))
    assert sum(find_change(seen, expected, variance) is not None for seen in always) <= 3


def test_a_slow_decline_is_called_a_ramp():
    change = find_change(*weeks(3, 104, lambda w: 0.5 * np.clip((w - 40) / 24, 0, 1)))
    assert change is not None
    assert change.shape == "ramp"
    assert 38 <= change.at <= 66


def test_a_recovery_is_not_a_loss():
    assert find_change(*weeks(4, 104, lambda w: 0.3 if w < 50 else 0.0)) is None


def test_too_few_weeks_say_nothing():
    assert find_change([1, 0, 1], [2, 2, 2], [1, 1, 1]) is None


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(1.5, 5))
def test_the_week_does_not_depend_on_the_unit_of_returns(seed, factor):
    o, mu, var = weeks(seed, 60, lambda w: 0.4 if w >= 30 else 0.0)
    one, other = find_change(o, mu, var), find_change(o * factor, mu * factor, var * factor**2)
    assert one is not None
    assert other is not None
    assert one.at == other.at
