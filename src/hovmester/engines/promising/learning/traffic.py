"""How the roads run: a usual course of the day, a day of its own, and a level that wanders; followed as drives end.

    log(actual / planned) = usual(hour) + day + level(t) + leg

`level` is an Ornstein-Uhlenbeck process. The spreads come from the covariance of two drives of one day by the
time between them; what is left at great distance is the day's own. Today's state is a Kalman filter over
(day, level).
"""

from dataclasses import dataclass
from math import exp

import numpy as np
import numpy.typing as npt

from hovmester.engines.promising.learning.pooling import Past

Floats = npt.NDArray[np.float64]

GRID_MIN = 10.0
BANDWIDTH_MIN = 30.0
PRIOR_DRIVES = 20.0  # the usual course of an hour is drawn to the mean of the day as if by so many drives


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficLaw:
    """`usual` (145,): mean log ratio every 10 minutes of the day. `memory_min`: the level forgets by 1/e."""

    usual: Floats
    sd_day: float
    sd_level: float
    memory_min: float
    sd_leg: float
    n: int

    def usual_at(self, minute: npt.ArrayLike) -> Floats:
        return np.asarray(
            np.interp(np.asarray(minute, float), np.arange(len(self.usual)) * GRID_MIN, self.usual)
        )


def learn_traffic(past: Past) -> TrafficLaw:
    """The law of the roads from the drives of past days. With none: planned times hold, give or take a quarter."""
    grid = np.arange(145) * GRID_MIN
    if len(past.day) < 50:
        return TrafficLaw(
            usual=np.zeros(len(grid)), sd_day=0.1, sd_level=0.12, memory_min=120, sd_leg=0.15, n=len(past.day)
        )
    y = past.log_ratio
    mean = y.mean()
    usual = np.empty(len(grid))
    for k, at in enumerate(grid):
        weight = np.exp(-0.5 * ((past.minute - at) / BANDWIDTH_MIN) ** 2)
        usual[k] = mean + (weight @ (y - mean)) / (weight.sum() + PRIOR_DRIVES)
    left = y - np.interp(past.minute, grid, usual)
    sd_day, sd_level, memory = _spreads(past, left)
    leg = max(1e-4, float(left @ left) / len(left) - sd_day**2 - sd_level**2)
    return TrafficLaw(
        usual=usual, sd_day=sd_day, sd_level=sd_level, memory_min=memory, sd_leg=leg**0.5, n=len(left)
    )


def _spreads(past: Past, left: Floats) -> tuple[float, float, float]:
    """sd_day, sd_level and memory from the covariance of pairs of drives of one day, by 10-minute lag."""
    products, pairs = np.zeros(60), np.zeros(60)
    for day in np.unique(past.day):
        mine = past.day == day
        values, at = left[mine], past.minute[mine]
        lag = np.abs(at[:, None] - at[None]).astype(int) // int(GRID_MIN)
        product = values[:, None] * values[None]
        np.fill_diagonal(product, 0)
        kept = np.minimum(lag, 59)
        products += np.bincount(kept.ravel(), product.ravel(), minlength=60)
        pairs += np.bincount(kept.ravel(), minlength=60)
        pairs[0] -= len(values)
    used = pairs > 0
    lag_min, covariance, weight = (
        (np.arange(60)[used] + 0.5) * GRID_MIN,
        products[used] / pairs[used],
        np.sqrt(pairs[used]),
    )

    def misfit(x: Floats) -> Floats:
        day, level, memory = np.exp(x)
        return np.asarray(weight * (day + level * np.exp(-lag_min / memory) - covariance))

    scale = min(1.0, max(1e-5, float(covariance[0])))  # drives that share nothing have none
    from scipy.optimize import least_squares  # takes a while to load, and only learning needs it

    fitted = least_squares(
        misfit,
        np.log([0.2 * scale, 0.8 * scale, 150.0]),
        bounds=(np.log([1e-6, 1e-6, 15.0]), np.log([1.0, 1.0, 600.0])),
    )
    day, level, memory = np.exp(fitted.x)
    return float(day**0.5), float(level**0.5), float(memory)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roads:
    """What is believed of the roads at `at_min`: mean (2,) and covariance (2, 2) of (day, level)."""

    law: TrafficLaw
    at_min: float
    mean: Floats
    covariance: Floats

    @classmethod
    def at_dawn(cls, law: TrafficLaw, at_min: float) -> "Roads":
        spread = np.diag([law.sd_day**2, law.sd_level**2])
        return cls(law=law, at_min=at_min, mean=np.zeros(2), covariance=spread)

    def after(self, *, departed_min: float, planned_min: float, actual_min: float) -> "Roads":
        """The belief once a drive has ended. Drives may come a little out of order: time does not run back."""
        there = self.moved_to(max(departed_min, self.at_min))
        seen = float(np.log(actual_min / planned_min) - self.law.usual_at(departed_min))
        spread = float(there.covariance.sum()) + self.law.sd_leg**2
        gain = there.covariance.sum(axis=1) / spread
        mean = there.mean + gain * (seen - there.mean.sum())
        covariance = there.covariance - np.outer(gain, there.covariance.sum(axis=0))
        return Roads(law=self.law, at_min=there.at_min, mean=mean, covariance=covariance)

    def moved_to(self, minute: float) -> "Roads":
        kept = exp(-max(0.0, minute - self.at_min) / self.law.memory_min)
        keep = np.array([1.0, kept])
        covariance = self.covariance * np.outer(keep, keep)
        covariance[1, 1] += (1 - kept**2) * self.law.sd_level**2
        return Roads(
            law=self.law, at_min=max(minute, self.at_min), mean=self.mean * keep, covariance=covariance
        )

    def log_ratio(self, minute: float) -> tuple[float, float]:
        """(mean, sd) of log(actual / planned) of a drive that leaves at `minute`; the leg's own spread counted."""
        there = self.moved_to(minute)
        variance = max(0.0, float(there.covariance.sum())) + self.law.sd_leg**2
        return float(there.mean.sum() + self.law.usual_at(minute)), variance**0.5
