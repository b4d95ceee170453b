"""How often should one look? Weibull wear learnt from checks, and the interval at which looking costs least.

A check says only that the thing was still good, or had gone bad at some time since it was last good: the times are
interval-censored. Cost rate of looking every tau days: [c_look + c_defect (tau - integral_0^tau R)] / tau
(Barlow & Proschan, Mathematical Theory of Reliability, 1965, ch. 4).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.integrate import quad
from scipy.optimize import brentq, minimize, minimize_scalar

Floats = NDArray[np.float64]
DEFECTS_MIN = 5
CHI2_95 = 3.84
SHAPE_SPAN = 2.5  # of the log of the shape, either way: how far its interval is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Wear:
    """Still good after t days with chance exp(-(t / scale_days) ** shape); a 95 % interval for the shape, and the
    number of defects it was learnt from."""

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
        """Chance of being good at these ages in days, (n,)."""
        return np.asarray(np.exp(-((np.asarray(days, np.float64) / self.scale_days) ** self.shape)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInterval:
    """Look every `every_days` (None: never by the clock), at `cost_a_day`; `reason` where the clock does not help."""

    every_days: float | None
    cost_a_day: float
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """No law of wear, and why."""

    reason: str


def fit_wear(good_until: ArrayLike, bad_by: ArrayLike) -> Wear | Unknown:
    """Learn wear from checks. `good_until`: age in days when last seen good; `bad_by`: when found bad, inf if never.

    Shapes (n,), days. Ages count from the last mend. A 95 % interval for the shape comes from the profile likelihood.
    Returns Unknown where fewer than DEFECTS_MIN defects were seen. Raises: ValueError unless 0 <= good_until < bad_by.
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
    best, away = float(fit.x[0]), float(fit.x[1])

    def lost(log_shape: float) -> float:
        """Half the deviance at a shape with the scale that suits it, beyond what 95 % allow."""
        at = minimize_scalar(
            lambda e: loss(np.array([log_shape, e])), bounds=(away - 4, away + 4), method="bounded"
        )
        return float(at.fun - fit.fun - CHI2_95 / 2)

    low_end, high_end = (_edge(lost, best, best + step) for step in (-SHAPE_SPAN, SHAPE_SPAN))
    return Wear(shape=float(np.exp(best)), scale_days=float(scale * np.exp(away)), defects=defects,
                shape_low=float(np.exp(low_end)), shape_high=float(np.exp(high_end)))  # fmt: skip


def _edge(lost: Callable[[float], float], best: float, far: float) -> float:
    return far if lost(far) <= 0 else float(brentq(lost, best, far, xtol=1e-4))


def check_interval(wear: Wear, *, look_cost: float, defect_cost_a_day: float) -> CheckInterval:
    """The interval in days that costs least; where nothing wears with age, looking by the clock does not help.

    look_cost: of one look; defect_cost_a_day: of a defect nobody has seen yet, both in one currency and above 0.
    Raises: ValueError. Source: Barlow & Proschan (1965), ch. 4.
    """
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
