"""How long something takes, as a law: a table of quantiles and how many observations stand behind it.

The 129 levels are evenly spaced in the normal score z (-4, -3.9375, ... 4), not in probability: a Gaussian copula
then looks a duration up directly, and the tails keep their shape.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from typing import Self

import numpy as np
from numpy.typing import NDArray

Z_MAX = 4.0
POINTS = 129
PER_Z = (POINTS - 1) / (2 * Z_MAX)  # table steps in one unit of z
Z = np.linspace(-Z_MAX, Z_MAX, POINTS)
Z90 = 1.2815515655446004  # the normal score of 0.9

STATED_N = 12  # a spread somebody states is worth about a dozen observations


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Law:
    """Quantiles in minutes at the normal scores `Z`, never falling; `n` observations behind them.

    Usually a duration and then >= 0; the lateness of a flight may be negative.
    """

    quantiles: tuple[float, ...]
    n: int = STATED_N

    def __post_init__(self) -> None:
        if len(self.quantiles) != POINTS:
            raise ValueError(f"a law needs {POINTS} quantiles, got {len(self.quantiles)}")
        table = np.array(self.quantiles)
        if not np.isfinite(table).all():
            raise ValueError("the quantiles of a law must be finite")
        if (table[1:] < table[:-1]).any():
            raise ValueError("the quantiles of a law must never fall")
        if self.n < 0:
            raise ValueError(f"n must be >= 0, got {self.n}")

    def __repr__(self) -> str:
        return f"Law(p50={self.p50:.3g}, p90={self.p90:.3g}, n={self.n})"

    @classmethod
    def fixed(cls, minutes: float, n: int = 1_000_000) -> Self:
        """Always the same number of minutes."""
        return cls(quantiles=(float(minutes),) * POINTS, n=n)

    @classmethod
    def from_p50_p90(cls, p50: float, p90: float, n: int = STATED_N) -> Self:
        """Lognormal with this median and ninth decile (minutes, 0 < p50 <= p90); p50 = 0 means: takes no time."""
        if p50 < 0 or p90 < p50:
            raise ValueError(f"need 0 <= p50 <= p90, got p50={p50}, p90={p90}")
        return cls(quantiles=_lognormal_table(p50, p90), n=n)

    @classmethod
    def from_samples(cls, minutes: Iterable[float]) -> Self:
        """The law of what was seen; beyond the outermost observations their lognormal (or normal) tail."""
        seen = np.sort(np.asarray(list(minutes), float))
        if len(seen) == 0:
            raise ValueError("a law from samples needs at least one sample, got 0")
        if len(seen) == 1:
            return cls.fixed(float(seen[0]), n=1)
        scores = _scores(len(seen))
        table = np.interp(Z, scores, seen)
        low, high = scores[0], scores[-1]
        if seen[0] > 0:
            centre, spread = np.log(seen).mean(), np.log(seen).std(ddof=1)
            tail = np.exp(centre + spread * Z)
        else:
            tail = seen.mean() + seen.std(ddof=1) * Z
        table = np.where(
            low > Z, np.minimum(tail, seen[0]), np.where(high < Z, np.maximum(tail, seen[-1]), table)
        )
        return cls(quantiles=tuple(np.maximum.accumulate(table).tolist()), n=len(seen))

    def at(self, z: float) -> float:
        """The quantile (minutes) at normal score z."""
        return float(np.interp(z, Z, self.quantiles))

    def score(self, minutes: float) -> float:
        """The normal score at which the quantile is so many minutes."""
        above = bisect_right(self.quantiles, minutes)
        if above in {0, POINTS}:
            return Z_MAX if above else -Z_MAX
        low, high = self.quantiles[above - 1], self.quantiles[above]
        return -Z_MAX + (above - 1 + (minutes - low) / (high - low)) / PER_Z

    @property
    def p50(self) -> float:
        return self.quantiles[POINTS // 2]

    @property
    def p75(self) -> float:
        return self.at(0.6744897501960817)

    @property
    def p90(self) -> float:
        return self.at(Z90)

    def scaled(self, factor: float) -> "Law":
        """The law of `factor` times this (factor >= 0)."""
        if factor < 0:
            raise ValueError(f"factor must be >= 0, got {factor}")
        return Law(quantiles=tuple((factor * np.array(self.quantiles)).tolist()), n=self.n)


@lru_cache(maxsize=4096)
def _lognormal_table(p50: float, p90: float) -> tuple[float, ...]:
    if p50 == 0:
        return (0.0,) * POINTS
    sigma = log(p90 / p50) / Z90
    return tuple((p50 * np.exp(sigma * Z)).tolist())


def lognormal(log_mean: float, log_sd: float, n: int = STATED_N) -> Law:
    """The law exp(N(log_mean, log_sd)) of minutes."""
    if log_sd < 0:
        raise ValueError(f"log_sd must be >= 0, got {log_sd}")
    return Law(quantiles=tuple(exp(log_mean + log_sd * z) for z in Z.tolist()), n=n)


def _scores(n: int) -> NDArray[np.float64]:
    """Normal scores of n ordered observations (plotting positions (i - 1/2) / n)."""
    from statistics import NormalDist  # rarely needed, and never when answering

    normal = NormalDist()
    return np.array([normal.inv_cdf((i + 0.5) / n) for i in range(n)])
