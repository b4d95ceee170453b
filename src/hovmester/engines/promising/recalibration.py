"""Odds held against what came of them: `recalibrate(said, kept)` gives a monotone map, close to none while few.

logit(p') = shift + slope · logit(p), slope >= 0.05, by penalised likelihood (Platt 1999, with a normal prior
at the identity). The prior weighs like `prior_n` promises at even odds. Isotonic maps need more promises than
most houses ever have.

Groups – kinds of wish, say, and horizons – have slopes that differ from the whole's, each drawn to it by the same prior
(random slopes): a group of few moves little, and odds at which nothing was promised hardly at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit, log_expit, logit

Floats = npt.NDArray[np.float64]

CLIP = 1e-4
SLOPE_MIN = 0.05
WILSON_Z = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalibration:
    """The map from said to recalibrated odds; `n` outcomes behind it.

    `steeper`: how much steeper than `slope` it is for each group.
    """

    shift: float = 0.0
    slope: float = 1.0
    n: int = 0
    steeper: Mapping[str, float] = field(default_factory=dict)

    def among(self, groups: Iterable[str]) -> "Recalibration":
        """The map for odds that belong to these groups; those never seen are as the whole."""
        own = sum(self.steeper.get(group, 0.0) for group in groups)
        return replace(self, slope=max(SLOPE_MIN, self.slope + own), steeper={})

    def __call__(self, p: npt.ArrayLike) -> Floats:
        if not self.n:
            return np.asarray(p, float)
        return np.asarray(expit(self.shift + self.slope * logit(np.clip(p, CLIP, 1 - CLIP))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Odds said and share kept among `n` answers, with the Wilson 95 % interval of the share."""

    n: int
    said: float
    kept: float
    low: float
    high: float


def recalibrate(
    said: npt.ArrayLike,
    kept: npt.ArrayLike,
    *,
    groups: Sequence[Iterable[str]] = (),
    prior_n: float = 50.0,
) -> Recalibration:
    """The map that `said` odds (n,) need, given whether each was `kept` (n,) and the `groups` it belongs to (n,)."""
    p, y = np.asarray(said, float), np.asarray(kept, float)
    if p.shape != y.shape or p.ndim != 1:
        raise ValueError(f"said and kept must be alike and flat, got shapes {p.shape} and {y.shape}")
    if len(p) and not (p.min() >= 0 and p.max() <= 1):
        raise ValueError(f"odds must be in [0, 1], got {p.min()} to {p.max()}")
    if prior_n <= 0:
        raise ValueError(f"prior_n must be > 0, got {prior_n}")
    if not len(p):
        return Recalibration()
    if groups and len(groups) != len(p):
        raise ValueError(f"every one of the {len(p)} odds needs its groups, got {len(groups)}")
    x = logit(np.clip(p, CLIP, 1 - CLIP))
    names = sorted({group for some in groups for group in some})
    belongs = np.array([[name in some for name in names] for some in map(set, groups)], float)
    rows = np.column_stack([np.ones_like(x), x, *((belongs * x[:, None]).T if names else ())])
    usual = np.array([0.0, 1.0, *(0.0 for _ in names)])

    def cost(v: Floats) -> tuple[float, Floats]:
        eta = rows @ v
        prior = prior_n / 4 * (v - usual)
        loss = -(y * log_expit(eta) + (1 - y) * log_expit(-eta)).sum() + 0.5 * (prior @ (v - usual))
        return float(loss), (expit(eta) - y) @ rows + prior

    bounds = [(-5, 5), (SLOPE_MIN, 20), *((-5, 5) for _ in names)]
    shift, slope, *steeper = minimize(cost, usual, jac=True, method="L-BFGS-B", bounds=bounds).x.tolist()
    own = dict(zip(names, steeper, strict=True))
    return Recalibration(shift=shift, slope=slope, n=len(p), steeper=own)


def reliability(said: npt.ArrayLike, kept: npt.ArrayLike, *, bins: int = 10) -> tuple[Bin, ...]:
    """Answers in bins of equal size by odds: what was said, what came true."""
    p, y = np.asarray(said, float), np.asarray(kept, float)
    parts = [part for part in np.array_split(np.argsort(p, kind="stable"), max(1, bins)) if len(part)]
    return tuple(_bin(p[part], y[part]) for part in parts)


def _bin(p: Floats, y: Floats) -> Bin:
    n, share = len(p), float(y.mean())
    z2 = WILSON_Z**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = WILSON_Z / (1 + z2 / n) * (share * (1 - share) / n + z2 / (4 * n * n)) ** 0.5
    return Bin(
        n=n, said=float(p.mean()), kept=share, low=max(0.0, centre - half), high=min(1.0, centre + half)
    )
