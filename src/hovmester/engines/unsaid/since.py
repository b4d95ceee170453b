"""When did it begin? A scan over weeks for a step, or a ramp, in what came back against what was expected."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
GAIN_MIN = (
    11.0  # twice the log-likelihood a change must gain over "always so"; about 1 in 50 over a hundred weeks
)
RAMP_GAIN = 6.0  # and what a ramp must gain over a step
EDGE_EXPECTED = 8.0  # expected returns needed on each side of a change
CHI2_95 = 3.84


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Index of the first week after the change, and the weeks that are about as likely."""

    at: int
    low: int
    high: int
    shape: str  # "step" or "ramp"
    gain: float
    before: float  # log ratio of seen to expected
    after: float


def find_change(seen: Sequence[float], expected: Sequence[float], variance: Sequence[float]) -> Change | None:
    """The week from which fewer came back, or None where "always so" explains the weeks as well.

    seen, expected, variance: (n_weeks,) returns; expected without the effect of the value in question. A
    return comes or does not, so weeks followed for long vary less than Poisson: counts are scaled until they
    vary like Poisson counts.
    """
    o, mu = np.asarray(seen, np.float64), np.asarray(expected, np.float64)
    if len(o) < 4 or mu.sum() < 4 * EDGE_EXPECTED:
        return None
    scale = mu / np.maximum(np.asarray(variance, np.float64), 1e-9)
    seen_o, seen_mu = o, mu
    o, mu = o * scale, mu * scale
    gain = _step_gains(o, mu)
    cut = int(np.argmax(gain)) if np.isfinite(gain).any() else 0
    if not np.isfinite(gain[cut]) or gain[cut] < GAIN_MIN:
        return None
    near = np.flatnonzero(gain >= gain[cut] - CHI2_95)
    before, after = _log_ratio(seen_o[:cut], seen_mu[:cut]), _log_ratio(seen_o[cut:], seen_mu[cut:])
    ramp = _best_ramp(o, mu, cut)
    shape = "ramp" if ramp > gain[cut] + RAMP_GAIN else "step"
    return Change(at=cut, low=int(near.min()), high=int(near.max()), shape=shape, gain=float(gain[cut]),
                  before=before, after=after)  # fmt: skip


def _step_gains(o: Floats, mu: Floats) -> Floats:
    """Twice the log-likelihood gained by a fall at each week; -inf where it is no fall or too near an edge."""
    left_o, left_mu = np.concatenate([[0], o.cumsum()[:-1]]), np.concatenate([[0], mu.cumsum()[:-1]])
    right_o, right_mu = o.sum() - left_o, mu.sum() - left_mu
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = 2 * (_plogp(left_o, left_mu) + _plogp(right_o, right_mu) - _plogp(o.sum(), mu.sum()))
        falls = right_o / right_mu < left_o / left_mu
    far = (left_mu >= EDGE_EXPECTED) & (right_mu >= EDGE_EXPECTED)
    return np.where(far & falls, gain, -np.inf)


def _plogp(o: Floats | float, mu: Floats | float) -> Floats:
    o, mu = np.asarray(o, np.float64), np.asarray(mu, np.float64)
    return np.asarray(o * np.log(np.maximum(o, 1e-12) / np.maximum(mu, 1e-12)))


def _log_ratio(o: Floats, mu: Floats) -> float:
    return float(np.log((o.sum() + 0.5) / (mu.sum() + 0.5)))


def _best_ramp(o: Floats, mu: Floats, cut: int) -> float:
    """The best gain of a steady fall between two weeks around `cut` over a constant."""
    best = -np.inf
    weeks = np.arange(len(o), dtype=np.float64)
    constant = float(_plogp(o.sum(), mu.sum())) - o.sum()
    for start in range(max(cut - 26, 0), cut + 1, 2):
        for end in range(max(cut, start + 4), min(cut + 27, len(o)), 2):
            x = np.clip((weeks - start) / (end - start), 0, 1)
            best = max(best, 2 * (_slope_likelihood(o, mu, x) - constant))
    return best


def _slope_likelihood(o: Floats, mu: Floats, x: Floats) -> float:
    a, b = np.log((o.sum() + 0.5) / (mu.sum() + 0.5)), 0.0
    for _ in range(8):
        m = mu * np.exp(a + b * x)
        g = np.array([(o - m).sum(), ((o - m) * x).sum()])
        h = np.array([[m.sum(), (m * x).sum()], [(m * x).sum(), (m * x * x).sum()]]) + 1e-6 * np.eye(2)
        step = np.clip(np.linalg.solve(h, g), -1, 1)
        a, b = a + step[0], b + step[1]
    m = mu * np.exp(a + b * x)
    return float((o * (a + b * x) - m).sum())
