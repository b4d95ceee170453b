"""How often should one look? Weibull wear learnt from checks, and the interval at which looking costs least.

A check says only that the thing was still good, or had gone bad at some time since it was last good: the times are
interval-censored. Cost rate of looking every tau days: [c_look + c_defect (tau - integral_0^tau R)] / tau
(Barlow & Proschan, Mathematical Theory of Reliability, 1965, ch. 4).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.integrate import quad
from scipy.optimize import minimize, minimize_scalar

Floats = NDArray[np.float64]
DEFECTS_MIN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Wear:
    """Still good after t days with chance exp(-(t / scale_days) ** shape)."""

    shape: float
    scale_days: float
    shape_low: float
    shape_high: float
    defects: int

    @property
    def wears_out(self) -> bool:
        """Whether things get worse with age; where not, renewing them by the clock prevents nothing."""
        return self.shape > 1.0

    def still_good(self, days: ArrayLike) -> Floats:
        return np.asarray(np.exp(-((np.asarray(days, np.float64) / self.scale_days) ** self.shape)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInterval:
    """Look every `every_days` (None: never by the clock), at `cost_a_day`; `reason` where the clock does not help."""

    every_days: float | None
    cost_a_day: float
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    reason: str


def fit_wear(good_until: ArrayLike, bad_by: ArrayLike) -> Wear | Unknown:
    """Learn wear from checks. `good_until`: age in days when last seen good; `bad_by`: when found bad, inf if never.

    Shapes (n,). Ages count from the last mend. A 95 % interval for the shape comes from the profile likelihood.
    """
    low, high = np.asarray(good_until, np.float64), np.asarray(bad_by, np.float64)
    if (low < 0).any() or (high <= low).any():
        raise ValueError("checks need 0 <= good_until < bad_by")
    defects = int(np.isfinite(high).sum())
    if defects < DEFECTS_MIN:
        return Unknown(reason=f"{defects} defects seen, {DEFECTS_MIN} needed")
    scale = float(np.median(high[np.isfinite(high)]))

    def loss(theta: Floats) -> float:
        shape, eta = np.exp(theta[0]), scale * np.exp(theta[1])
        alive = -((low / eta) ** shape)
        dead = np.where(
            np.isfinite(high), -((np.where(np.isfinite(high), high, 1.0) / eta) ** shape), -np.inf
        )
        return -float((alive + np.log(np.maximum(-np.expm1(dead - alive), 1e-300))).sum())

    fit = minimize(
        loss, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-9, "maxiter": 4000}
    )
    grid = np.linspace(fit.x[0] - 2.5, fit.x[0] + 2.5, 101)
    profile = np.array([minimize_scalar(lambda e, k=k: loss(np.array([k, e])), bounds=(fit.x[1] - 4, fit.x[1] + 4),
                                        method="bounded").fun for k in grid])  # fmt: skip
    near = grid[profile - fit.fun <= 3.84 / 2]
    return Wear(shape=float(np.exp(fit.x[0])), scale_days=float(scale * np.exp(fit.x[1])), defects=defects,
                shape_low=float(np.exp(near.min())), shape_high=float(np.exp(near.max())))  # fmt: skip


def check_interval(wear: Wear, *, look_cost: float, defect_cost_a_day: float) -> CheckInterval:
    """The interval that costs least. Where nothing wears with age, looking by the clock does not help, and it
    says so."""
    if look_cost <= 0 or defect_cost_a_day <= 0:
        raise ValueError(f"costs must be above 0, got {look_cost:g} and {defect_cost_a_day:g}")
    if not wear.wears_out:
        return CheckInterval(every_days=None, cost_a_day=defect_cost_a_day, reason="does_not_wear")

    def rate(log_tau: float) -> float:
        tau = float(np.exp(log_tau))
        good, _ = quad(lambda t: float(wear.still_good(t)), 0, tau, limit=200)
        return float((look_cost + defect_cost_a_day * (tau - good)) / tau)

    span = (np.log(wear.scale_days) - 8, np.log(wear.scale_days) + 4)
    best = minimize_scalar(rate, bounds=span, method="bounded")
    if best.fun >= defect_cost_a_day * 0.999:
        return CheckInterval(every_days=None, cost_a_day=defect_cost_a_day, reason="looking_costs_more")
    return CheckInterval(every_days=float(np.exp(best.x)), cost_a_day=float(best.fun))
